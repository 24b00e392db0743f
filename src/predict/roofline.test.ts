import fc from "fast-check";
import { expect, test } from "vitest";
import type { NodeCost } from "../cost/node-cost.ts";
import { deviceById } from "../device/catalog/index.ts";
import type { State } from "../device/device.ts";
import { nominalState } from "../device/roofline.ts";
import type { Prediction, Prepared, Target } from "./predictor.ts";
import { roofline } from "./roofline.ts";

const node = (id: string, cost: Partial<NodeCost>): NodeCost => ({
  id,
  name: id,
  op: "Conv",
  domain: "ai.onnx",
  kind: "conv",
  inputs: [],
  outputs: [{ name: "y", dtype: "float32", shape: [1], type: "float32[1]" }],
  macs: 0,
  flops: 0,
  params: 0,
  weightBytes: 0,
  readBytes: 0,
  writeBytes: 0,
  intensity: undefined,
  note: "",
  folded: false,
  parent: undefined,
  times: 1,
  window: undefined,
  product: undefined,
  attributes: {},
  ...cost,
});

const board = deviceById("rk3399")!;
const cores = { large: 1 } as const;
const nominal = nominalState(board, cores)!;

const targetIn = (state: Partial<State>): Target => ({
  device: board,
  cores,
  runtime: "tflite",
  precision: "fp32",
  state: { ...nominal, ...state },
});

const predict = (nodes: readonly NodeCost[], state: Partial<State> = {}): Prediction =>
  (roofline.prepare({ nodes, edges: [] }) as Prepared).predict(targetIn(state));

// A Cortex-A72 does 8 FLOP a cycle in fp32; 14.4 GFLOP at 1.8 GHz take one second.
test("a compute-bound node takes FLOPs / peak plus one launch: 14.4 GFLOP / (8 · 1.8 GHz) = 1 s", () => {
  const launch = board.dispatchSeconds?.value ?? 0;
  expect(predict([node("a", { flops: 14.4e9 })]).latencySeconds).toBeCloseTo(1 + launch, 12);
});

test("a memory-bound node takes traffic / bandwidth: 1 GB at 1 GB/s = 1 s", () => {
  const { latencySeconds } = predict([node("a", { readBytes: 1e9 })], { bandwidthBytesPerSecond: 1e9 });
  expect(latencySeconds).toBeCloseTo(1, 4);
});

test("nodes of a loop body count as often as they run, untaken branches not at all", () => {
  const once = predict([node("a", { flops: 1e9 })]).latencySeconds ?? NaN;
  const looped = predict([node("a", { flops: 1e9, times: 10 }), node("b", { flops: 1e9, times: 0 })]);
  expect(looped.latencySeconds).toBeCloseTo(10 * once, 12);
});

test("an unknown cost is left out, counted, and said", () => {
  const prediction = predict([node("a", { flops: 1e9 }), node("b", { flops: undefined })]);
  expect(prediction).toMatchObject({ coverage: 0.5, nodes: [expect.any(Number), undefined] });
  expect(prediction.warnings.join(" ")).toContain("1 of 2 nodes");
});

test("nothing known: no number at all", () => {
  expect(predict([node("b", { flops: undefined })]).latencySeconds).toBeUndefined();
});

const works = fc.array(
  fc.record({ flops: fc.integer({ min: 0, max: 1e10 }), readBytes: fc.integer({ min: 0, max: 1e9 }) }),
  { minLength: 1, maxLength: 8 },
);
const state = fc.record({
  frequencyHz: fc.double({ min: 4e8, max: 1.8e9, noNaN: true }),
  utilization: fc.double({ min: 0, max: 1, noNaN: true }),
  bandwidthBytesPerSecond: fc.double({ min: 1e8, max: 1e10, noNaN: true }),
});

