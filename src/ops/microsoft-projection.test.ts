import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

const packed = `x: float16[2,3,64]\n const n: float16[64]\n const a: uint8[32,2,16]\n const b: uint8[16,2,16]
  const s: float16[32,2]\n const t: float16[16,2]\n const bias: float16[32]\n`;

test("query, key and value of one normalized input", () => {
  const node = lastNode(
    `${packed} q, k, v = com.microsoft.MatMulNBitsQkv(x, _, n, a, s, bias, b, t, _, b, t) K=64 Nq=32 Nkv=16 block_size=32`,
  );
  expect(node.outputs).toEqual(["float16[2,3,32]", "float16[2,3,16]", "float16[2,3,16]"]);
  expect(node.macs).toBe(6 * 64 * 64);
  // Weights once, 4 for each element and row of the input, a bias.
  expect(node.flops).toBe(64 * 64 + 4 * 384 + 4 * 6 + 6 * 32);
});

test("a gated layer: two products, silu, a product for each output", () => {
  const node = lastNode(
    `${packed} y = com.microsoft.MatMulNBitsMlp(x, _, _, a, s, _, a, s) K=64 N=32 activation="silu"`,
  );
  expect(node).toMatchObject({ output: "float16[2,3,32]", macs: 6 * 64 * 64, flops: 64 * 64 + 6 * 192 });
});

test("weights in blocks of 8 and 4-bit floats", () => {
  const eight = `x: float16[2,64]\n const w: float8e4m3fn[32,64]\n const s: float32[32,1]\n`;
  expect(lastNode(`${eight} y = com.microsoft.MatMulBlockQuantizedFp8Weight(x, w, s)`)).toMatchObject({
    output: "float16[2,32]",
    macs: 64 * 64,
    flops: 2048,
  });
  const four = `x: float16[2,64]\n const w: uint8[32,32]\n const s: uint8[32,4]\n const g: float32[] = 1\n`;
  expect(lastNode(`${four} y = com.microsoft.MatMulBlockQuantizedFp4Weight(x, w, s, g)`)).toMatchObject({
    output: "float16[2,32]",
    macs: 64 * 64,
    flops: 2 * 2048,
  });
  expect(lastNode(`${four} y = com.microsoft.MatMulBlockQuantizedFp8Weight(x, w, s)`).problems[0]).toMatch(
    "inner sizes 64 and 32 differ",
  );
});
