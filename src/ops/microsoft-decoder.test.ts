import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

// Shapes are those that ONNX Runtime 1.30.0 computes, where it has a kernel for CPUs.

const decoder = (flags: string, more = "") =>
  lastNode(`q: float32[5,2,16]\n k: float32[7,2,16]\n const w: float32[16,16]\n const u: float32[16,32]\n const b: float32[48]
    kc: float32[2,4,9,4]\n vc: float32[2,4,9,4]\n const no: bool[] = 0\n const yes: bool[] = 1\n open: bool[]
    y, nk, nv = com.microsoft.DecoderAttention(q, k, w, u, b, _, kc, vc, ${flags}, no) num_heads=4 ${more}`);

test("decoder attention: keys of the query, of another sequence, behind a cache, or all in the cache", () => {
  const attended = (keys: number) => 2 * 4 * 5 * keys * 8;
  const itself = decoder("no, no, no");
  expect(itself.outputs).toEqual(["float32[5,2,16]", "float32[2,4,5,4]", "float32[2,4,5,4]"]);
  expect(itself.macs).toBe((5 + 2 * 5) * 2 * 16 * 16 + attended(5));
  expect(decoder("yes, no, no")).toMatchObject({ macs: (5 + 2 * 7) * 2 * 16 * 16 + attended(7) });
  expect(decoder("no, yes, yes").outputs[1]).toBe("float32[2,4,14,4]");
  expect(decoder("yes, yes, yes")).toMatchObject({ macs: 5 * 2 * 16 * 16 + attended(9) });
  const open = decoder("open, no, no");
  expect(open).toMatchObject({ output: "float32[5,2,16]", macs: undefined });
});

const sparse = (rows: string, total: number) =>
  lastNode(`q: float32[1,4,64]\n k: float32[1,4,32]\n v: float32[1,4,32]\n pk: float32[1,2,32,16]\n pv: float32[1,2,32,16]
    const r: int32[1,3]${rows}\n const c: int32[1,3]\n const t: int32[1] = ${total}\n const l: int32[1]
    y, nk, nv = com.microsoft.SparseAttention(q, k, v, pk, pv, r, c, t, l) num_heads=4 kv_num_heads=2 sparse_block_size=16`);

test("sparse attention: a query meets the blocks of its row: positions 16 to 19 lie in row 1, which keeps 1 block", () => {
  const node = sparse(" = 0,1,2", 20);
  expect(node.outputs).toEqual(["float32[1,4,64]", "float32[1,2,32,16]", "float32[1,2,32,16]"]);
  expect(node.macs).toBe(4 * 4 * 16 * 2 * 16);
  // Two blocks hold 32 keys, of which 20 exist.
  expect(sparse(" = 0,1,3", 20).macs).toBe(4 * 4 * 20 * 2 * 16);
  // Positions 14 and 15 are in row 0 (1 block of 16), 16 and 17 in row 1 (2 blocks, 18 keys).
  expect(sparse(" = 0,1,3", 18).macs).toBe(4 * (2 * 16 + 2 * 18) * 2 * 16);
  expect(sparse("", 20)).toMatchObject({ macs: undefined, notes: ["the work depends on the values of input r"] });
});

test("paged attention: tokens in a row, caches written in place", () => {
  const node =
    lastNode(`q: float16[T,128]\n kc: float16[10,16,2,16]\n vc: float16[10,16,2,16]\n s: int32[3]\n p: int32[2]\n b: int32[2,8]
    y, k, v = com.microsoft.PagedAttention(q, _, _, kc, vc, s, p, b) num_heads=4 kv_num_heads=2`);
  expect(node.outputs).toEqual(["float16[T,64]", "float16[10,16,2,16]", "float16[10,16,2,16]"]);
  expect(node.macs).toBeUndefined();
});

test("linear attention keeps one state, or a window of them", () => {
  const text = `q: float32[1,5,32]\n k: float32[1,5,32]\n v: float32[1,5,16]
    y, s = com.microsoft.LinearAttention(q, k, v) q_num_heads=4 kv_num_heads=4`;
  expect(lastNode(text).outputs).toEqual(["float32[1,5,16]", "float32[1,4,8,4]"]);
  expect(lastNode(`${text} state_window=2`).outputs[1]).toBe("float32[2,1,4,8,4]");
});

