import { expect, test } from "vitest";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { explainAbove, reasonOf } from "./above.ts";

const nodeOf = (attributes: string, weight = "64,64,3,3") => {
  const node = analysisOf(
    `x: float32[1,64,56,56]\n const w: float32[${weight}]\n y = Conv(x, w) ${attributes}`,
  ).nodes.at(-1);
  if (node === undefined) throw new Error("one node was written");
  return node;
};
const conv = nodeOf("pads=[1,1,1,1]");
const strided = nodeOf("pads=[1,1,1,1] strides=[2,2]");
const depthwise = nodeOf("pads=[1,1,1,1] group=64", "64,1,3,3");
// One Cortex-A76 at 2.96 GHz: 47.4 GFLOP/s in fp32, 94.7 in fp16; 12 GB/s.
const roof = { peak: 47.4e9, bandwidth: 12e9 };
const widest = 94.7e9;

test("a dot on or under its roof needs no reason", () => {
  expect(reasonOf({ node: conv, intensity: 100, rate: 47e9 }, roof, widest)).toBeUndefined();
  expect(reasonOf({ node: conv, intensity: 1, rate: 11e9 }, roof, widest)).toBeUndefined();
  expect(reasonOf({ node: conv, intensity: 1, rate: 1e15 }, { ...roof, bandwidth: undefined }, widest)).toBeUndefined();
});

test("239 GFLOP/s of VGG-16 on one A76: Winograd, counted as direct", () => {
  expect(reasonOf({ node: conv, intensity: 100, rate: 239e9 }, roof, widest)).toBe("winograd");
  // Even F(6,3) saves no more than 5.06 times.
  expect(reasonOf({ node: conv, intensity: 100, rate: 5.5 * 47.4e9 }, roof, widest)).toBe("time");
});

test("what Winograd cannot do: within another precision's peak, or no reason but the time", () => {
  for (const node of [strided, depthwise]) {
    expect(reasonOf({ node, intensity: 100, rate: 90e9 }, roof, widest)).toBe("precision");
    expect(reasonOf({ node, intensity: 100, rate: 90e9 }, roof, undefined)).toBe("time");
  }
});

test("above the slope and under the peak: a cache", () => {
  expect(reasonOf({ node: depthwise, intensity: 2.25, rate: 40e9 }, roof, widest)).toBe("cache");
});

test("reasons are counted in one sentence", () => {
  expect(explainAbove([], "fp32")).toBe("");
  const text = explainAbove(["cache", "winograd", "cache"], "fp32");
  expect(text).toMatch(/^3 above the roof: 3 × 3 convolutions .* \(1\); under the peak: .* \(2\)\.$/);
  expect(explainAbove(["precision"], "fp32")).toContain("may not compute in fp32");
});
