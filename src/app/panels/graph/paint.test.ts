import { expect, test } from "vitest";
import { timelineOf } from "../../../cost/memory/timeline.ts";
import { trafficOf } from "../../../cost/node-cost.ts";
import { pixel4 } from "../../../device/catalog/pixel4.ts";
import { defaultCores } from "../../../device/core-set.ts";
import { technologyOf } from "../../../device/energy/technologies.ts";
import type { Prediction } from "../../../predict/predictor.ts";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { heatBins } from "../../ui/heat.ts";
import { heatById, type HeatInput, heats, joined, nodeValues } from "./heats.ts";
import { litOf, painted, pathOf, type Shown } from "./paint.ts";

const analysis = analysisOf(`
  x: float32[1,8,16,16]
  const w: float32[8,8,3,3]
  a = Conv(x, w) pads=[1,1,1,1]
  r = Relu(a)
  y = Sigmoid(r)
`);
const prediction = (seconds: readonly (number | undefined)[]): Prediction => ({
  latencySeconds: 10,
  lowSeconds: undefined,
  highSeconds: undefined,
  coverage: 1,
  warnings: [],
  nodes: seconds,
});
const input = (seconds: readonly (number | undefined)[]): HeatInput => ({
  analysis,
  fileNodes: analysis.nodes,
  prediction: prediction(seconds),
  device: pixel4,
  cores: defaultCores(pixel4),
  precision: "fp32",
  technology: technologyOf(undefined),
});
const latency = heatById("latency");
const alone: readonly Shown[] = [0, 1, 2].map((index) => ({ index, members: [index], group: false }));

test("the scale ends at what is hottest of all that is drawn, and that has the last colour", () => {
  expect(painted(latency, nodeValues("latency", input([4, 2, 4])), alone)).toEqual({
    top: 0.4,
    bins: [heatBins - 1, heatBins / 2, heatBins - 1],
    shares: ["40.0 %", "20.0 %", "40.0 %"],
  });
});

test("a kernel is as hot as its nodes together, and unknown while one of them is", () => {
  const kernels: readonly Shown[] = [
    { index: 0, members: [0, 1], group: false },
    { index: 2, members: [2], group: false },
  ];
  const known = painted(latency, nodeValues("latency", input([4, 2, 4])), kernels);
  expect(known.top).toBeCloseTo(0.6, 12);
  expect([known.shares[0], known.shares[2], known.bins[1]]).toEqual(["60.0 %", "40.0 %", undefined]);
  const part = painted(latency, nodeValues("latency", input([4, undefined, 4])), kernels);
  expect([part.shares[0], part.shares[2]]).toEqual(["", "40.0 %"]);
});

test("a group sums what is known, and says that it is at least that", () => {
  const groups: readonly Shown[] = [{ index: 7, members: [0, 1, 2], group: true }];
  const part = painted(latency, nodeValues("latency", input([4, undefined, 4])), groups);
  expect([part.shares[7], part.bins[7]]).toEqual(["≥ 80.0 %", heatBins - 1]);
  expect(painted(latency, nodeValues("latency", input([])), groups)).toMatchObject({ top: 0 });
});

test("each heat adds up as its quantity does: sums, the most alive, FLOPs over bytes", () => {
  const all = [0, 1, 2];
  const of = (id: (typeof heats)[number]["id"]): number | undefined =>
    joined(heatById(id).joining, nodeValues(id, input([4, 2, 4])), all).value;
  const sum = (value: (node: (typeof analysis.nodes)[number]) => number | undefined): number =>
    analysis.nodes.reduce((total, node) => total + (value(node) ?? 0), 0);
  expect(of("latency")).toBeCloseTo(1, 12);
  expect(of("flops")).toBe(sum((node) => node.flops));
  expect(of("traffic")).toBe(sum(trafficOf));
  expect(of("intensity")).toBeCloseTo(sum((node) => node.flops) / sum(trafficOf), 12);
  expect(of("memory")).toBe(timelineOf(analysis.memory).peakBytes);
  // Two values of 8 · 16 · 16 · 4 bytes.
  expect(of("memory")).toBe(16_384);
});

test("energy is that of arithmetic and memory, and the convolution has most of it", () => {
  const { values } = nodeValues("energy", input([]));
  expect(values.every((value) => value !== undefined && value > 0)).toBe(true);
  expect(values[0]!).toBeGreaterThan(values[1]!);
  expect(heatById("energy").text(values[0]!)).toMatch(/ (µ|n)J$/);
});

test("every heat has values for every node and says its unit", () => {
  for (const { id, text, about } of heats) {
    expect(nodeValues(id, input([1, 1, 1])).values).toHaveLength(3);
    expect(text(0.5)).not.toBe("");
    expect(about.length).toBeGreaterThan(20);
  }
});

test("hits light up what holds them; a path goes through what is drawn", () => {
  const shown: readonly Shown[] = [
    { index: 9, members: [0, 1], group: true },
    { index: 2, members: [2], group: false },
  ];
  expect(litOf(shown, new Set([1]))).toEqual(new Set([9]));
  expect(litOf(shown, new Set())).toEqual(new Set());
  expect(litOf(shown, undefined)).toBeUndefined();
  expect(pathOf(shown, [0, 1, 5, 2])).toEqual([9, 2]);
});
