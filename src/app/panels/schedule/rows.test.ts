import { expect, test } from "vitest";
import { deviceById } from "../../../device/catalog/index.ts";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { clusterWorkers, criticalRows, scheduleView } from "./rows.ts";

const branches = analysisOf("x: float32[8]\n a = Relu(x)\n b = Neg(a)\n c = Abs(a)\n y = Add(b, c)");

test("two branches of 5 and 3 s on two workers: 7 s of 10, the bars of the longest path marked", () => {
  const view = scheduleView(branches, [1, 5, 3, 1], 2, undefined);
  expect(view.schedule).toMatchObject({ makespan: 7, sum: 10, criticalPath: 7 });
  const bars = view.blocks.toSorted((a, b) => a.worker - b.worker || a.start - b.start);
  expect(bars).toMatchObject([
    { worker: 0, start: 0, end: 1, task: 0, critical: true },
    { worker: 0, start: 1, end: 6, task: 1, critical: true },
    { worker: 0, start: 6, end: 7, task: 3, critical: true },
    { worker: 1, start: 1, end: 4, task: 2, critical: false },
  ]);
  expect(criticalRows(view, 2)).toEqual([
    { node: 1, seconds: 5, share: 5 / 7 },
    { node: 0, seconds: 1, share: 1 / 7 },
  ]);
});

test("many short tasks in a row are one bar", () => {
  const chain = Array.from({ length: 2000 }, (_, index) => `v${index} = Relu(${index === 0 ? "x" : `v${index - 1}`})`);
  const view = scheduleView(
    analysisOf(`x: float32[8]\n${chain.join("\n")}`),
    chain.map(() => 1e-6),
    2,
    undefined,
  );
  expect(view.blocks.length).toBeLessThan(500);
  expect(view.blocks.reduce((sum, { count }) => sum + count, 0)).toBe(2000);
});

test("clusters of the Pixel 4: 1, 3 and 4 cores, the base being one large core", () => {
  const device = deviceById("pixel4");
  const workers = device && clusterWorkers(device, { large: 1 }, "fp32");
  expect(workers?.[0]?.speed).toBe(1);
  expect(workers).toHaveLength(3);
  expect(workers?.map(({ name }) => name.split(" ×")[0])).toEqual(["1", "3", "4"]);
});
