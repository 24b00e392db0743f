import { expect, test } from "vitest";
import { analyzeModel } from "../engine/analyze.ts";
import type { Model } from "../onnx/model.ts";
import { analysisOf } from "../testing/analyze-text.ts";
import { body, withBodies } from "../testing/body-text.ts";
import { factText, inferModel } from "../testing/graph-text.ts";
import { lastNode } from "../testing/op-text.ts";

const analysisOfModel = (model: Model) => analyzeModel(model, { name: "test.onnx", bytes: 0, bytesRead: 0 });

const scale = "const s: float32[] = 1\n const z: uint8[] = 0\n";

test("FusedMatMul transposes a side and scales", () => {
  const node = lastNode(
    "a: float32[2,4,3]\n b: float32[2,4,5]\n y = com.microsoft.FusedMatMul(a, b) transA=1 alpha=0.5",
  );
  expect(node).toMatchObject({ output: "float32[2,3,5]", macs: 2 * 3 * 5 * 4, flops: 30 });
});

test("MatMulNBits: rows and columns are attributes; each weight is unpacked once", () => {
  const inputs = "x: float32[2,7,64]\n const b: uint8[32,2,16]\n const s: float32[64]\n";
  const node = lastNode(`${inputs} y = com.microsoft.MatMulNBits(x, b, s) K=64 N=32 bits=4 block_size=32`);
  expect(node).toMatchObject({ output: "float32[2,7,32]", macs: 2 * 7 * 32 * 64, flops: 64 * 32 });
});

test("FusedConv with Relu and a bias: two operations an output", () => {
  const text = `x: float32[1,3,8,8]\n const w: float32[4,3,3,3]\n const b: float32[4]
    y = com.microsoft.FusedConv(x, w, b) activation="Relu"`;
  expect(lastNode(text)).toMatchObject({ output: "float32[1,4,6,6]", macs: 4 * 36 * 27, flops: 2 * 144 });
});

test("an activation not known here leaves FLOPs unknown", () => {
  const text = 'x: float32[1,3,8,8]\n const w: float32[4,3,3,3]\n y = com.microsoft.FusedConv(x, w) activation="Fancy"';
  expect(lastNode(text).flops).toBeUndefined();
});

test("channels last: [1,8,8,3] with weights [4,3,3,3] or [4,5,5,3]", () => {
  const conv = (w: string) =>
    lastNode(`x: float32[1,8,8,3]\n const w: float32[${w}]\n y = com.microsoft.NhwcConv(x, w)`);
  expect(conv("4,3,5,5")).toMatchObject({ output: "float32[1,4,4,4]", macs: 4 * 16 * 75 });
  expect(conv("4,5,5,3")).toMatchObject({ output: "float32[1,4,4,4]", macs: 4 * 16 * 75 });
});

test("quantized pools, first and last", () => {
  const pool = (x: string, attributes: string) =>
    lastNode(
      `x: uint8[${x}]\n ${scale} y = com.microsoft.QLinearAveragePool(x, s, z, s, z) kernel_shape=[2,2] ${attributes}`,
    );
  expect(pool("1,3,4,4", "").output).toBe("uint8[1,3,3,3]");
  expect(pool("1,4,4,3", "channels_last=1").output).toBe("uint8[1,3,3,3]");
  const node = lastNode(`x: uint8[1,3,4,4]\n ${scale} y = com.microsoft.QLinearGlobalAveragePool(x, s, z, s, z)`);
  expect(node).toMatchObject({ output: "uint8[1,3,1,1]", flops: 3 * (16 + 2) });
});

test("quantized addition broadcasts inputs 0 and 3; concatenation sums every third from 2", () => {
  const sum = "a: uint8[2,3]\n b: uint8[3]\n";
  expect(lastNode(`${sum} ${scale} y = com.microsoft.QLinearAdd(a, s, z, b, s, z, s, z)`).output).toBe("uint8[2,3]");
  const both = "a: uint8[2,3]\n b: uint8[2,5]\n";
  expect(lastNode(`${both} ${scale} y = com.microsoft.QLinearConcat(s, z, a, s, z, b, s, z) axis=1`).output).toBe(
    "uint8[2,8]",
  );
});

