/** A person looks at the same model under three kinds of roofline, which never share an axis. */
import { expect, test, type Studio } from "./studio.ts";

const chartOf = (studio: Studio) => studio.region("Roofline").getByRole("img", { name: /^Roofline chart/ });
const describe = async (studio: Studio): Promise<string> => (await chartOf(studio).getAttribute("aria-label")) ?? "";

test("each kind of roofline says what it counts, and the address keeps it", async ({ studio, page }) => {
  await studio.goto("/?model=mobilenet_v2&device=pi5");
  expect(await describe(studio)).toContain("ridge point");
  expect(page.url()).not.toContain("roofline=");

  const kind = page.getByLabel("Kind of roofline");
  await kind.selectOption("Hierarchical");
  await studio.idle();
  expect(await describe(studio)).toMatch(
    /Hierarchical: a point per memory level of \d+ nodes.*Bound, of the known roofs/,
  );
  await expect(page).toHaveURL(/roofline=hierarchical/);
  await expect(studio.region("Roofline").getByRole("list", { name: "Colours" })).toContainText("DRAM");

  await kind.selectOption("Cache-aware");
  await studio.idle();
  expect(await describe(studio)).toMatch(/Cache-aware: \d+ nodes at the intensity the core sees/);
  await expect(page).toHaveURL(/roofline=cache-aware/);

  await page.reload();
  await studio.idle();
  expect(await describe(studio)).toContain("Cache-aware");
  await kind.selectOption("DRAM");
  await studio.idle();
  await expect(page).not.toHaveURL(/roofline=/);
});

test("the selected node's intensities grow outward, and what is assumed can be read", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=pi5&roofline=hierarchical&node=layer1.0.conv1");
  const region = studio.region("Roofline");
  const note = await region.getByText(/^layer1\.0\.conv1: L1 /).textContent();
  const numbers = [...(note ?? "").matchAll(/(?:L1|L2|L3|DRAM) ([\d.]+)/g)].map(([, digits]) => Number(digits));
  expect(numbers).toHaveLength(4);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(numbers.at(-1)).toBeGreaterThan(100);
  await page.getByText("What is assumed").press("Enter");
  await expect(region.getByText(/Caches are cold/)).toBeVisible();
});

test("ceilings are drawn when asked for, with their names", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=pi5");
  const region = studio.region("Roofline");
  await expect(region.getByText(/SIMD without FMA/)).toHaveCount(0);
  await page.getByLabel("Ceilings").check();
  await studio.idle();
  await expect(region.getByText(/fp32 SIMD without FMA 19\.2 GFLOP\/s/)).toBeVisible();
  await expect(region.getByText(/fp32 scalar/)).toBeVisible();
  await expect(page).toHaveURL(/ceilings=on/);
});

test("dots above the roof are explained, not hidden", async ({ studio }) => {
  // What a runtime fuses takes it less than the traffic to and from DRAM would.
  await studio.goto("/?model=mobilenet_v2&device=pi5&predictor=gcn");
  const region = studio.region("Roofline");
  const warning = region.getByText(/⚠ \d+ above the roof/);
  await expect(warning).toBeVisible();
  await region.getByText("Why dots stand above the roof").press("Enter");
  await expect(region.getByText(/^\d+ above the roof: .*\(\d+\)\.$/)).toBeVisible();
});

test("a slower memory lowers the roof of DRAM alone", async ({ studio }) => {
  await studio.goto("/?model=resnet18&device=pi5&roofline=hierarchical");
  const before = await describe(studio);
  expect(before).toContain("L1 and L2 76.8 GB/s, DRAM 12.1 GB/s");
  await studio.move(studio.slider("Memory bandwidth"), "Home");
  const after = await describe(studio);
  expect(after).toContain("L1 and L2 76.8 GB/s");
  expect(after).not.toContain("DRAM 12.1 GB/s");
});
