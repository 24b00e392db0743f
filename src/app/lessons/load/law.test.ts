import { expect, test } from "vitest";
import type { NodeCost } from "../../../cost/node-cost.ts";
import { devices } from "../../../device/catalog/index.ts";
import { defaultCores } from "../../../device/core-set.ts";
import { nominalState } from "../../../device/roofline.ts";
import { clocksOf, competitorsQuiz, judge, modelTime } from "./law.ts";

test("w = 1/2 meets all ten points within 10 %, MAPE 4.14 %; 1 / (1 - u) meets two and is ten times too long at 90 %", () => {
  const half = judge(0.5);
  expect(half.withinTenth).toBe(10);
  expect(100 * half.mape).toBeCloseTo(4.14, 2);
  const whole = judge(1);
  expect(whole.withinTenth).toBe(2);
  expect(100 * whole.mape).toBeCloseTo(87.7, 1);
  expect(whole.rows.at(-1)?.predicted).toBeCloseTo(433400, 6);
});

test("an error is counted from what was measured: 50 against 40 is 25 %, and the point without load is met", () => {
  const verdict = judge(0.8, [
    { utilization: 0, time: 30 },
    { utilization: 0.5, time: 40 },
  ]);
  expect(verdict.rows.map(({ error }) => error)).toEqual([0, 0.25]);
  expect(verdict.worst).toBe(0.25);
  expect(verdict.mape).toBe(0.125);
});

const blank: NodeCost = {
  id: "n",
  name: "n",
  op: "Conv",
  domain: "ai.onnx",
  kind: "conv",
  inputs: [],
  outputs: [],
  macs: undefined,
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
};

test("half the clock doubles what computes, leaves alone what waits for memory, and counts no node of unknown work", () => {
  const device = devices.find((one) => nominalState(one)?.bandwidthBytesPerSecond !== undefined);
  if (device === undefined) throw new Error("no device with a bandwidth");
  const cores = defaultCores(device);
  const best = nominalState(device, cores);
  if (best === undefined) throw new Error("no state");
  const slow = { ...best, frequencyHz: best.frequencyHz / 2 };
  const time = (nodes: readonly NodeCost[], state: typeof best) => modelTime(nodes, device, cores, "fp32", state);
  const computing = [{ ...blank, flops: 1e12, readBytes: 8 }];
  expect((time(computing, slow)?.seconds ?? 0) / (time(computing, best)?.seconds ?? 1)).toBeCloseTo(2, 9);
  const moving = [{ ...blank, flops: 8, readBytes: 1e9 }];
  expect(time(moving, slow)?.seconds).toBe(time(moving, best)?.seconds);
  const unknown = { ...blank, flops: undefined };
  const folded = { ...blank, flops: 1e12, folded: true };
  expect(time([...moving, unknown, folded], best)).toEqual({ seconds: time(moving, best)?.seconds, counted: 1 });
});

test("clocks are the device's own where they are known, both ends among them", () => {
  expect(clocksOf([1, 2, 3, 4, 5, 6, 7], [1, 7], 4)).toEqual([1, 3, 5, 7]);
  expect(clocksOf([5, 9], [5, 9], 4)).toEqual([5, 9]);
  expect(clocksOf([], [10, 40], 4)).toEqual([10, 20, 30, 40]);
});

test("three competitors make it four times as long, and that is the one right answer", () => {
  const right = competitorsQuiz().choices.filter(({ isRight }) => isRight);
  expect(right.map(({ text }) => text)).toEqual(["4 times as long"]);
});
