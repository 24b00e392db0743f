import { expect, test } from "vitest";
import type { Window } from "../../../cost/node-cost.ts";
import { depthwiseLimit, depthwiseOf, formsOf, measured, paceOf, promiseQuiz, waitsForMemory } from "./compare.ts";

const layer: Window = {
  kind: "conv",
  batch: 1,
  inputChannels: 64,
  outputChannels: 128,
  groups: 1,
  input: [56, 56],
  output: [56, 56],
  kernel: [3, 3],
  strides: [1, 1],
  dilations: [1, 1],
  pads: [1, 1, 1, 1],
};
/** 40 GFLOP/s and 10 GB/s: ridge at 4 FLOP/B. */
const roof = { peak: 40e9, bandwidth: 10e9 };

test("depthwise has C·R·S·P·Q MACs, dense K times as many, the pair 1/K + 1/(R·S) of dense", () => {
  const [dense, depthwise, pair] = formsOf(layer, 4, roof);
  expect(dense.macs).toBe(64 * 128 * 9 * 56 * 56);
  expect(depthwise.macs).toBe(64 * 9 * 56 * 56);
  expect(pair.macs / dense.macs).toBeCloseTo(1 / 128 + 1 / 9, 12);
  expect(pair.weights).toBe(64 * 9 + 64 * 128);
});

test("a depthwise layer gives the same whether the layer in the file was dense or depthwise", () => {
  expect(formsOf(depthwiseOf(layer), 4, roof)[1]).toEqual(formsOf(layer, 4, roof)[1]);
});

test("depthwise waits for memory left of the ridge: its time is its traffic over the bandwidth", () => {
  const [dense, depthwise] = formsOf(layer, 4, roof);
  expect(waitsForMemory(dense, roof)).toBe(false);
  expect(waitsForMemory(depthwise, roof)).toBe(true);
  expect(depthwise.traffic).toBe(4 * (2 * 64 * 56 * 56 + 64 * 9));
  expect(depthwise.seconds).toBe(depthwise.traffic / 10e9);
  expect(dense.seconds).toBe(dense.flops / 40e9);
});

test("its intensity nears R·S/4 from below: 2.25 FLOP/B for 3x3 in fp32", () => {
  const [, depthwise] = formsOf(layer, 4, roof);
  expect(depthwiseLimit(layer, 4)).toBe(2.25);
  expect(depthwise.intensity).toBeLessThan(2.25);
  expect(depthwise.intensity).toBeGreaterThan(2.24);
});

test("without a bandwidth there is no time, and nothing is said about the bound", () => {
  const [dense] = formsOf(layer, 4, { peak: 40e9, bandwidth: undefined });
  expect(dense.seconds).toBeUndefined();
  expect(waitsForMemory(dense, { peak: 40e9, bandwidth: undefined })).toBeUndefined();
});

test("measured: the pace differs 3.6 times between models, and every depthwise one is slower than every ResNet", () => {
  const paces = measured.map(paceOf);
  expect(Math.max(...paces) / Math.min(...paces)).toBeCloseTo(3.62, 2);
  const slowest = Math.min(...measured.filter(({ model }) => model.startsWith("ResNet")).map(paceOf));
  for (const row of measured.filter(({ isDepthwise }) => isDepthwise)) expect(paceOf(row)).toBeLessThan(slowest);
});

test("six times fewer MACs were three and a half times faster", () => {
  const right = promiseQuiz().choices.filter(({ isRight }) => isRight);
  expect(right.map(({ text }) => text)).toEqual(["3.48×"]);
});
