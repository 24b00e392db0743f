import { expect, test } from "vitest";
import { trafficOf } from "../../cost/node-cost.ts";
import { analysisOf } from "../../testing/analyze-text.ts";
import { general } from "./general.ts";
import { fusionOf, fusionTotals, kernelsOf } from "./kernels.ts";
import { ort } from "./ort.ts";
import type { RuleSet } from "./rules.ts";
import { tfliteCpu } from "./tflite-cpu.ts";
import { tfliteGpu } from "./tflite-gpu.ts";

const labels = (text: string, ruleSet: RuleSet): readonly string[] => {
  const { nodes, edges, model } = analysisOf(text);
  return kernelsOf(
    nodes,
    edges,
    ruleSet,
    model.outputs.map(({ name }) => name),
  ).map(({ label }) => label);
};

/** 1 × 8 × 16 × 16 of float32 is 8192 bytes; the filter of 8 · 8 · 9 is 2304 bytes. */
const residual = `
  i: float32[1,8,16,16]
  const w: float32[8,8,3,3]
  const s: float32[8]
  const m: float32[8]
  x = Sigmoid(i)
  c = Conv(x, w) pads=[1,1,1,1]
  b = BatchNormalization(c, s, s, m, m)
  a = Add(b, x)
  r = Relu(a)
  y = Conv(r, w) pads=[1,1,1,1]
`;

test("a runtime's rules decide: two kernels of four nodes on TFLite's CPU, one in general", () => {
  expect(labels(residual, tfliteCpu)).toEqual(["sigmoid", "conv-bn", "add-relu", "conv"]);
  expect(labels(residual, tfliteGpu)).toEqual(["sigmoid", "conv-bn-add-relu", "conv"]);
  expect(labels(residual, ort)).toEqual(["sigmoid", "conv-bn-add-relu", "conv"]);
  expect(labels(residual, general)).toEqual(["sigmoid", "conv-bn-add-relu", "conv"]);
});

test("of a fused kernel only what enters and leaves is moved: x once, though conv and add read it, and r", () => {
  const { nodes, edges } = analysisOf(residual);
  const [, kernel] = kernelsOf(nodes, edges, general);
  const tensor = 8 * 16 * 16 * 4;
  const apart = nodes.slice(1, 5).reduce((total, node) => total + (trafficOf(node) ?? 0), 0);
  expect(kernel).toMatchObject({
    nodes: [1, 2, 3, 4],
    root: 1,
    id: nodes[1]?.id,
    weightBytes: 8 * 8 * 9 * 4 + 2 * 8 * 4,
    readBytes: tensor,
    writeBytes: tensor,
    flops: nodes.slice(1, 5).reduce((total, node) => total + (node.flops ?? 0), 0),
  });
  // c, b and a are neither written nor read, and x is not read again.
  expect(kernel?.savedBytes).toBe(7 * tensor);
  expect(kernel && trafficOf(kernel)).toBe(apart - 7 * tensor);
});

test("a value that somebody else reads is not fused away", () => {
  const text = `
    x: float32[1,8,16,16]
    const w: float32[8,8,1,1]
    c = Conv(x, w)
    r = Relu(c)
    y = Add(c, r)
  `;
  expect(labels(text, tfliteCpu)).toEqual(["conv", "relu", "add"]);
  expect(labels(text, general)).toEqual(["conv", "relu", "add"]);
});

test("an output of the graph is written even when the next node reads it", () => {
  const { nodes, edges } = analysisOf(`
    x: float32[1,8,16,16]
    const w: float32[8,8,1,1]
    c = Conv(x, w)
    r = Relu(c)
  `);
  expect(kernelsOf(nodes, edges, general)).toHaveLength(1);
  expect(kernelsOf(nodes, edges, general, ["c", "r"])).toHaveLength(2);
});

test("x · relu6(x + 3) / 6 is one hard-swish, which joins the convolution before it", () => {
  const text = `
    x: float32[1,8,16,16]
    const w: float32[8,8,1,1]
    const three: float32[] = 3
    const six: float32[] = 6
    const zero: float32[] = 0
    c = Conv(x, w)
    p = Add(c, three)
    l = Clip(p, zero, six)
    d = Div(l, six)
    y = Mul(c, d)
  `;
  expect(labels(text, tfliteCpu)).toEqual(["conv-hswish"]);
  expect(labels(text, general)).toEqual(["conv-hswish"]);
  expect(labels(text, ort)).toEqual(["conv", "bias", "relu", "scale", "mul"]);
});