test("skip normalization: mean and deviation per row, and the sum that was normalized", () => {
  const inputs = "x: float32[2,5,16]\n k: float32[2,5,16]\n const g: float32[16]\n const b: float32[16]\n";
  const node = lastNode(`${inputs} y, m, d, s = com.microsoft.SkipLayerNormalization(x, k, g, b)`);
  expect(node.outputs).toEqual(["float32[2,5,16]", "float32[2,5,1]", "float32[2,5,1]", "float32[2,5,16]"]);
  expect(node.flops).toBe(8 * 160 + 5 * 10);
});

test("ONNX Runtime writes SimplifiedLayerNormalization under ai.onnx, too", () => {
  const line = "x: float32[3,16]\n const s: float32[16]\n y = SimplifiedLayerNormalization(x, s)";
  expect(lastNode(line)).toMatchObject({ output: "float32[3,16]", flops: 4 * 48 + 4 * 3 });
});

test("embeddings of BERT: [batch, length, hidden], a mask index per sentence", () => {
  const text = `i: int32[2,7]\n t: int32[2,7]\n const w: float32[100,16]\n const p: float32[32,16]\n const g: float32[2,16]
    const a: float32[16]\n y, m = com.microsoft.EmbedLayerNormalization(i, t, w, p, g, a, a)`;
  expect(lastNode(text).outputs).toEqual(["float32[2,7,16]", "int32[2]"]);
});

test("a mixture of experts: tokens·k·(weights of one expert); 4-bit weights are two to a byte", () => {
  const inputs = "x: float32[2,5,8]\n r: float32[10,4]\n const a: float32[4,16,8]\n const b: float32[4,8,16]\n";
  expect(lastNode(`${inputs} y = com.microsoft.MoE(x, r, a, _, b) k=2`)).toMatchObject({
    output: "float32[2,5,8]",
    macs: 10 * 2 * (128 + 128),
  });
  const packed =
    "x: float32[10,8]\n r: float32[10,4]\n const a: uint8[4,16,4]\n const s: float32[4,16]\n const b: uint8[4,8,8]\n";
  expect(lastNode(`${packed} y = com.microsoft.QMoE(x, r, a, s, _, b, s) k=2`).macs).toBe(10 * 2 * (128 + 128));
});

test("generation: the length is a value, the work unknown", () => {
  const inputs =
    "i: int32[B,4]\n const m: int32[] = 20\n const l: int32[] = 1\n const k: int32[] = 3\n const r: int32[] = 2\n";
  const node = lastNode(`${inputs} y = com.microsoft.BeamSearch(i, m, l, k, r)`);
  expect(node).toMatchObject({ output: "int32[B,2,20]", macs: undefined, flops: undefined });
});

test("the decoder of a beam search runs for each token that may follow: 20 - 4 times on 2 · 3 rows", () => {
  const decoder = body(
    `ids: int32[?,?]
     positions: int32[?,?]
     mask: int32[?,?]
     past: float32[2,?,4,?,8]
     const one: float32[1,8,5]
     y = MatMul(past, one)`,
    ["y"],
  );
  const inputs =
    "i: int32[2,4]\n const m: int32[] = 20\n const l: int32[] = 1\n const k: int32[] = 3\n const r: int32[] = 2\n";
  const text = `${inputs} s = com.microsoft.BeamSearch(i, m, l, k, r)`;
  const [search] = inferModel(withBodies(text, { decoder })).graph.nodes;
  expect(search?.bodies[0]?.trips).toBe(16);
  expect(factText(search?.bodies[0]?.graph.facts.get("y"))).toBe("float32[2,6,4,11,5]");
  expect(search?.notes).toContain("the run over the prompt counts as one step");
});

test("real spectra: 8 points have 5 frequencies, and back", () => {
  expect(lastNode("x: float32[2,8]\n y = com.microsoft.Rfft(x) signal_ndim=1").output).toBe("float32[2,5,2]");
  expect(lastNode("x: float32[2,5,2]\n y = com.microsoft.Irfft(x) signal_ndim=1").output).toBe("float32[2,8]");
});

