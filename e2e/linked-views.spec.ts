/** One selection, one link, one theme across all views. */
import { expect, test } from "./studio.ts";

test("selecting a row selects the node in the inspector and in the link, and Escape clears it", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18");
  await studio
    .region("Operators")
    .getByRole("row", { name: /layer2\.0\.conv1/ })
    .click();
  await studio.idle();
  await expect(studio.region("Inspector")).toContainText("layer2.0.conv1");
  await expect(page).toHaveURL(/layer2\.0\.conv1/);
  await page.keyboard.press("Escape");
  await studio.idle();
  await expect(page).not.toHaveURL(/layer2\.0\.conv1/);
});

test("clicking a node of the graph selects its row", async ({ studio }) => {
  await studio.goto("/?model=squeezenet1_1");
  const box = await studio.region("Model graph").boundingBox();
  expect(box).not.toBeNull();
  const selected = studio.region("Operators").locator('[role="row"][aria-selected="true"]');
  await expect(selected).toHaveCount(0);
  // The graph offers its nodes to the keyboard: focus the canvas, step to the first node.
  await studio.region("Model graph").getByRole("application").focus();
  await studio.page.keyboard.press("ArrowDown");
  await studio.idle();
  await expect(selected).toHaveCount(1);
});

test("sorting by MACs puts the heaviest node first, and once more the lightest", async ({ studio }) => {
  await studio.goto("/?model=vgg16");
  const table = studio.region("Operators");
  const header = table.getByRole("columnheader", { name: /^MACs/ });
  await header.getByRole("button").click();
  await studio.idle();
  await expect(header).toHaveAttribute("aria-sort", "descending");
  // VGG-16's features.2 and four more share 64·64·9·224² = 1.85 GMAC.
  await expect(table.getByRole("row").nth(1)).toContainText("1.85 GMAC");
  await header.getByRole("button").click();
  await studio.idle();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
});

test("searching narrows the table and says by how much", async ({ studio, page }) => {
  await studio.goto("/?model=mobilenet_v2");
  const rows = studio.region("Operators").getByRole("row");
  const all = await rows.count();
  await page.getByRole("searchbox").fill("Gemm");
  await studio.idle();
  expect(await rows.count()).toBeLessThan(all);
  await expect(studio.region("Operators")).toContainText("1 of");
});

test("a link restores device, state, selection and search", async ({ studio, page, context }) => {
  await studio.goto("/?model=resnet18&device=rk3399");
  await studio.move(studio.slider("CPU utilization"), "ArrowRight", 5);
  await studio
    .region("Operators")
    .getByRole("row", { name: /layer3\.1\.conv2/ })
    .click();
  await studio.idle();
  const headline = await studio.region("Prediction").getByTestId("latency").textContent();
  const link = page.url();

  const other = await context.newPage();
  await other.goto(link);
  await other.waitForFunction(() => window.studio !== undefined);
  await other.evaluate(() => window.studio.idle());
  await expect(other.getByRole("region", { name: "Inspector" })).toContainText("layer3.1.conv2");
  await expect(other.getByTestId("latency")).toHaveText(headline ?? "");
  await expect(other.getByLabel("Device", { exact: true })).toHaveValue("rk3399");
});

test("the theme can be changed and stays after a reload", async ({ studio, page }) => {
  await studio.goto("/?model=squeezenet1_1");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  await page.getByRole("button", { name: /theme/i }).click();
  await studio.idle();
  const after = await background();
  expect(after).not.toBe(before);
  await page.reload();
  await studio.idle();
  expect(await background()).toBe(after);
});