test("squeeze and excitation is one kernel of its own", () => {
  const text = `
    i: float32[1,8,16,16]
    const w: float32[8,1,3,3]
    const a: float32[2,8,1,1]
    const b: float32[8,2,1,1]
    x = Conv(i, w) group=8 pads=[1,1,1,1]
    g = GlobalAveragePool(x)
    n = Conv(g, a)
    r = Relu(n)
    e = Conv(r, b)
    h = HardSigmoid(e)
    y = Mul(x, h)
  `;
  expect(labels(text, tfliteCpu)).toEqual(["dwconv", "se"]);
  expect(labels(text, general)).toEqual(["dwconv", "se"]);
  expect(labels(text, ort)).toEqual(["dwconv", "gap", "conv-relu", "conv-hardsigmoid", "mul"]);
});

test("channel shuffle: the reshapes are views, the transposition is the kernel", () => {
  const text = `
    x: float32[1,8,16,16]
    const five: int64[5] = 1,2,4,16,16
    const four: int64[4] = 1,8,16,16
    a = Relu(x)
    b = Reshape(a, five)
    c = Transpose(b) perm=[0,2,1,3,4]
    d = Reshape(c, four)
    y = Relu(d)
  `;
  expect(labels(text, tfliteCpu)).toEqual(["relu", "channelshuffle", "relu"]);
  const { nodes, edges } = analysisOf(text);
  // A view belongs to the kernel whose value it shows.
  expect(fusionOf(nodes, edges, tfliteCpu).kernelAt).toEqual([0, 0, 1, 1, 2]);
});

const layerNormText = `
  x: float32[1,16,64]
  const w: float32[64,64]
  const v: float32[64]
  const two: float32[] = 2
  const e: float32[] = 0.00001
  p = MatMul(x, w)
  q = Add(p, v)
  s = Add(q, x)
  m = ReduceMean(s) axes=[-1]
  d = Sub(s, m)
  k = Pow(d, two)
  n = ReduceMean(k) axes=[-1]
  o = Add(n, e)
  r = Sqrt(o)
  f = Div(d, r)
  g = Mul(f, v)
  y = Add(g, v)
`;

test("layer normalization in nine nodes is one kernel, with the sum before it where the runtime can", () => {
  expect(labels(layerNormText, ort)).toEqual(["projection-bias", "add-layernorm"]);
  expect(labels(layerNormText, general)).toEqual(["projection-bias-add", "layernorm"]);
});

test("GELU by the error function is one kernel, which a good engine joins to the product before it", () => {
  const text = `
    x: float32[1,16,64]
    const w: float32[64,64]
    const v: float32[64]
    const root: float32[] = 1.4142
    const one: float32[] = 1
    const half: float32[] = 0.5
    p = MatMul(x, w)
    b = Add(p, v)
    d = Div(b, root)
    e = Erf(d)
    o = Add(e, one)
    m = Mul(b, o)
    y = Mul(m, half)
  `;
  expect(labels(text, ort)).toEqual(["projection-bias", "gelu"]);
  expect(labels(text, general)).toEqual(["projection-bias-gelu"]);
});

test("so is its approximation by the hyperbolic tangent", () => {
  const text = `
    x: float32[1,16,64]
    const three: float32[] = 3
    const small: float32[] = 0.044715
    const root: float32[] = 0.7979
    const one: float32[] = 1
    const half: float32[] = 0.5
    c = Pow(x, three)
    s = Mul(c, small)
    a = Add(x, s)
    r = Mul(a, root)
    t = Tanh(r)
    o = Add(t, one)
    h = Mul(x, half)
    y = Mul(h, o)
  `;
  expect(labels(text, general)).toEqual(["gelu"]);
});

test("attention: scores, mask, softmax and the product with the values are one kernel", () => {
  const text = `
    q: float32[1,2,16,32]
    k: float32[1,2,32,16]
    v: float32[1,2,16,32]
    m: float32[1,1,1,16]
    const scale: float32[] = 8
    s = MatMul(q, k)
    d = Div(s, scale)
    a = Add(d, m)
    p = Softmax(a)
    y = MatMul(p, v)
  `;
  expect(labels(text, general)).toEqual(["attention"]);
  const { nodes, edges } = analysisOf(text);
  const [kernel] = kernelsOf(nodes, edges, general);
  // q, k, v and m in, y out; the 2 · 16 · 16 scores stay inside.
  expect(kernel?.readBytes).toBe((3 * 2 * 16 * 32 + 16) * 4);
  expect(kernel?.writeBytes).toBe(2 * 16 * 32 * 4);
});

