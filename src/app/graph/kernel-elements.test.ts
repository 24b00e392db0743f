import { expect, test } from "vitest";
import { layoutGraph } from "../../layout/layered.ts";
import { fusionOf } from "../../runtime/fusion/kernels.ts";
import { tfliteCpu } from "../../runtime/fusion/tflite-cpu.ts";
import { analysisOf } from "../../testing/analyze-text.ts";
import { kernelDrawing, kernelLines, kernelScene, kernelSentence } from "./kernel-elements.ts";

const { nodes, edges } = analysisOf(`
  x: float32[1,8,16,16]
  const w: float32[16,8,3,3]
  const v: float32[16,16,1,1]
  const s: float32[16]
  a = Conv(x, w) pads=[1,1,1,1]
  b = BatchNormalization(a, s, s, s, s)
  r = Relu(b)
  i = Identity(r)
  c = Conv(i, v)
  d = Add(c, r)
  y = Relu(d)
`);
const fusion = fusionOf(nodes, edges, tfliteCpu);
const drawing = kernelDrawing(fusion, nodes);
const scene = kernelScene(fusion, nodes, drawing, layoutGraph({ nodes: drawing.nodes, edges: drawing.edges }));

test("each kernel is one element that stands for its root node; views are not drawn", () => {
  expect(scene.nodes.map(({ index, lines }) => [index, ...lines])).toEqual([
    [0, "Conv+BN+ReLU", "3×3 · 8 → 16 · 3 nodes"],
    [4, "Conv 1×1", "16 → 16 channels"],
    [5, "Add+ReLU", "2 nodes"],
  ]);
  expect(scene.nodes.map(({ opClass, convolution }) => [opClass.id, convolution])).toEqual([
    ["conv", true],
    ["conv", true],
    ["elementwise", false],
  ]);
});

test("what would not fit into the element is left out: groups that the title tells, then channels", () => {
  const { nodes: wide, edges: joins } = analysisOf(`
    x: float32[1,1024,16,16]
    const w: float32[1024,1,3,3]
    const v: float32[1024,32,3,3]
    a = Conv(x, w) group=1024 pads=[1,1,1,1]
    r = Relu(a)
    b = Conv(r, v) group=32 pads=[1,1,1,1] strides=[2,2]
    y = Relu(b)
  `);
  const { kernels } = fusionOf(wide, joins, tfliteCpu);
  const lines = kernels.flatMap((kernel) => {
    const root = wide[kernel.root];
    return root === undefined ? [] : [kernelLines(kernel, root)];
  });
  expect(lines).toEqual([
    ["DWConv+ReLU", "3×3 · 1024 → 1024 · 2 nodes"],
    ["Conv+ReLU", "3×3 /2 g32 · 2 nodes"],
  ]);
});

test("edges join kernels, each pair once and through views", () => {
  expect(scene.edges.map(({ from, to }) => [from, to])).toEqual([
    [0, 4],
    [0, 5],
    [4, 5],
  ]);
});

test("a kernel in a sentence", () => {
  const [kernel] = fusion.kernels;
  expect(kernel && kernelSentence(kernel, "12 %", 0, 2)).toBe(
    "Kernel Conv+BN+ReLU of 3 nodes, 12 % of the latency, 0 inputs, 2 outputs",
  );
});
