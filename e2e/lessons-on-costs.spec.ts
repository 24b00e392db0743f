/** Lessons on what FLOPs leave out: fusion, traffic, memory and energy. */
import { expect, test } from "./studio.ts";

test("fusion puts a chain of the model together node by node, and tells what each runtime’s rules save", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&lesson=fusion&node=layer1.0.conv1");
  const lessons = page.getByRole("region", { name: "Lessons" });
  await expect(lessons).toContainText("The selected node’s kernel: Conv+ReLU");
  const status = lessons.getByRole("status").first();
  await expect(status).toContainText("2 kernels move 3.36 MB");
  await studio.move(lessons.getByRole("slider", { name: "Nodes that run as one kernel" }), "End");
  // The value between them, 803 kB, is neither written nor read.
  await expect(status).toContainText("1 kernel moves 1.75 MB in place of 3.36 MB");
  await expect(page).toHaveURL(/lesson=fusion&at=2/);
  await lessons.getByRole("radio", { name: "47.8 %" }).check();
  await expect(lessons).toContainText("Right. One by one they move 3.36 MB, as one kernel 1.75 MB");

  const rules = lessons.getByRole("table", { name: "Kernels of the model by rules" });
  await expect(rules.getByRole("row")).toHaveCount(6);
  await rules.getByRole("radio", { name: "ONNX Runtime" }).check();
  await expect(page).toHaveURL(/rules=ort/);
  const link = await lessons.getByRole("link", { name: "Link to this state" }).getAttribute("href");
  await studio.goto(`/${link}`);
  await expect(rules.getByRole("radio", { name: "ONNX Runtime" })).toBeChecked();
});

test("equal FLOPs, unequal times: measured layers, the model’s own, and what FLOPs foretold", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=mobilenet_v2&lesson=flops");
  const lessons = page.getByRole("region", { name: "Lessons" });
  await expect(lessons.getByRole("table", { name: "Measured layers of equal MACs" })).toContainText("199 MMAC");
  await lessons.getByRole("radio", { name: "The depthwise one, 1.96× as long" }).check();
  await expect(lessons).toContainText("Right. The dense layer took 1.64 ms, the depthwise one 3.22 ms");
  const own = lessons.getByRole("table", { name: "Kernels of this model of equal FLOPs" });
  await expect(own.getByRole("row").nth(2)).toContainText("×");
  await own.getByRole("button").first().click();
  await expect(page).toHaveURL(/node=/);
  await studio.move(lessons.getByRole("slider", { name: "How far FLOPs may differ, percent" }), "End");
  await expect(page).toHaveURL(/at=50/);
  const foretold = lessons.getByRole("table", { name: "Share of measurements foretold within 10 %" });
  await expect(foretold.getByRole("row", { name: /QED/ })).toContainText("%");
});

test("memory and energy: the draft’s bytes corrected, its energies beside published ones, and the model’s own", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&lesson=memory");
  const lessons = page.getByRole("region", { name: "Lessons" });
  const bytes = lessons.getByRole("table", { name: "Bytes of the draft and right bytes" });
  await expect(bytes.getByRole("row", { name: /^Network/ })).toContainText("672,168");
  await lessons.getByRole("button", { name: "Nothing" }).click();
  await expect(bytes.getByRole("row", { name: /^Network/ })).toContainText("2,728,360");
  await expect(page).toHaveURL(/at=none/);
  await lessons.getByRole("radio", { name: "It is odd" }).check();
  await expect(lessons).toContainText("Right. A float32 value has 4 bytes");
  await lessons.getByRole("radio", { name: "About 170", exact: true }).check();
  await expect(lessons).toContainText("over 3.7 pJ for an fp32 multiplication");
  await expect(lessons.getByRole("img", { name: /^Energies on a logarithmic scale/ })).toBeVisible();
  await expect(lessons.getByRole("table", { name: "Energy of this model by part" })).toContainText("DRAM");
  await lessons.getByRole("button", { name: "Open the Energy view" }).click();
  await expect(page.getByRole("tab", { name: "Energy" })).toHaveAttribute("aria-selected", "true");
});
