import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

// Shapes are those that ONNX Runtime 1.30.0 computes.

test("LSTM with attention: gates, scores over 9 memories, their sum, the wrapper; the memory's keys once", () => {
  const node =
    lastNode(`x: float32[5,2,6]\n const w: float32[1,32,16]\n const r: float32[1,32,8]\n const q: float32[1,8,4]
    const m: float32[1,7,4]\n const v: float32[1,4]\n mem: float32[2,9,7]\n len: int32[2]\n const a: float32[1,15,10]
    y, h, c = com.microsoft.AttnLSTM(x, w, r, _, _, _, _, _, q, m, v, mem, len, a) hidden_size=8`);
  expect(node.outputs).toEqual(["float32[5,1,2,8]", "float32[1,2,8]", "float32[1,2,8]"]);
  expect(node.macs).toBe(10 * (32 * (16 + 8) + 8 * 4 + 9 * (4 + 7) + 15 * 10) + 2 * 9 * 7 * 4);
});

test("words from letters: 10 letters, windows of 3, 6 filters over 4 numbers a letter", () => {
  const node = lastNode(`i: int32[3,10]\n const w: float32[6,1,3,4]\n const b: float32[6]\n const c: float32[50,4]
    y = com.microsoft.WordConvEmbedding(i, w, b, c)`);
  expect(node).toMatchObject({ output: "float32[3,6]", macs: 18 * 8 * 12, flops: 3 * 18 * 8 });
});

test("transposed convolution whose pads are an input", () => {
  const conv = (pads: string) =>
    lastNode(`x: float32[1,4,8,8]\n const w: float32[4,6,3,3]\n ${pads}
      y = com.microsoft.ConvTransposeWithDynamicPads(x, w, p) strides=[2,2]`);
  expect(conv("const p: int64[4] = 1,1,1,1")).toMatchObject({ output: "float32[1,6,15,15]", macs: 256 * 54 });
  expect(conv("p: int64[4]").output).toMatch(/^float32\[1,6,ConvTransposeWithDynamicPads_0#0,/);
});

test("sums of 8-bit integers, bits of a mask", () => {
  const sum = "x: int8[2,3,4]\n y = com.microsoft.ReduceSumInteger(x) axes=[1] keepdims=0";
  expect(lastNode(sum)).toMatchObject({ output: "int32[2,4]", flops: 16 });
  expect(lastNode("x: float32[2,3,50]\n y, m = com.microsoft.BitmaskDropout(x)").outputs).toEqual([
    "float32[2,3,50]",
    "uint32[10]",
  ]);
  const biased = "x: float32[2,3,50]\n const b: float32[50]\n y, m = com.microsoft.BitmaskBiasDropout(x, b)";
  expect(lastNode(biased)).toMatchObject({ outputs: ["float32[2,3,50]", "uint32[10]"], flops: 300 });
});

test("what only a library can open says so", () => {
  const node = lastNode('x: float32[1,3]\n y = com.microsoft.EPContext(x) ep_cache_context="blob"');
  expect(node).toMatchObject({ output: "?", macs: undefined });
  expect(node.notes).toEqual(["compiled for one device: what it computes is not in the file"]);
});
