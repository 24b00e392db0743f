import { expect, test } from "vitest";
import { GraphStore } from "../atlas/graphs.ts";
import type { AtlasRow } from "../atlas/row.ts";
import { convModel } from "../atlas/single-node.ts";
import { costsOfModel } from "../atlas/source.ts";
import { flopsProxy } from "../baselines/flops-proxy.ts";
import { leastSquares } from "../baselines/least-squares.ts";
import type { Method } from "../baselines/method.ts";
import { figuresOf, type JudgedCase } from "./cases.ts";
import { answersOf } from "./judge.ts";
import { type Answered, linesOf } from "./report.ts";
import { eachNetwork, type Fold, unseenDevices, unseenFamilies, unseenNetworks } from "./splits.ts";

const store = new GraphStore();
const graphOf = (channels: number) => {
  const shape = { inputChannels: 8, input: [14, 14], outputChannels: channels, output: [14, 14] } as const;
  const model = convModel({ ...shape, kernel: [3, 3], stride: 1, groups: 1 });
  return store.get(`${channels}`) ?? store.add(`${channels}`, costsOfModel(model));
};

/** `speeds` devices, 40 networks; time is FLOPs / speed. */
const rows: readonly AtlasRow[] = ["pixel4", "a03s"].flatMap((device, at) =>
  Array.from({ length: 40 }, (_, network): AtlasRow => {
    const graph = graphOf(8 * (network + 1));
    const flops = graph.store.inputOf(graph).nodes.reduce((sum, node) => sum + (node.flops ?? 0), 0);
    return {
      source: "qed",
      network: `net${network}`,
      family: `family${network % 4}`,
      extent: "network",
      graph,
      device,
      descriptor: device,
      cores: "large:1",
      runtime: "tflite",
      precision: "fp32",
      state: {},
      seconds: flops / ((at + 1) * 1e9),
    };
  }),
);

const disjoint = (fold: Fold, of: (row: AtlasRow) => string): boolean => {
  const seen = new Set(fold.train.map(of));
  return !fold.test.some((row) => seen.has(of(row)));
};

test("parts by networks cover every row once and share no network with their training", () => {
  const folds = unseenNetworks("qed", rows, 5);
  expect(folds.flatMap(({ test }) => test).length).toBe(rows.length);
  expect(folds.every((fold) => disjoint(fold, (row) => row.network))).toBe(true);
  expect(eachNetwork("qed", rows).length).toBe(40);
  expect(unseenFamilies("qed", rows).every((fold) => disjoint(fold, (row) => row.family))).toBe(true);
});

test("an unseen device gives away so many networks and no more, none of them judged", () => {
  for (const fold of unseenDevices("qed", rows, [0, 3])) {
    expect(fold.train.filter(({ device }) => device === fold.name).length).toBe(fold.samples);
    expect(disjoint(fold, (row) => row.network)).toBe(true);
    expect(fold.test.every(({ device }) => device === fold.name)).toBe(true);
  }
});

test("a law that holds is found: FLOPs / speed by the proxy, on a new device from three samples", async () => {
  for (const fold of [...unseenNetworks("qed", rows, 1), ...unseenDevices("qed", rows, [3])]) {
    // oxlint-disable-next-line no-await-in-loop
    const answers = await answersOf(flopsProxy, fold);
    for (const [at, row] of fold.test.entries()) expect((answers[at]?.[0] ?? 0) / row.seconds).toBeCloseTo(1, 6);
  }
});

test("without samples a new device is scaled by the peaks of the catalogue", async () => {
  const [fold] = unseenDevices("qed", rows, [0]);
  const answers = await answersOf(leastSquares, fold!);
  const ratios = fold!.test.map((row, at) => (answers[at]?.[0] ?? 0) / row.seconds);
  expect(Math.max(...ratios) / Math.min(...ratios)).toBeCloseTo(1, 1);
  expect(ratios[0]).toBeGreaterThan(0);
});

test("an interval from networks held out covers what scatters as they do", async () => {
  // Times scatter by ±20 % in turn; a method that knows the middle leaves exactly that.
  const scattered = rows.map((row, at) => ({ ...row, seconds: row.seconds * (at % 2 === 0 ? 0.8 : 1.25) }));
  const middle: Method = {
    id: "middle",
    label: "",
    note: "",
    version: 1,
    fit: () => (row) => ({
      seconds: rows.find((one) => one.network === row.network && one.device === row.device)!.seconds,
    }),
  };
  const [fold] = unseenNetworks("qed", scattered, 1);
  const answers = await answersOf(middle, fold!);
  for (const [at, row] of fold!.test.entries()) {
    const [, low = 0, high = 0] = answers[at] ?? [];
    expect(row.seconds).toBeGreaterThan(low * 0.999);
    expect(row.seconds).toBeLessThan(high * 1.001);
  }
});

const place = { configuration: "c", device: "d", runtime: "r", precision: "fp32" };

test("figures: errors over the measured value, RMSPE the root of their mean square", () => {
  const cases: readonly JudgedCase[] = [1, 1.04, 1.08, 0.8, 2].map((predicted) => ({
    ...place,
    measured: 1,
    predicted,
  }));
  const figures = figuresOf(cases);
  expect(figures).toMatchObject({ cases: 5, within5: 0.4, within10: 0.6, mape: 0.264 });
  expect(figures.rmspe).toBeCloseTo(Math.sqrt((0.04 ** 2 + 0.08 ** 2 + 0.2 ** 2 + 1) / 5), 3);
  expect(figures.interval80).toBeUndefined();
});

test("a row that a method could not answer is told, not hidden", () => {
  const one: Answered = {
    source: "qed",
    split: "unseen networks",
    samples: undefined,
    extent: "network",
    method: "m",
    device: "d",
    runtime: "r",
    precision: "fp32",
    judged: { ...place, measured: 1, predicted: 1 },
  };
  expect(linesOf([one, { ...one, judged: undefined }])).toEqual([
    expect.objectContaining({ by: "all", rows: 2, cases: 1, within10: 1 }),
  ]);
});
