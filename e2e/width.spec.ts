/** A person asks what another width would do, together with batch, input size and precision. */
import { encodeModel } from "../src/onnx/encode.ts";
import { modelOf } from "../src/testing/graph-text.ts";
import { expect, type Studio, test } from "./studio.ts";

const total = (studio: Studio, name: string) =>
  studio.page.getByLabel("Totals of the model").locator("div", { hasText: name }).locator("dd");

async function widen(studio: Studio, text: string): Promise<void> {
  const field = studio.page.getByLabel("Model width value");
  await field.fill(text);
  await field.press("Enter");
  await studio.idle();
}

const network = (cut: string) =>
  encodeModel(
    modelOf(`
      x: float32[batch,3,H,W]
      const a: float32[32,3,3,3]
      const b: float32[64,32,3,3]
      const f: float32[64,10]
      p = Conv(x, a) pads=[1,1,1,1]
      q = Conv(p, b) pads=[1,1,1,1]
      ${cut}
      g = GlobalAveragePool(q)
      v = Flatten(g)
      y = MatMul(v, f)
    `),
  );

test("half the width of a MobileNet: fewer MACs, parameters and milliseconds, kept in the link, undone in a step", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=mobilenet_v2&device=pixel4&predictor=roofline");
  const before = await page.evaluate(() => window.studio.prediction()?.latencySeconds ?? Number.NaN);
  await expect(total(studio, "MACs")).toHaveText("301 MMAC");
  await widen(studio, "0.5");
  await expect(total(studio, "MACs")).not.toHaveText("301 MMAC");
  await expect(studio.region("Prediction")).toContainText("52 of 52 convolutions changed.");
  await expect(page).toHaveURL(/width=0\.5/);
  expect(await page.evaluate(() => window.studio.prediction()?.latencySeconds)).toBeLessThan(before);
  const narrow = await total(studio, "MACs").textContent();

  await page.reload();
  await studio.idle();
  await expect(total(studio, "MACs")).toHaveText(narrow ?? "");
  await widen(studio, "0.75");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+z");
  await studio.idle();
  await expect(total(studio, "MACs")).toHaveText(narrow ?? "");
  await expect(page.getByLabel("Model width value")).toHaveValue("× 0.5");
  await page.getByRole("button", { name: "Reset Model width" }).click();
  await studio.idle();
  await expect(total(studio, "MACs")).toHaveText("301 MMAC");
});

test("batch, input size, width and precision act together", async ({ studio, page }) => {
  await studio.goto();
  await studio.drop("network.onnx", network(""));
  // 224² positions of 27·32 and 288·64 MACs, and 640.
  await expect(total(studio, "MACs")).toHaveText("968 MMAC");
  const size = (name: string) => studio.region("Inspector").getByRole("spinbutton", { name, exact: true });
  for (const [name, value] of [
    ["H", "112"],
    ["W", "112"],
    ["batch", "2"],
  ] as const) {
    // oxlint-disable-next-line no-await-in-loop
    await size(name).fill(value);
    // oxlint-disable-next-line no-await-in-loop
    await size(name).press("Enter");
    // oxlint-disable-next-line no-await-in-loop
    await studio.idle();
  }
  await expect(total(studio, "MACs")).toHaveText("484 MMAC");
  const peak = await total(studio, "Peak activations").textContent();
  await widen(studio, "2");
  // 2 · 112² positions of 27·64 and 576·128 MACs, and 2 · 1280.
  await expect(total(studio, "MACs")).toHaveText("1.89 GMAC");
  await page.getByLabel("Precision").selectOption("fp16");
  await studio.idle();
  // Twice as many channels of half the bytes.
  await expect(total(studio, "Peak activations")).toHaveText(peak ?? "");
  await expect(page).toHaveURL(/width=2/);
  await expect(page).toHaveURL(/precision=fp16/);
  await expect(page).toHaveURL(/set=H:112,W:112,batch:2|set=/);
});

test("a model whose channels cannot be traced says so and stays as it was", async ({ studio, page }) => {
  await studio.goto();
  await studio.drop("cut.onnx", network("s = Mystery(p)\n t = Mystery(q)"));
  const macs = await total(studio, "MACs").textContent();
  await widen(studio, "0.5");
  await expect(studio.alert()).toContainText("cannot be 0.5 times as wide");
  await expect(total(studio, "MACs")).toHaveText(macs ?? "");
  await expect(page.getByLabel("Model width value")).toHaveValue("× 1");
  await expect(page).not.toHaveURL(/width=/);
});