const quantized = `
  x: float32[1,8,16,16]
  const s: float32[] = 0.1
  const z: uint8[] = 0
  const w: float32[8,8,3,3]
  xq = QuantizeLinear(x, s, z)
  xf = DequantizeLinear(xq, s, z)
  c = Conv(xf, w) pads=[1,1,1,1]
  cr = Relu(c)
  cq = QuantizeLinear(cr, s, z)
  cf = DequantizeLinear(cq, s, z)
  a = Add(cf, xf)
  aq = QuantizeLinear(a, s, z)
  y = DequantizeLinear(aq, s, z)
`;

test("between quantizations an operator is one integer kernel, and moves bytes, not floats", () => {
  const { nodes, edges } = analysisOf(quantized);
  const { kernels, edges: between } = fusionOf(nodes, edges, ort);
  expect(kernels.map(({ label }) => label)).toEqual(["q", "dq-conv-relu-q", "dq-add-q", "dq"]);
  const bytes = 8 * 16 * 16;
  expect(kernels[1]).toMatchObject({ readBytes: bytes, writeBytes: bytes });
  // Both kernels dequantize x themselves, so the sum reads its bytes, not its floats.
  expect(kernels[2]).toMatchObject({ readBytes: 2 * bytes, writeBytes: bytes });
  expect(between.map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
    [2, 3],
  ]);
});

test("a sum that the next block reads as well is fused with its normalization, and written too", () => {
  const text = `
    x: float32[1,16,64]
    z: float32[1,16,64]
    const v: float32[64]
    a = Add(x, z)
    n = LayerNormalization(a, v, v) axis=-1
    t = Tanh(n)
    y = Add(t, a)
  `;
  expect(labels(text, general)).toEqual(["add-layernorm", "tanh", "add"]);
  const { nodes, edges } = analysisOf(text);
  const [kernel] = kernelsOf(nodes, edges, general);
  const tensor = 16 * 64 * 4;
  expect(kernel).toMatchObject({ readBytes: 2 * tensor, writeBytes: 2 * tensor, savedBytes: tensor });
});

test("nothing is fused around a detour: the scale comes from a node between the sum and its normalization", () => {
  const text = `
    x: float32[1,16,64]
    z: float32[1,16,64]
    a = Add(x, z)
    s = Tanh(a)
    y = LayerNormalization(a, s) axis=-1
  `;
  expect(labels(text, general)).toEqual(["add", "tanh", "layernorm"]);
});

test("zeros around an image ride with the convolution, which names the kernel", () => {
  const text = `
    x: float32[1,8,16,16]
    const w: float32[8,8,3,3]
    const p: int64[8] = 0,0,1,1,0,0,1,1
    z = Pad(x, p)
    c = Conv(z, w)
    y = Relu(c)
  `;
  expect(labels(text, ort)).toEqual(["pad-conv-relu"]);
  expect(labels(text, tfliteCpu)).toEqual(["pad", "conv-relu"]);
  const { nodes, edges } = analysisOf(text);
  expect(kernelsOf(nodes, edges, ort)[0]).toMatchObject({ root: 1, id: nodes[1]?.id });
});

test("an unknown size stays unknown", () => {
  const { nodes, edges } = analysisOf(`
    x: float32[1,8,16,16]
    const w: float32[8,8,1,1]
    c = Mystery(x, w)
    r = Relu(c)
  `);
  const [mystery] = kernelsOf(nodes, edges, general);
  expect(mystery).toMatchObject({ label: "mystery", flops: undefined, savedBytes: undefined, intensity: undefined });
});

test("a body is not fused with what is around it", () => {
  const { nodes, edges } = analysisOf(residual);
  const inBody = nodes.map((node, at) => (at < 2 ? node : { ...node, parent: "loop", times: 3 }));
  expect(kernelsOf(inBody, edges, general).map(({ label }) => label)).toEqual([
    "sigmoid",
    "conv",
    "bn",
    "add-relu",
    "conv",
  ]);
});

test("totals count each kernel as often as it runs", () => {
  const { nodes, edges } = analysisOf(residual);
  const once = fusionTotals(fusionOf(nodes, edges, general));
  const thrice = fusionTotals(
    fusionOf(
      nodes.map((node) => ({ ...node, times: 3 })),
      edges,
      general,
    ),
  );
  expect(once).toMatchObject({ kernels: 3, nodes: 6 });
  expect(thrice.savedBytes).toBe(3 * once.savedBytes);
  expect(thrice.movedBytes).toBe(3 * once.movedBytes);
});
