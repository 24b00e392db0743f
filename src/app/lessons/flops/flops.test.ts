import { expect, test } from "vitest";
import { general } from "../../../runtime/fusion/general.ts";
import { fusionOf } from "../../../runtime/fusion/kernels.ts";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { judgedSources } from "./judged.ts";
import { measuredPairs, measuredQuiz, ratioOf } from "./measured.ts";
import { twinsOf } from "./twins.ts";
import type { Roof } from "../../../device/roofline.ts";

/** 40 GFLOP/s and 10 GB/s: ridge at 4 FLOP/B. */
const roof = { peak: 40e9, bandwidth: 10e9 };

/** A dense 1×1 layer of 2 · 64 · 9 · 32² = 1,179,648 FLOPs, and a depthwise 3×3 one of as many: 2 · 9 · 64 · 32². */
const two = `
  x: float32[1,64,32,32]
  const dense: float32[9,64,1,1]
  const depth: float32[64,1,3,3]
  a = Conv(x, dense)
  b = Conv(x, depth) pads=[1,1,1,1] group=64
`;

function twins(text: string, roofs: Roof, tolerance: number) {
  const { nodes, edges } = analysisOf(text);
  return twinsOf(fusionOf(nodes, edges, general).kernels, nodes, roofs, tolerance);
}

test("equal FLOPs, and the least times differ where bytes bind: 301,312 B against 526,592 B at 10 GB/s", () => {
  const [pair, ...rest] = twins(two, roof, 0.01);
  expect(rest).toEqual([]);
  expect(pair?.fast.flops).toBe(1_179_648);
  expect(pair?.slow.flops).toBe(1_179_648);
  // Input 64·32², weights 9·64, output 9·32², four bytes each: 3.9 FLOP/B, left of the ridge as well.
  expect(pair?.fast.traffic).toBe(4 * (64 * 1024 + 9 * 64 + 9 * 1024));
  expect(pair?.slow.traffic).toBe(4 * (2 * 64 * 1024 + 9 * 64));
  expect(pair?.ratio).toBeCloseTo(526_592 / 301_312, 9);
});

test("where both compute all the time FLOPs tell the least time, and there is nothing to show", () => {
  expect(twins(two, { peak: 1e9, bandwidth: 10e9 }, 0.01)).toEqual([]);
  expect(twins(two, { peak: undefined, bandwidth: 10e9 }, 0.01)).toEqual([]);
});

test("a tolerance lets in what differs by less, and a kernel is in one pair only", () => {
  const three = `
    x: float32[1,64,32,32]
    const dense: float32[10,64,1,1]
    const depth: float32[64,1,3,3]
    a = Conv(x, dense)
    b = Conv(x, depth) pads=[1,1,1,1] group=64
    c = Conv(b, depth) pads=[1,1,1,1] group=64
  `;
  expect(twins(three, roof, 0.05)).toEqual([]);
  expect(twins(three, roof, 0.12)).toHaveLength(1);
});

test("an activation that rides in the kernel before it is no twin of anything", () => {
  const fused = twins(`${two}\n  c = Relu(b)`, roof, 0.1);
  expect(fused.map(({ slow }) => slow.kernel.label)).toEqual(["dwconv-relu"]);
});

test("measured pairs have the same MACs to a thousandth or so, and times 2.0, 3.6 and 3.5 apart", () => {
  for (const { fast, slow } of measuredPairs) expect(Math.abs(slow.macs / fast.macs - 1)).toBeLessThan(2e-3);
  expect(measuredPairs.map((pair) => ratioOf(pair).toFixed(1))).toEqual(["2.0", "3.6", "3.5"]);
  expect(measuredPairs[0]?.fast.macs).toBe(199_148_544);
  expect(measuredPairs[0]?.slow.macs).toBe(199_148_544);
});

test("a fifth of the MACs took twice as long", () => {
  const right = measuredQuiz().choices.filter(({ isRight }) => isRight);
  expect(right.map(({ text }) => text)).toEqual(["The depthwise one, 1.96× as long"]);
});

test("of the evaluation whole sources on unseen networks are read, method by method; the rest is left out", () => {
  const result = (method: string, more: object = {}) => ({
    source: "qed",
    split: "unseen networks",
    extent: "network",
    by: "all",
    method,
    cases: 7,
    within10: 0.25,
    mape: 0.5,
    ...more,
  });
  const sources = judgedSources({
    results: [
      result("flops"),
      result("nnls", { within10: 0.75 }),
      result("gbt"),
      result("flops", { by: "device" }),
      result("flops", { split: "unseen device" }),
      { ...result("flops"), source: 3 },
    ],
  });
  expect(sources).toEqual([
    {
      id: "qed network",
      label: "Whole networks on phones (QED)",
      cases: 7,
      scores: { flops: { within10: 0.25, mape: 0.5 }, nnls: { within10: 0.75, mape: 0.5 } },
    },
  ]);
  expect(judgedSources("nonsense")).toEqual([]);
});
