/** A person asks how the latency answers to clock, load and bandwidth, over the whole range of each. */
import type { Page } from "@playwright/test";
import { expect, test } from "./studio.ts";

const region = (page: Page) => page.getByRole("region", { name: "Sensitivity" });
const surface = (page: Page) => region(page).getByRole("img", { name: /^Latency surface over/ });

/** "Now 57.8 ms at 2.84 GHz and 22.5 GB/s." → "57.8 ms" */
const partOf = async (page: Page, word: "Now" | "Least" | "Most"): Promise<string> => {
  const label = (await surface(page).getAttribute("aria-label")) ?? "";
  return new RegExp(`${word} ([\\d.]+ (?:s|ms|µs))`).exec(label)?.[1] ?? "";
};

test("three curves and a surface tell the present state and where the latency doubles", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=pixel4&predictor=roofline");
  await page.getByRole("tab", { name: "Sensitivity" }).click();
  await studio.idle();
  const headline = (await studio.region("Prediction").getByTestId("latency").textContent()) ?? "";
  for (const knob of ["CPU frequency", "CPU utilization", "Memory bandwidth"]) {
    // oxlint-disable-next-line no-await-in-loop
    const label = await region(page)
      .getByRole("img", { name: new RegExp(`^Latency against ${knob}:`) })
      .getAttribute("aria-label");
    expect(label).toContain(`Now ${headline} at`);
    expect(label).toMatch(/; (doubles at|never doubles)/);
  }
  // One equal competitor takes half of the core.
  await expect(region(page).getByText("doubles at 100 %")).toBeVisible();
  expect(await partOf(page, "Now")).toBe(headline);
  expect(await partOf(page, "Least")).toBe(headline);
  const facts = region(page).getByRole("table", { name: "Main figures of the surface" });
  await expect(facts.getByRole("row", { name: /^Least/ })).toContainText(headline);
  await expect(facts.getByRole("row", { name: /^Most/ })).toContainText("826 MHz");
  await expect(facts.getByRole("row", { name: /^Twice the least/ }).first()).toBeVisible();
});

test("a slider moves the mark and leaves the surface; another knob makes another surface", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=pixel4&predictor=roofline&view=sensitivity");
  const [least, now] = [await partOf(page, "Least"), await partOf(page, "Now")];
  await studio.move(studio.slider("CPU frequency"), "Home");
  expect(await partOf(page, "Least")).toBe(least);
  expect(await partOf(page, "Now")).not.toBe(now);
  await studio.move(studio.slider("CPU utilization"), "End");
  expect(await partOf(page, "Least")).not.toBe(least);
});

test("the pair of the surface is chosen and linked, and a click takes the state that it meets", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&device=pixel4&predictor=roofline&view=sensitivity");
  await region(page)
    .getByRole("combobox", { name: /^Surface over/ })
    .selectOption("CPU frequency and CPU utilization");
  await studio.idle();
  await expect(surface(page)).toHaveAttribute(
    "aria-label",
    /^Latency surface over CPU frequency and CPU utilization\./,
  );
  await expect(page).toHaveURL(/surface=frequency-utilization/);
  await page.reload();
  await studio.idle();
  await expect(surface(page)).toHaveAttribute(
    "aria-label",
    /^Latency surface over CPU frequency and CPU utilization\./,
  );

  await surface(page).scrollIntoViewIfNeeded();
  const box = await surface(page).boundingBox();
  if (box === null) throw new Error("the surface is not on screen");
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4);
  await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.4);
  await studio.idle();
  await expect(page).toHaveURL(/frequency=\d+&utilization=0\.\d+/);
  const utilization = Number(await studio.slider("CPU utilization").inputValue());
  expect(utilization).toBeGreaterThan(0.3);
  expect(utilization).toBeLessThan(0.9);
});

test("a device whose bandwidth nobody published has the curves that are known", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=rk3399&runtime=armcl&cores=large:2,small:4&view=sensitivity");
  await expect(region(page).getByRole("img", { name: /^Latency against CPU frequency/ })).toBeVisible();
  await expect(region(page)).toContainText(/80 % interval|no interval/);
});
