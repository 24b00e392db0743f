import { expect, test } from "vitest";
import { fusionOf } from "../../../runtime/fusion/kernels.ts";
import { tfliteCpu } from "../../../runtime/fusion/tflite-cpu.ts";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { kernelOfNode, kernelSeconds, savingText } from "./kernel.ts";

/** Tensors of 8 · 25 · 25 · 4 = 20 kB, a filter of 64 · 4 = 256 B. */
const { nodes, edges } = analysisOf(`
  x: float32[1,8,25,25]
  const w: float32[8,8,1,1]
  a = Conv(x, w)
  r = Relu(a)
  i = Identity(r)
  y = Sigmoid(i)
`);
const fusion = fusionOf(nodes, edges, tfliteCpu);

test("a node is part of its kernel, a view only shows what the kernel made", () => {
  const found = nodes.map((_, at) => kernelOfNode(fusion, at));
  expect(found.map((one) => [one?.order, one?.kernel.label, one?.isPart])).toEqual([
    [1, "conv-relu", true],
    [1, "conv-relu", true],
    [1, "conv-relu", false],
    [2, "sigmoid", true],
  ]);
  expect(kernelOfNode(fusion, 7)).toBeUndefined();
});

test("what fusing saves: the value between is neither written nor read", () => {
  const [fused, single] = fusion.kernels;
  // Apart: 2 · (20 kB + 20 kB) + 256 B.
  expect(fused && savingText(fused)).toBe("saves 40.0 kB of the 80.3 kB its nodes move one by one");
  expect(single && savingText(single)).toBe("");
});

test("a kernel takes as long as its nodes together, and an unknown part makes it unknown", () => {
  const [fused] = fusion.kernels;
  const prediction = (seconds: readonly (number | undefined)[]) => ({
    latencySeconds: 1,
    lowSeconds: undefined,
    highSeconds: undefined,
    coverage: 1,
    warnings: [],
    nodes: seconds,
  });
  expect(fused && kernelSeconds(prediction([0.5, 0.25, 0, 0.25]), fused)).toBe(0.75);
  expect(fused && kernelSeconds(prediction([0.5, undefined, 0, 0.5]), fused)).toBeUndefined();
  expect(fused && kernelSeconds(undefined, fused)).toBeUndefined();
});
