/** A person asks what another precision would do: table, totals, roofline and prediction answer alike. */
import { expect, test } from "./studio.ts";

/** "23.1 MB" → 23.1e6. */
const bytesIn = (text: string | null): number => {
  const [, number = "", prefix = ""] = /([\d.]+) (k|M|G|)B/.exec(text ?? "") ?? [];
  return Number(number) * { "": 1, k: 1e3, M: 1e6, G: 1e9 }[prefix as "" | "k" | "M" | "G"];
};

test("half precision halves the bytes in the table, the totals and the inspector, and doubles the intensity", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&device=pixel4&predictor=roofline&node=conv1");
  const moved = studio.region("Operators").getByText(/moved/);
  const peak = page.getByLabel("Totals of the model").locator("div", { hasText: "Peak activations" }).locator("dd");
  const intensity = studio.region("Inspector").locator("dt:text-is('Intensity') + dd").first();
  const before = {
    moved: bytesIn(await moved.textContent()),
    peak: bytesIn(await peak.textContent()),
    intensity: Number.parseFloat((await intensity.textContent()) ?? ""),
  };
  expect(before.moved).toBeGreaterThan(0);
  await expect(moved).not.toContainText("fp16");

  await page.getByLabel("Precision").selectOption("fp16");
  await studio.idle();
  await expect(moved).toContainText("at fp16");
  expect(bytesIn(await moved.textContent()) / before.moved).toBeCloseTo(0.5, 2);
  expect(bytesIn(await peak.textContent()) / before.peak).toBeCloseTo(0.5, 2);
  expect(Number.parseFloat((await intensity.textContent()) ?? "") / before.intensity).toBeCloseTo(2, 1);

  await page.keyboard.press("Control+z");
  await studio.idle();
  expect(bytesIn(await moved.textContent())).toBe(before.moved);
});

test("the roofline and the prediction count the same bytes: no dot of the roofline bound stands above its roof", async ({
  studio,
}) => {
  for (const precision of ["fp32", "fp16", "int8"]) {
    // oxlint-disable-next-line no-await-in-loop
    await studio.goto(`/?model=mobilenet_v2&device=pixel4&predictor=roofline&precision=${precision}`);
    // oxlint-disable-next-line no-await-in-loop
    await expect(studio.region("Roofline")).not.toContainText("above the roof");
  }
});
