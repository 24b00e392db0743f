/** A person makes the window narrow and wide again, or turns a tablet: the views stand elsewhere and are as they were. */
import { expect, test } from "./studio.ts";

const wide = { width: 1440, height: 900 };
const narrow = { width: 820, height: 1100 };

// Small graphs are drawn by another surface than large ones.
for (const model of ["resnet18", "resnet50"]) {
  test(`the graph of ${model} keeps its zoom and its place`, async ({ studio, page }) => {
    await page.setViewportSize(wide);
    await studio.goto(`/?model=${model}&group=none`);
    const graph = studio.region("Model graph");
    const drawing = graph.getByRole("application", { name: /^Graph of/ });
    const first = await drawing.screenshot();
    await graph.getByRole("button", { name: "Zoom in (+)" }).click();
    await graph.getByRole("button", { name: "Zoom in (+)" }).click();
    const box = await drawing.boundingBox();
    if (box === null) throw new Error("the graph is not on screen");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.8);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 30, box.y + box.height * 0.2, { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(0, 0);
    await studio.idle();
    const before = await drawing.screenshot();
    expect(before.equals(first)).toBe(false);

    await page.setViewportSize(narrow);
    await studio.idle();
    await expect(drawing).toBeVisible();
    await page.setViewportSize(wide);
    await studio.idle();
    expect((await drawing.screenshot()).equals(before)).toBe(true);
  });
}

test("an opened chart and a typed search stay, and no view is there twice", async ({ studio, page }) => {
  await page.setViewportSize(wide);
  await studio.goto("/?model=resnet18&view=memory");
  await page.getByRole("searchbox", { name: "Search operators" }).fill("op:MaxPool");
  await studio.idle();
  await page.setViewportSize(narrow);
  await studio.idle();
  await expect(page.getByRole("searchbox", { name: "Search operators" })).toHaveValue("op:MaxPool");
  for (const name of ["Model graph", "Memory", "Operators", "Prediction", "Inspector"]) {
    // oxlint-disable-next-line no-await-in-loop
    await expect(page.getByRole("region", { name, exact: true })).toHaveCount(1);
    // oxlint-disable-next-line no-await-in-loop
    await expect(page.getByRole("region", { name, exact: true })).toBeVisible();
  }
});
