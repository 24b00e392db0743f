import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

const scalars = "const s: float32[] = 1\n const z: uint8[] = 0\n";

test("8-bit attention: three projections, then scores and values", () => {
  const node = lastNode(`x: int8[2,10,64]\n const w: int8[64,64]\n const b: float32[64]\n ${scalars}
    y = com.microsoft.QOrderedAttention(x, s, s, s, s, w, w, w, s, s, s, b, b, b, s, s, s) num_heads=4`);
  expect(node).toMatchObject({ output: "int8[2,10,64]", macs: 2 * 10 * 64 * 192 + 2 * 4 * 100 * 32 });
  // Projections: bias and two; scores: six and twice two; outputs: two.
  expect(node.flops).toBe(3 * 2 * 10 * 192 + 10 * 2 * 4 * 100 + 2 * 1280);
});

test("8-bit product, normalization and gelu keep the type", () => {
  const product = `a: int8[2,4,8]\n const b: int8[8,6]\n const v: float32[6]\n ${scalars}
    y = com.microsoft.QOrderedMatMul(a, s, b, s, s, v)`;
  expect(lastNode(product)).toMatchObject({ output: "int8[2,4,6]", macs: 48 * 8, flops: 3 * 48 });
  const norm = `x: int8[2,4,8]\n const g: float32[8]\n ${scalars} y = com.microsoft.QOrderedLayerNormalization(x, s, g, g, s)`;
  expect(lastNode(norm)).toMatchObject({ output: "int8[2,4,8]", flops: 64 * 10 + 8 * 5 });
  expect(lastNode(`x: int8[2,4]\n ${scalars} y = com.microsoft.QOrderedGelu(x, s, s)`).flops).toBe(8 * 8);
});

test("into an order and out of it", () => {
  expect(lastNode(`x: float16[2,4]\n ${scalars} y = com.microsoft.QuantizeWithOrder(x, s)`).output).toBe("int8[2,4]");
  const back = `x: int8[2,4]\n ${scalars} y = com.microsoft.DequantizeWithOrder(x, s) to=10`;
  expect(lastNode(back).output).toBe("float16[2,4]");
});

test("block floating point: bytes by a code of the library, back to a shape that is a value", () => {
  expect(lastNode("x: float32[4,16]\n y, s, t = com.microsoft.QuantizeBFP(x) bfp_type=0").outputs).toEqual([
    "uint8[QuantizeBFP_0#0]",
    "int64[2]",
    "int64[2]",
  ]);
  const back = "x: uint8[80]\n const s: int64[2] = 4,16\n y = com.microsoft.DequantizeBFP(x, s, s) bfp_type=0";
  expect(lastNode(back).output).toBe("float32[4,16]");
});

test("a quantized embedding comes out as its scales are", () => {
  const node =
    lastNode(`i: int32[2,8]\n const w: uint8[100,16]\n const p: uint8[32,16]\n const g: uint8[16]\n ${scalars}
    y, m = com.microsoft.QEmbedLayerNormalization(i, _, w, p, _, g, g, _, s, s, _, s, s, z, z, _, z, z)`);
  expect(node).toMatchObject({ outputs: ["float32[2,8,16]", "int32[2]"], flops: (5 + 7) * 256 + 5 * 16 });
});
