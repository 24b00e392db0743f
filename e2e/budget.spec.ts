/** A person searches for the slowest setting that still meets a latency. */
import { expect, type Studio, test } from "./studio.ts";

const latency = (studio: Studio): Promise<number> =>
  studio.page.evaluate(() => window.studio.prediction()?.latencySeconds ?? Number.NaN);

async function meet(studio: Studio, text: string): Promise<void> {
  const field = studio.page.getByLabel("Latency to meet in ms");
  await field.fill(text);
  await field.press("Enter");
  await studio.idle();
}

const form = (studio: Studio) => studio.page.getByRole("form", { name: "Latency to meet" });

test("the lowest clock that meets a latency is a step of the device, and one click sets the slider to it", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&device=pixel4&predictor=roofline");
  const fastest = await latency(studio);
  const budget = fastest * 1.7;
  await meet(studio, `${(budget * 1e3).toFixed(3)} ms`);
  await expect(form(studio)).toContainText("the clock below");
  await form(studio).getByRole("button", { name: /^Set / }).click();
  await studio.idle();
  expect(await latency(studio)).toBeLessThanOrEqual(budget);
  await expect(page).toHaveURL(/frequency=\d+/);
  await expect(page).toHaveURL(/budget=0\.\d+/);

  // The answer is the lowest one: a step down it is too late.
  await studio.move(studio.slider("CPU frequency"), "ArrowLeft");
  expect(await latency(studio)).toBeGreaterThan(budget);
  await page.keyboard.press("Control+z");
  await studio.idle();

  const answer = await form(studio).textContent();
  await page.reload();
  await studio.idle();
  expect(await form(studio).textContent()).toBe(answer);
});

test("what is out of reach says by how much; load and bandwidth can be searched too; the search can be ended", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&device=pixel4&predictor=roofline");
  const fastest = await latency(studio);
  await meet(studio, `${(fastest * 0.8 * 1e3).toFixed(3)} ms`);
  await expect(form(studio)).toContainText(
    /Out of reach: even at the highest clock, 2\.84 GHz, it takes .* \(25\.0 %\) too long/,
  );
  await expect(form(studio).getByRole("button", { name: /^Set / })).toHaveCount(0);

  await meet(studio, `${(fastest * 1.3 * 1e3).toFixed(3)} ms`);
  await page.getByLabel("What is to meet it").selectOption("utilization");
  await studio.idle();
  // A load of u makes everything 1 / (1 - u/2) times as long: 1.3 is met up to 46 %.
  await form(studio).getByRole("button", { name: "Set 46.0 % load" }).click();
  await studio.idle();
  expect((await latency(studio)) / fastest).toBeLessThanOrEqual(1.3);
  await expect(page).toHaveURL(/meet=utilization/);

  await page.getByRole("button", { name: "Reset the latency to meet" }).click();
  await studio.idle();
  await expect(form(studio)).not.toContainText("load takes");
  await expect(page).not.toHaveURL(/budget=/);
});

test("of a size that the file leaves open the largest that meets the latency is found, set by a click and kept in the link", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=mobilenet_v2&device=pixel4&predictor=roofline");
  const budget = (await latency(studio)) * 5.5;
  await page.getByLabel("What is to meet it").selectOption({ label: "Largest batch" });
  await meet(studio, `${(budget * 1e3).toFixed(3)} ms`);
  await expect(form(studio)).toContainText(/batch = (\d+) takes .*; batch = \d+ takes/);
  const [, most = ""] = /batch = (\d+) takes/.exec((await form(studio).textContent()) ?? "") ?? [];
  // Weights move once whatever the batch, so that five times the time is enough for five images at least.
  expect(Number(most)).toBeGreaterThanOrEqual(5);
  await form(studio)
    .getByRole("button", { name: `Set batch = ${most}` })
    .click();
  await studio.idle();
  expect(await latency(studio)).toBeLessThanOrEqual(budget);
  await expect(page).toHaveURL(new RegExp(`set=batch:${most}.*largest=batch`));
  const field = studio.region("Inspector").getByRole("spinbutton", { name: "batch" });
  await field.fill(String(Number(most) + 1));
  await field.press("Enter");
  await studio.idle();
  expect(await latency(studio)).toBeGreaterThan(budget);
});

test("what is no time is not taken", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=pixel4&predictor=roofline");
  await meet(studio, "soon");
  await expect(page.getByLabel("Latency to meet in ms")).toHaveAttribute("aria-invalid", "true");
  await expect(page).not.toHaveURL(/budget=/);
});
