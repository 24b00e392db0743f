/** A person asks what a model keeps in memory, what would change it, and what running branches side by side could gain. */
import { expect, test } from "./studio.ts";

test("the peak, what is alive there, and what reuse and narrower types change; the link keeps it", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=googlenet");
  await page.getByRole("tab", { name: "Memory" }).click();
  await studio.idle();
  const region = page.getByRole("region", { name: "Memory" });
  const peak = region.getByLabel("Peak of activations");
  // Two maps of 64 · 112² floats: what the first convolution gives, and what its Relu makes of it.
  await expect(peak).toHaveText("6.42 MB");
  await expect(region.getByRole("img", { name: /139 steps\. Peak 6\.42 MB at step 2, conv1\.relu/ })).toBeVisible();
  const alive = region.getByRole("table", { name: /Alive at step 2, conv1\.relu, the peak: 6\.42 MB/ });
  await expect(alive.getByRole("row", { name: /3\.21 MB/ })).toHaveCount(2);

  // In place, the largest moment is the pool after it: 3.21 MB in, a quarter out.
  await region.getByLabel("In place").check();
  await studio.idle();
  await expect(peak).toHaveText("4.01 MB");
  await region.getByRole("combobox", { name: "Activations" }).selectOption("fp16");
  await studio.idle();
  await expect(peak).toHaveText("2.01 MB");
  await expect(page).toHaveURL(/activations=fp16&inplace=on/);
  await page.reload();
  await studio.idle();
  await expect(peak).toHaveText("2.01 MB");
});

test("stepping through time by the keyboard selects the node that runs", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&view=memory");
  const region = page.getByRole("region", { name: "Memory" });
  const step = region.getByRole("slider", { name: "Step" });
  await studio.move(step, "Home");
  await studio.move(step, "ArrowRight", 4);
  await expect(step).toHaveAttribute("aria-valuetext", /^5 of /);
  await expect(region.getByRole("table", { name: /^Alive at step 5, layer1\.0/ })).toBeVisible();
  await expect(page).toHaveURL(/node=layer1\.0/);
});

test("weights at each precision say what scales add", async ({ studio, page }) => {
  await studio.goto("/?model=vgg16&view=memory&weights=int4");
  const region = page.getByRole("region", { name: "Memory" });
  const table = region.getByRole("table", { name: "Weights" });
  await expect(table.getByRole("row", { name: /^fp32 553 MB/ })).toBeVisible();
  await expect(table.getByRole("row", { name: /^fp16 277 MB/ })).toBeVisible();
  // 138.3 M weights at 4.5 bits.
  await expect(table.getByRole("row", { name: /^int4 77\.9 MB 8\.65 MB/ })).toHaveAttribute("aria-current", "true");
});

test("branches side by side: the longest path bounds what workers gain, and its nodes can be chosen", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=googlenet&predictor=roofline&workers=1");
  await page.getByRole("tab", { name: "Schedule" }).click();
  await studio.idle();
  const region = page.getByRole("region", { name: "Schedule" });
  const time = region.getByLabel("Time with branches side by side");
  const alone = await time.textContent();
  await expect(region).toContainText(`One after the other ${alone ?? ""}`);
  await region.getByLabel("Run on").selectOption("4 equal workers");
  await studio.idle();
  await expect(time).not.toHaveText(alone ?? "");
  await expect(region.getByRole("img", { name: /Gantt chart of 4 workers/ })).toBeVisible();
  await region.getByLabel("Run on").selectOption("clusters");
  await studio.idle();
  await expect(page).toHaveURL(/workers=clusters/);
  await expect(region.getByRole("list", { name: "Workers" }).getByRole("listitem")).toHaveCount(3);

  const table = region.getByRole("table", { name: "Longest nodes of the longest path" });
  await table.getByRole("button", { name: "conv3.conv" }).click();
  await studio.idle();
  await expect(page).toHaveURL(/node=conv3\.conv/);
  await expect(table.locator('[aria-current="true"]')).toContainText("conv3.conv");
});
