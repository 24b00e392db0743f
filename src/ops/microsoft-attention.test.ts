import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

test("merged projection: length·inputs·3·hidden, then scores and values", () => {
  const inputs = "x: float32[2,10,64]\n const w: float32[64,192]\n const b: float32[192]\n";
  const node = lastNode(`${inputs} y, p = com.microsoft.Attention(x, w, b) num_heads=4`);
  expect(node.outputs).toEqual(["float32[2,10,64]", "float32[2,2,4,10,16]"]);
  expect(node.macs).toBe(2 * 10 * 64 * 192 + 2 * 4 * 10 * 10 * (16 + 16));
});

test("a past makes the keys longer: 7 + 10", () => {
  const inputs = "x: float32[2,10,64]\n const w: float32[64,192]\n const b: float32[192]\n past: float32[2,2,4,7,16]\n";
  const node = lastNode(`${inputs} y, p = com.microsoft.Attention(x, w, b, _, past) num_heads=4`);
  expect(node.outputs[1]).toBe("float32[2,2,4,17,16]");
});

test("query, key and value apart, for another sequence and another value size", () => {
  const inputs = "q: float32[2,10,64]\n k: float32[2,6,64]\n v: float32[2,6,32]\n";
  const node = lastNode(`${inputs} y = com.microsoft.MultiHeadAttention(q, k, v) num_heads=4`);
  expect(node).toMatchObject({ output: "float32[2,10,32]", macs: 2 * 4 * 10 * 6 * (16 + 8) });
});

test("all three packed: [batch, length, heads, 3, size]", () => {
  const node = lastNode("q: float32[2,10,4,3,16]\n y = com.microsoft.MultiHeadAttention(q) num_heads=4");
  expect(node).toMatchObject({ output: "float32[2,10,64]", macs: 2 * 4 * 10 * 10 * 32 });
});

test("grouped: 8 query heads, 2 key heads; a past as long as the total is a buffer", () => {
  const inputs = `q: float32[1,1,128]\n k: float32[1,1,32]\n v: float32[1,1,32]\n pk: float32[1,2,64,16]\n pv: float32[1,2,64,16]
    n: int32[1]\n const t: int32[] = 11\n`;
  const line = "y, nk, nv = com.microsoft.GroupQueryAttention(q, k, v, pk, pv, n, t) num_heads=8 kv_num_heads=2";
  const node = lastNode(inputs + line);
  expect(node.outputs).toEqual(["float32[1,1,128]", "float32[1,2,64,16]", "float32[1,2,64,16]"]);
  expect(node.macs).toBe(8 * 11 * 32);
});

test("packed sequences: the work depends on their lengths", () => {
  const inputs = "x: float32[T,64]\n const w: float32[64,192]\n const b: float32[192]\n o: int32[2,10]\n c: int32[3]\n";
  const node = lastNode(`${inputs} y = com.microsoft.PackedAttention(x, w, b, o, c) num_heads=4`);
  expect(node).toMatchObject({ output: "float32[T,64]", macs: undefined });
});
