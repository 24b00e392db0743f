/** A person sets sliders by steps, by typing, and back. */
import { expect, type Studio, test } from "./studio.ts";

const value = (studio: Studio, name: string) => studio.page.getByLabel(`${name} value`, { exact: true });

async function type(studio: Studio, name: string, text: string): Promise<void> {
  await value(studio, name).fill(text);
  await value(studio, name).press("Enter");
  await studio.idle();
}

const frequency = (studio: Studio) => studio.page.evaluate(() => new URLSearchParams(location.search).get("frequency"));

test("the clock stands on the steps of the device; a typed clock may lie between two of them, and says so", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&device=pixel4&predictor=roofline");
  await studio.move(studio.slider("CPU frequency"), "ArrowLeft");
  await expect.poll(() => frequency(studio)).toBe("2745600000");
  await expect(value(studio, "CPU frequency")).toHaveValue("2.75 GHz");
  await studio.move(studio.slider("CPU frequency"), "ArrowLeft", 2);
  await expect.poll(() => frequency(studio)).toBe("2534400000");

  // Three digits mean the step that they are shown for.
  await type(studio, "CPU frequency", "1170 MHz");
  await expect.poll(() => frequency(studio)).toBe("1171200000");
  await type(studio, "CPU frequency", "1,22");
  await expect.poll(() => frequency(studio)).toBe("1220000000");
  const region = studio.region("Prediction");
  await expect(region).toContainText("Between two steps");
  await region.getByRole("button", { name: "1.29 GHz" }).click();
  await expect.poll(() => frequency(studio)).toBe("1286400000");
  await expect(region).not.toContainText("Between two steps");

  await page.getByRole("button", { name: "Reset CPU frequency" }).click();
  await expect(value(studio, "CPU frequency")).toHaveValue("2.84 GHz");
  await expect.poll(() => frequency(studio)).toBe(null);
});

test("load and bandwidth are typed with their units; what cannot be set is not taken", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=pixel4&predictor=roofline");
  await type(studio, "CPU utilization", "35 %");
  await expect(page).toHaveURL(/utilization=0\.35/);
  await type(studio, "Memory bandwidth", "9000 MB/s");
  await expect(page).toHaveURL(/bandwidth=9000000000/);
  await type(studio, "CPU frequency", "5 GHz");
  await expect(studio.region("Prediction")).toContainText("Only 826 MHz to 2.84 GHz can be set");
  await expect(page).not.toHaveURL(/frequency=/);
  await value(studio, "CPU frequency").press("Escape");
  await expect(value(studio, "CPU frequency")).toHaveValue("2.84 GHz");
});