test("pasts of 4 to 4 + 14 tokens: counted at their mean, 11", () => {
  const decoder = body(
    "ids: int32[?,?]\n positions: int32[?,?]\n mask: int32[?,?]\n past: float32[2,?,4,?,8]\n const w: float32[8,3]\n y = MatMul(past, w)",
    ["y"],
  );
  const text = "i: int32[2,4]\n const m: int32[1] = 20\n s = com.microsoft.GreedySearch(i, m)";
  const { nodes, totals } = analysisOfModel(withBodies(text, { decoder }));
  expect(nodes.find((node) => node.op === "MatMul")).toMatchObject({ times: 16, macs: 2 * 2 * 4 * 11 * 8 * 3 });
  expect(totals.macs).toBe(16 * 4224);
});

test("an encoder runs once on the input, its decoder from one token for each that may follow", () => {
  const encoder = body(
    `encoder_input_ids: int32[?,?]
     encoder_attention_mask: int32[?,?]
     const w: float32[10,16]
     e = Gather(w, encoder_input_ids)
     const s: int64[4] = 0,0,2,8
     r = Reshape(e, s)
     present_key_cross_0 = Transpose(r) perm=[0,2,1,3]`,
    ["present_key_cross_0"],
  );
  const decoder = body(
    `input_ids: int32[?,1]
     encoder_attention_mask: int32[?,?]
     past_key_self_0: float32[?,2,?,8]
     past_key_cross_0: float32[?,2,?,8]
     const w: float32[8,3]
     a = MatMul(past_key_self_0, w)
     b = MatMul(past_key_cross_0, w)`,
    ["b"],
  );
  const inputs =
    "i: int32[2,7]\n const m: int32[] = 21\n const l: int32[] = 1\n const k: int32[] = 3\n const r: int32[] = 2\n";
  const text = `${inputs} s = com.microsoft.BeamSearch(i, m, l, k, r) model_type=1`;
  const [search] = inferModel(withBodies(text, { encoder, decoder })).graph.nodes;
  expect(search?.bodies.map(({ label, trips }) => [label, trips])).toEqual([
    ["encoder", 1],
    ["decoder", 20],
  ]);
  const inner = search?.bodies[1]?.graph.facts;
  // Pasts of 1 to 19 tokens, and the seven that were encoded.
  expect([inner?.get("a"), inner?.get("b")].map(factText)).toEqual(["float32[6,2,10,3]", "float32[6,2,7,3]"]);
});

test("a prompt longer than max_length contradicts the search", () => {
  const text = "i: int32[2,30]\n const m: int32[1] = 20\n y = com.microsoft.GreedySearch(i, m)";
  expect(lastNode(text).problems[0]).toMatch("a prompt longer than the 20 tokens of max_length");
});

test("numbers of experts and groups are at least one", () => {
  const experts = "x: float32[2,16]\n r: float32[2,4]\n const a: float32[4,16,32]\n const b: float32[4,32,16]";
  expect(lastNode(`${experts}\n y = com.microsoft.MoE(x, r, a, _, b) k=2`).macs).toBe(2 * 2 * 2 * 16 * 32);
  expect(lastNode(`${experts}\n y = com.microsoft.MoE(x, r, a, _, b) k=-2`).problems[0]).toMatch("k is -2");
  const image = "x: float32[1,4,4,8]\n const s: float32[8]";
  expect(lastNode(`${image}\n y = com.microsoft.GroupNorm(x, s, s) groups=-1`).problems[0]).toMatch("groups is -1");
});

test("packed weights without K take as many rows as the input has columns", () => {
  const text = "x: float32[2,16]\n const b: uint8[32,1,8]\n const s: float32[32]";
  const [node] = analysisOf(`${text}\n y = com.microsoft.MatMulNBits(x, b, s) N=32`).nodes;
  expect(node).toMatchObject({ macs: 2 * 16 * 32, product: { batch: 1, m: 2, n: 32, k: 16 } });
});
