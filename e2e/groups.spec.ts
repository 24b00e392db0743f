/** A graph of ten thousand nodes opens as a few groups, which open and close on demand. */
import { encodeModel } from "../src/onnx/encode.ts";
import { synthetic } from "../src/generate/synthetic.ts";
import { expect, test } from "./studio.ts";

const model = (nodes: number) => ({
  name: `made-${nodes}.onnx`,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(encodeModel(synthetic({ nodes }))),
});

test("ten thousand nodes open as a readable overview; Enter opens a group, Backspace closes it, and the link keeps it", async ({
  studio,
  page,
}) => {
  await studio.goto();
  await studio.choose(model(10_000));
  const graph = studio.region("Model graph");
  const canvas = graph.getByRole("application");
  const name = async (): Promise<number> =>
    Number(/^Graph of 10000 nodes as (\d+) groups/.exec((await canvas.getAttribute("aria-label")) ?? "")?.[1]);
  const before = await name();
  expect(before).toBeGreaterThan(20);
  expect(before).toBeLessThanOrEqual(100);

  await canvas.focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowDown");
  await studio.idle();
  const told = graph.locator("#graph-node");
  await expect(told).toHaveText(/of \d+ nodes, .*Enter opens it$/);
  await page.keyboard.press("Enter");
  await studio.idle();
  const opened = await name();
  expect(opened).toBeGreaterThan(before);
  await expect(page).toHaveURL(/toggled=\d+/);
  const bar = graph.getByRole("group", { name: "Groups of the graph" });
  await expect(bar).toContainText(`${opened} shown of 10000 nodes`);

  await canvas.focus();
  await page.keyboard.press("Backspace");
  await studio.idle();
  expect(await name()).toBe(before);
  await expect(page).not.toHaveURL(/toggled=/);
});

test("a sample in groups by name: all alike open at once, the selected node's group is marked, the overview comes back", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet50&group=scopes");
  const graph = studio.region("Model graph");
  const bar = graph.getByRole("group", { name: "Groups of the graph" });
  const canvas = graph.getByRole("application");
  await expect(canvas).toHaveAccessibleName(/^Graph of 122 nodes as \d+ groups and nodes/);
  const shown = async (): Promise<number> => Number(/^(\d+) shown/.exec((await bar.textContent()) ?? "")?.[1]);
  const before = await shown();
  expect(before).toBeLessThan(25);

  // The node lies in a closed block, which is marked. Twelve of the sixteen blocks have no convolution in their shortcut.
  await studio
    .region("Operators")
    .getByRole("row", { name: /layer3\.2\.conv2/ })
    .click();
  await studio.idle();
  await expect(graph.locator("#graph-node")).toHaveText(/^Group layer3\.2 of 7 nodes, .*Enter opens it$/);
  await bar.getByRole("button", { name: "Open all 12 alike" }).click();
  await studio.idle();
  expect(await shown()).toBe(before + 12 * 6);
  await expect(graph.locator("#graph-node")).toHaveText(/^Conv layer3\.2\.conv2/);
  await bar.getByRole("button", { name: "Close all 12 alike" }).click();
  await studio.idle();
  expect(await shown()).toBe(before);
  await bar.getByRole("button", { name: "Close layer3", exact: true }).click();
  await studio.idle();
  expect(await shown()).toBe(before - 5);
  await bar.getByRole("button", { name: "Overview" }).click();
  await studio.idle();
  expect(await shown()).toBe(before);

  await graph.getByLabel("Groups", { exact: true }).selectOption({ label: "Groups by block" });
  await studio.idle();
  await expect(page).toHaveURL(/group=blocks/);
  await expect(canvas).toHaveAccessibleName(/^Graph of 122 nodes as \d+ groups and nodes/);
  await graph.getByLabel("Groups", { exact: true }).selectOption({ label: "No groups" });
  await studio.idle();
  await expect(canvas).toHaveAccessibleName(/^Graph of 122 nodes; arrows/);
});

test("kernels are grouped as nodes are", async ({ studio }) => {
  await studio.goto("/?model=resnet50&grain=kernels&group=scopes");
  await expect(studio.region("Model graph").getByRole("application")).toHaveAccessibleName(
    /^Graph of 71 kernels as \d+ groups and kernels/,
  );
});
