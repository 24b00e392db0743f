/** The graph as the kernels a runtime launches, and what fusing saves. */
import { expect, test } from "./studio.ts";

test("the graph can be shown as kernels, by the rules of the runtime or by chosen ones, and the link keeps it", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet50");
  const graph = studio.region("Model graph");
  await expect(graph.getByRole("application")).toHaveAccessibleName(/^Graph of 122 nodes/);
  await graph.getByRole("button", { name: "Kernels" }).click();
  await studio.idle();
  // nn-Meter's count on TFLite's CPU, the default runtime.
  await expect(graph.getByRole("application")).toHaveAccessibleName(/^Graph of 71 kernels/);
  await expect(graph).toContainText("71 kernels of 121 nodes, saving 83.3 MB of traffic");
  await expect(page).toHaveURL(/grain=kernels/);

  await graph.getByLabel("Fusion rules").selectOption({ label: "TFLite, GPU (nn-Meter)" });
  await studio.idle();
  await expect(graph).toContainText("56 kernels");
  await expect(page).toHaveURL(/rules=tflite-gpu/);
  await page.reload();
  await studio.idle();
  await expect(graph.getByRole("application")).toHaveAccessibleName(/^Graph of 56 kernels/);

  await graph.getByRole("button", { name: "Nodes" }).click();
  await studio.idle();
  await expect(graph.getByRole("application")).toHaveAccessibleName(/^Graph of 122 nodes/);
});

test("without chosen rules, another runtime brings its own", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&grain=kernels&runtime=ort");
  const graph = studio.region("Model graph");
  await expect(graph.getByLabel("Fusion rules")).toHaveValue("ort");
  await page.getByLabel("Runtime").selectOption("ncnn");
  await studio.idle();
  await expect(graph.getByLabel("Fusion rules")).toHaveValue("general");
  await expect(page).not.toHaveURL(/rules=/);
});

test("a node's kernel is marked on the graph and told in the inspector, with what it saves", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&grain=kernels&rules=general");
  await studio
    .region("Operators")
    .getByRole("row", { name: /layer1\.0\.relu_1 / })
    .click();
  await studio.idle();
  const graph = studio.region("Model graph");
  await expect(graph.locator("#graph-node")).toHaveText(/^Kernel Conv\+Add\+ReLU of 3 nodes, .* of the latency/);
  const kernel = studio.region("Inspector").getByRole("region", { name: "Kernel" });
  await expect(kernel).toContainText("Conv+Add+ReLU by the rules of General");
  // Two values of 64 · 56² · 4 = 803 kB, of the convolution and of the sum, are neither written nor read.
  await expect(kernel).toContainText(/saves 3\.21 MB of the [\d.]+ MB its nodes move one by one/);
  await kernel.getByRole("button", { name: /Conv layer1\.0\.conv2/ }).click();
  await studio.idle();
  await expect(page).toHaveURL(/node=layer1\.0\.conv2/);
});

test("arrows walk from kernel to kernel and select their root nodes", async ({ studio }) => {
  await studio.goto("/?model=squeezenet1_1&grain=kernels");
  const graph = studio.region("Model graph");
  await graph.getByRole("application").focus();
  await studio.page.keyboard.press("ArrowDown");
  await studio.idle();
  await expect(graph.locator("#graph-node")).toHaveText(/^Kernel Conv\+ReLU\+MaxPool of 3 nodes/);
  await studio.page.keyboard.press("ArrowDown");
  await studio.idle();
  await expect(graph.locator("#graph-node")).toHaveText(/^Kernel Conv\+ReLU of 2 nodes/);
  await expect(studio.region("Operators").locator('[role="row"][aria-selected="true"]')).toContainText("Conv");
});

test("sorting the table by kernel puts the nodes of one together", async ({ studio }) => {
  await studio.goto("/?model=resnet18");
  const table = studio.region("Operators");
  const header = table.getByRole("columnheader", { name: /^Kernel/ });
  await header.getByRole("button").click();
  await studio.idle();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  for (const row of [1, 2, 3]) await expect(table.getByRole("row").nth(row)).toContainText("1 Conv+ReLU+MaxPool");
});
