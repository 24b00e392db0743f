import { expect, test } from "vitest";
import type { Prediction } from "../../predict/predictor.ts";
import { analysisOf } from "../../testing/analyze-text.ts";
import { boundOf, classShares, convolutionShare, shareOf, topShare } from "./shares.ts";

const { nodes } = analysisOf(`
  x: float32[1,32,8,8]
  const w: float32[32,32,1,1]
  const d: float32[32,1,3,3]
  a = Conv(x, w)
  b = Conv(a, d) group=32 pads=[1,1,1,1]
  c = Mystery(b)
`);
const prediction = (seconds: readonly (number | undefined)[], total: number | undefined): Prediction => ({
  latencySeconds: total,
  lowSeconds: undefined,
  highSeconds: undefined,
  coverage: 1,
  warnings: [],
  nodes: seconds,
});

test("classes add up, and convolutions of both kinds are convolutions", () => {
  const known = prediction([3e-3, 1e-3, 4e-3], 8e-3);
  expect(classShares(nodes, known).map(({ opClass, share, nodes: count }) => [opClass.id, share, count])).toEqual([
    ["conv", 0.375, 1],
    ["grouped", 0.125, 1],
    ["other", 0.5, 1],
  ]);
  expect(convolutionShare(nodes, known)).toBe(0.5);
  expect(topShare(known)).toBe(0.5);
});

test("a refusal has no shares", () => {
  const refused = prediction([undefined, undefined, undefined], undefined);
  expect(shareOf(refused, 0)).toBeUndefined();
  expect(convolutionShare(nodes, refused)).toBeUndefined();
  expect(shareOf(undefined, 0)).toBeUndefined();
});

test("which roof binds: 2·64·32·32 FLOP over 4·(2·2048 + 1024) bytes are 6.4 FLOP/B, above a ridge point of 6", () => {
  const [dense, depthwise, mystery] = nodes;
  const roof = { peak: 6e9, bandwidth: 1e9 };
  expect(dense && boundOf(dense, roof)).toBe("compute");
  expect(depthwise && boundOf(depthwise, roof)).toBe("memory");
  expect(mystery && boundOf(mystery, roof)).toBeUndefined();
  expect(dense && boundOf(dense, { peak: undefined, bandwidth: 1e9 })).toBeUndefined();
});