test("laws of state: more clock or bandwidth never slower, more load never faster, nodes sum to the total", () => {
  fc.assert(
    fc.property(works, state, fc.double({ min: 0, max: 1, noNaN: true }), (costs, at, more) => {
      const nodes = costs.map((cost, index) => node(String(index), cost));
      const base = predict(nodes, at);
      const total = base.latencySeconds ?? NaN;
      const latency = (change: Partial<State>) => predict(nodes, { ...at, ...change }).latencySeconds ?? NaN;
      expect(latency({ frequencyHz: at.frequencyHz * (1 + more) })).toBeLessThanOrEqual(total);
      expect(latency({ bandwidthBytesPerSecond: at.bandwidthBytesPerSecond * (1 + more) })).toBeLessThanOrEqual(total);
      expect(latency({ utilization: at.utilization + (1 - at.utilization) * more })).toBeGreaterThanOrEqual(total);
      const sum = base.nodes.reduce<number>((partial, time) => partial + (time ?? 0), 0);
      expect(Math.abs(sum - total)).toBeLessThanOrEqual(1e-12 * (1 + total));
    }),
  );
});

/** Any cost, known or not, of any type; folded nodes and nodes that never run among them. */
const anyNode = fc
  .record({
    flops: fc.option(fc.integer({ min: 0, max: 1e10 }), { nil: undefined }),
    readBytes: fc.option(fc.integer({ min: 0, max: 1e9 }), { nil: undefined }),
    times: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    folded: fc.boolean(),
    dtype: fc.constantFrom("float32" as const, "int64" as const),
  })
  .map(({ dtype, ...cost }) =>
    node("any", { ...cost, outputs: [{ name: "y", dtype, shape: [1], type: `${dtype}[1]` }] }),
  );
const anyState = fc.record({
  frequencyHz: fc.double({ min: 4e8, max: 1.8e9, noNaN: true }),
  utilization: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(1)),
  bandwidthBytesPerSecond: fc.option(fc.double({ min: 1e8, max: 1e10, noNaN: true }), { nil: undefined }),
  priority: fc.constantFrom("equal" as const, "higher" as const),
});
const anyPrecision = fc.constantFrom("fp32" as const, "fp16" as const, "int8" as const);

test("the total is the prediction's own, whatever is unknown: of a node, of the roofs, or of what a load leaves", () => {
  fc.assert(
    fc.property(fc.array(anyNode, { maxLength: 6 }), anyState, anyPrecision, (nodes, at, precision) => {
      const target: Target = { ...targetIn(at), precision };
      const prepared = roofline.prepare({ nodes, edges: [] }) as Prepared;
      const { latencySeconds, lowSeconds, highSeconds } = prepared.predict(target);
      expect(prepared.total(target)).toEqual({ latencySeconds, lowSeconds, highSeconds });
    }),
  );
});

test("a load that goes first follows its law, says so, and where it never rests there is no time of anything", () => {
  const nodes = [node("a", { flops: 1e9 })];
  const idle = predict(nodes, {});
  const half = predict(nodes, { utilization: 0.5, priority: "higher" });
  expect((half.latencySeconds ?? NaN) / (idle.latencySeconds ?? NaN)).toBeCloseTo(2, 12);
  expect(half.warnings.join()).toContain("goes first leaves is a law");
  const none = predict(nodes, { utilization: 1, priority: "higher" });
  expect([none.latencySeconds, ...none.nodes]).toEqual([undefined, undefined]);
  expect(none.warnings.join()).toContain("leaves nothing of the core");
});

test("traffic of other cores changes nothing, and the prediction says that it is left out", () => {
  const nodes = [node("a", { flops: 1e9 })];
  const crowded = predict(nodes, { streamBytesPerSecond: 4e9 });
  expect(crowded.latencySeconds).toBe(predict(nodes, {}).latencySeconds);
  expect(crowded.warnings.join()).toContain("traffic of other cores is left out");
  expect(predict(nodes, {}).warnings.join()).not.toContain("other cores");
});
