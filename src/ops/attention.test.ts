import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

test("scores and values: batch·heads·queries·keys·(size + value size) multiply-accumulates", () => {
  const node = lastNode(
    "q: float32[2,3,4,8]\n k: float32[2,3,6,8]\n v: float32[2,3,6,10]\n y = Attention(q, k, v)",
    23,
  );
  expect(node).toMatchObject({ output: "float32[2,3,4,10]", macs: 2 * 3 * 4 * 6 * (8 + 10), flops: 6 * 2 * 3 * 4 * 6 });
});

test("heads packed in the last axis, fewer for keys; a past goes before the keys: 12 + 6", () => {
  const text = `q: float32[2,4,72]\n k: float32[2,6,24]\n v: float32[2,6,24]\n m: float32[4,18]
    pk: float32[2,3,12,8]\n pv: float32[2,3,12,8]
    y, nk, nv, s = Attention(q, k, v, m, pk, pv) q_num_heads=9 kv_num_heads=3`;
  const node = lastNode(text, 23);
  expect(node.outputs).toEqual(["float32[2,4,72]", "float32[2,3,18,8]", "float32[2,3,18,8]", "float32[2,9,4,18]"]);
  expect(node.macs).toBe(2 * 9 * 4 * 18 * 16);
});

test("packed heads without their number are a problem", () => {
  const text = "q: float32[2,4,72]\n k: float32[2,6,24]\n v: float32[2,6,24]\n y = Attention(q, k, v)";
  expect(lastNode(text, 23).problems[0]).toMatch("q_num_heads is missing");
});

test("rotation: three operations per turned element, half of each head here", () => {
  const text = "x: float32[2,4,3,8]\n const c: float32[50,2]\n const s: float32[50,2]\n y = RotaryEmbedding(x, c, s)";
  expect(lastNode(text, 23).flops).toBe(3 * 192);
  expect(lastNode(`${text} rotary_embedding_dim=4`, 23).flops).toBe(3 * 96);
});

test("linear attention: per token and head one k⊗v, one Sᵀ·q, and Sᵀ·k for the delta rules", () => {
  const inputs = "q: float32[2,5,32]\n k: float32[2,5,32]\n v: float32[2,5,32]\n";
  const rule = (name: string) =>
    lastNode(`${inputs} y, s = LinearAttention(q, k, v) q_num_heads=4 kv_num_heads=4 update_rule="${name}"`, 27);
  expect(rule("linear").outputs).toEqual(["float32[2,5,32]", "float32[2,4,8,8]"]);
  expect(rule("linear").macs).toBe(2 * 5 * 4 * 8 * 8 * 2);
  expect(rule("delta").macs).toBe(2 * 5 * 4 * 8 * 8 * 3);
});

test("a causal convolution keeps the last k - 1 steps", () => {
  const node = lastNode("x: float32[2,4,8]\n const w: float32[4,1,4]\n y, s = CausalConvWithState(x, w)", 27);
  expect(node).toMatchObject({ outputs: ["float32[2,4,8]", "float32[2,4,3]"], macs: 2 * 4 * 8 * 4 });
});
