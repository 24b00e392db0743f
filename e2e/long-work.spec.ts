/** Long work shows its progress, can be cancelled, and leaves the page usable. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeHugeModel } from "../src/tools/huge-model.ts";
import { expect, test } from "./studio.ts";

let folder = "";
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ridgepoint-"));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test("a gigabyte with few weights opens by reading a sliver of it", async ({ studio, page }) => {
  const file = join(folder, "gigabyte.onnx");
  const { bytes } = writeHugeModel(file, { bytes: 1_000_000_000, initializers: 8 });
  expect(bytes).toBeGreaterThan(900_000_000);
  await studio.goto();
  await studio.choose(file);
  await expect(page.getByText("gigabyte.onnx").first()).toBeVisible();
  const facts = (await studio.region("Inspector").textContent()) ?? "";
  const [, read = "", unit = ""] = /of which ([\d.]+) (k|M)B were read/.exec(facts) ?? [];
  expect(Number(read) * (unit === "M" ? 1e6 : 1e3)).toBeLessThan(1_000_000);
});

test("reading can be cancelled, the model that was open stays, and the next file opens", async ({ studio, page }) => {
  const file = join(folder, "long.onnx");
  writeHugeModel(file, { bytes: 1_500_000_000, initializers: 60_000 });
  await studio.goto("/?model=resnet18");
  await page.getByLabel("ONNX file").setInputFiles(file);
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await studio.idle();
  await expect(page.getByText("1.81 GMAC").first()).toBeVisible();
  const buffer = readFileSync(new URL("../public/samples/squeezenet1_1.onnx", import.meta.url));
  await studio.choose({ name: "after.onnx", mimeType: "application/octet-stream", buffer });
  await expect(page.getByText("after.onnx").first()).toBeVisible();
});

test("the layout of a graph can be cancelled: the rest of the window goes on, and the graph is drawn when asked", async ({
  studio,
  page,
}) => {
  await page.route(/layout\.worker/, () => {
    // Never answered: a layout that does not end.
  });
  const graph = studio.region("Model graph");
  await page.goto("/?model=resnet18");
  await expect(graph.getByRole("progressbar", { name: /groups of the graph|Laying out the graph/ })).toBeVisible();
  // The numbers are there already, and the page answers.
  await expect(page.getByText("1.81 GMAC").first()).toBeVisible();
  await page.getByRole("tab", { name: "Memory", exact: true }).click();
  await expect(page.getByRole("region", { name: "Memory", exact: true })).toBeVisible();
  await graph.getByRole("button", { name: "Cancel" }).click();
  await expect(graph.getByRole("progressbar")).toHaveCount(0);
  await expect(graph.getByRole("status").filter({ hasText: "layout was cancelled" })).toBeVisible();
  await studio.idle();
  await page.unrouteAll();
  await graph.getByRole("button", { name: "Draw it", exact: true }).click();
  await studio.idle();
  await expect(graph.getByRole("application", { name: /nodes/ })).toBeVisible();
  await expect(graph.getByText("layout was cancelled")).toHaveCount(0);
});