test("a causal convolution carries dilation·(k - 1) steps", () => {
  const conv = (x: string, attributes: string) =>
    lastNode(
      `x: float32[${x}]\n const w: float32[6,1,4]\n y, s = com.microsoft.CausalConvWithState(x, w) ${attributes}`,
    );
  expect(conv("1,6,9", "dilation=2")).toMatchObject({ outputs: ["float32[1,6,9]", "float32[1,6,6]"], macs: 4 * 54 });
  expect(conv("1,9,6", "channels_last=1").outputs).toEqual(["float32[1,9,6]", "float32[1,3,6]"]);
  const varlen = lastNode(`x: float32[9,6]\n const w: float32[6,1,4]\n c: int32[3]\n s: float32[2,6,3]\n n: int32[2]
    y, f, u = com.microsoft.VarlenCausalConvWithState(x, w, c, _, s, n) state_update_capacity=2`);
  expect(varlen.outputs).toEqual(["float32[9,6]", "float32[2,6,3]", "float32[2,2,6]"]);
});

test("a gated delta network: 6 tokens, 4 heads of 8·16, three products each", () => {
  const node = lastNode(`q: float16[6,2,8]\n k: float16[6,2,8]\n v: float16[6,4,16]\n c: int32[3]
    y, s = com.microsoft.GatedDeltaNet(q, k, v, c)`);
  expect(node.outputs).toEqual(["float16[6,4,16]", "float32[2,4,16,8]"]);
  expect(node).toMatchObject({ macs: 3 * 6 * 4 * 8 * 16, flops: 6 * 4 * 8 * 16 + 6 * 4 * 16 });
});

test("gates and norms keep the shape", () => {
  const x = "x: float32[1,5,32]\n g: float32[1,5,1]\n const c: float32[8]\n a: float32[1,5,4]\n const h: float32[4]\n";
  expect(lastNode(`${x} y = com.microsoft.GatedAdd(x, x, g)`)).toMatchObject({ output: "float32[1,5,32]", flops: 320 });
  // 10 for each of 160 elements, 4 for each of 160 / 8 rows.
  expect(lastNode(`${x} y = com.microsoft.GatedRMSNorm(x, c, x)`).flops).toBe(1600 + 80);
  const gate = lastNode(`${x} d, b = com.microsoft.LinearAttentionGate(a, h, h, a)`);
  expect(gate).toMatchObject({ outputs: ["float32[1,5,4]", "float32[1,5,4]"], flops: 20 * 9 });
  const rotary = `p: int64[3,1,5]\n const t: float32[50,8]\n ${x} y = com.microsoft.MRotaryEmbedding(x, p, t, t)`;
  expect(lastNode(`${rotary} mrope_section=[2,3,3] num_heads=2`)).toMatchObject({
    output: "float32[1,5,32]",
    flops: 480,
  });
  const gemma = `e: float32[1,5,8]\n q: float16[1,2,5,8]\n k: float16[1,1,5,8]\n`;
  expect(lastNode(`${gemma} a, b = com.microsoft.GemmaRotaryEmbedding(e, q, q, k, k)`)).toMatchObject({
    outputs: ["float16[1,2,5,8]", "float16[1,1,5,8]"],
    flops: 2 * 40 + 3 * 80 + 3 * 40,
  });
  const engram = "k: float32[1,5,2,8]\n v: float32[1,5,8]\n const s: float32[2,8]\n";
  expect(lastNode(`${engram} y = com.microsoft.EngramGate(k, k, v, s, s)`).flops).toBe(11 * 80 + 18 * 10);
});

test("hashes of pairs and triples: (2·2 - 1) + (2·3 - 1) operations a token, a remainder for each of 8 heads", () => {
  const node = lastNode(`i: int64[2,7]\n const m: int64[3]\n const v: int64[8]
    h, p = com.microsoft.NGramHashMapping(i, m, v) max_ngram_size=3 n_head_per_ngram=4 pad_id=0`);
  expect(node).toMatchObject({ outputs: ["int64[2,7,8]", "int64[2,2]"], flops: 14 * 8 + 14 * 8 });
});
