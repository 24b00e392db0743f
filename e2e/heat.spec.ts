/** What the graph's colours tell, what a search leaves in the light, and the longest path. */
import { expect, test } from "./studio.ts";

test("colours tell latency, FLOPs, traffic, intensity, memory or energy, with their unit, and the link keeps the choice", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18");
  const graph = studio.region("Model graph");
  const colours = graph.getByLabel("Colours");
  for (const [label, unit] of [
    ["FLOPs", /FLOP$/],
    ["Traffic", /B$/],
    ["Intensity", /FLOP\/B$/],
    ["Memory", /B$/],
    ["Energy", /J$/],
    ["Latency", /%$/],
  ] as const) {
    await colours.selectOption({ label });
    await studio.idle();
    await expect(graph.locator(".heat-legend")).toHaveText(unit);
  }
  await colours.selectOption({ label: "Energy" });
  await studio.idle();
  await expect(page).toHaveURL(/heat=energy/);
  await page.reload();
  await studio.idle();
  await expect(colours).toHaveValue("energy");
});

test("a search tells its hits on the graph too, Enter goes from one to the next, and a bad word is explained", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18");
  const search = page.getByRole("searchbox");
  await search.fill("op:Conv k:3 s:2");
  await studio.idle();
  // layer2.0, layer3.0 and layer4.0 halve the image once each by a 3 × 3 convolution.
  await expect(studio.region("Model graph")).toContainText("3 nodes found");
  await expect(studio.region("Operators")).toContainText("3 of");
  await search.press("Enter");
  await studio.idle();
  await expect(page).toHaveURL(/node=layer2\.0\.conv1/);
  await search.press("Enter");
  await studio.idle();
  await expect(page).toHaveURL(/node=layer3\.0\.conv1/);

  await search.fill("op:Conv kernel:3");
  await studio.idle();
  await expect(studio.region("Operators").getByRole("status")).toContainText("There is no field “kernel”");
  await expect(studio.region("Model graph")).toContainText("20 nodes found");
});

test("the critical path is marked on demand, with its share of the sum", async ({ studio, page }) => {
  await studio.goto("/?model=googlenet");
  const graph = studio.region("Model graph");
  await graph.getByRole("button", { name: "Critical path" }).click();
  await studio.idle();
  await expect(graph).toContainText(/Critical path: \d+ nodes, \d+\.\d % of the summed latency/);
  await expect(page).toHaveURL(/path=on/);
});
