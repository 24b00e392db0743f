import { expect, test } from "vitest";
import { analyzeModel } from "../engine/analyze.ts";
import type { Analysis } from "../engine/analysis.ts";
import type { Model } from "../onnx/model.ts";
import { networkOf, networks } from "./index.ts";
import type { NetworkParams } from "./params.ts";

/**
 * GMACs: torchvision's published `_ops` of the weights' metadata (torchvision 0.20, pytorch.org/vision/stable/models).
 * Parameters: torchvision's `num_params` minus one for each folded batch normalization channel (its weight and bias
 * become the convolution's bias), which is what torch.onnx.export leaves. Three differ from an export's initializer
 * count by integer constants, which are no parameters: DenseNet-121 by 24 (8 pads in 3 transitions), ShuffleNetV2 x1.0
 * by 248 (9 reshape sizes in 16 units, 8 slice bounds in 13), ViT-B/16 by 291.
 * DenseNet-121: 7,978,856 - 7,488 folded + 2 · 34,336 (mean and variance of the normalizations that stay).
 * MobileNetV1: 569 million MACs (arXiv:1704.04861, table 4); 4,231,976 trainable in Keras minus 10,944 channels.
 */
const published: readonly (readonly [id: string, gigaMacs: number, params: number])[] = [
  ["alexnet", 0.714, 61_100_840],
  ["vgg11", 7.609, 132_863_336],
  ["vgg13", 11.308, 133_047_848],
  ["vgg16", 15.47, 138_357_544],
  ["vgg19", 19.632, 143_667_240],
  ["googlenet", 1.498, 6_617_624],
  ["resnet18", 1.814, 11_684_712],
  ["resnet34", 3.664, 21_789_160],
  ["resnet50", 4.089, 25_530_472],
  ["resnet101", 7.801, 44_496_488],
  ["resnet152", 11.514, 60_117_096],
  ["densenet121", 2.834, 8_040_040],
  ["squeezenet1_0", 0.819, 1_248_424],
  ["squeezenet1_1", 0.349, 1_235_496],
  ["mobilenet_v1", 0.569, 4_221_032],
  ["mobilenet_v2", 0.301, 3_487_816],
  ["shufflenet_v2_x0_5", 0.04, 1_362_816],
  ["shufflenet_v2_x1_0", 0.145, 2_270_514],
  ["shufflenet_v2_x1_5", 0.296, 3_491_904],
  ["shufflenet_v2_x2_0", 0.583, 7_377_138],
  ["mnasnet0_5", 0.104, 2_208_200],
  ["mnasnet1_0", 0.314, 4_364_352],
  ["mnasnet1_3", 0.526, 6_257_848],
  ["vit_b_16", 17.564, 86_567_656],
  ["vit_b_32", 4.409, 88_224_232],
];

const built = (id: string, params?: NetworkParams): Model => {
  const network = networkOf(id);
  if (network === undefined) throw new Error(`no network ${id}`);
  return network.build(params);
};

const analysisOf = (model: Model): Analysis =>
  analyzeModel(model, { name: model.graph.name, bytes: 0, bytesRead: 0 }, { dims: {} });

const paramsOf = (model: Model): number =>
  model.graph.initializers
    .filter((tensor) => tensor.data.kind === "absent")
    .reduce((total, tensor) => total + tensor.dims.reduce((a, b) => a * b, 1), 0);

test("every network has a published figure to be checked against", () => {
  expect(networks.map((network) => network.id)).toEqual(expect.arrayContaining(published.map(([id]) => id)));
  expect(networks).toHaveLength(published.length);
});

test.each(published)("%s: %d GMACs, %d parameters", (id, gigaMacs, params) => {
  const model = built(id);
  expect(paramsOf(model)).toBe(params);
  const { nodes, totals, problems } = analysisOf(model);
  expect(problems).toEqual([]);
  expect(totals.coveredNodes).toBe(nodes.length);
  expect(Number((totals.macs / 1e9).toFixed(3))).toBe(gigaMacs);
});

test.each(networks.map((network) => network.id))("%s: the declared output is what is inferred", (id) => {
  const { model, nodes } = analysisOf(built(id));
  expect(model.outputs.map((output) => output.shape)).toEqual([[1, 1000]]);
  expect(nodes.at(-1)?.outputs[0]?.shape).toEqual([1, 1000]);
});

test.each(networks.map((network) => network.id))("%s: names are unique and every input is defined before", (id) => {
  const { graph } = built(id);
  const defined = new Set(
    ["", ...graph.inputs, ...graph.initializers].map((v) => (typeof v === "string" ? v : v.name)),
  );
  const used = new Set<string>();
  for (const node of graph.nodes) {
    for (const input of node.inputs) {
      expect(defined, `${node.name} reads ${input}`).toContain(input);
      used.add(input);
    }
    for (const output of node.outputs) {
      expect(defined, `${output} is written twice`).not.toContain(output);
      defined.add(output);
    }
  }
  expect(new Set(graph.nodes.map((node) => node.name)).size).toBe(graph.nodes.length);
  expect(graph.initializers.filter((tensor) => !used.has(tensor.name))).toEqual([]);
});

/** Attributes of opset 17 by operator: https://onnx.ai/onnx/operators/ */
const attributeKinds: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Add: {},
  AveragePool: { ceil_mode: "int", count_include_pad: "int", kernel_shape: "ints", pads: "ints", strides: "ints" },
  BatchNormalization: { epsilon: "float" },
  Clip: {},
  Concat: { axis: "int" },
  Conv: { dilations: "ints", group: "int", kernel_shape: "ints", pads: "ints", strides: "ints" },
  Div: {},
  Erf: {},
  Expand: {},
  Flatten: { axis: "int" },
  Gather: { axis: "int" },
  Gemm: { alpha: "float", beta: "float", transB: "int" },
  GlobalAveragePool: {},
  LayerNormalization: { axis: "int", epsilon: "float" },
  MatMul: {},
  MaxPool: { ceil_mode: "int", kernel_shape: "ints", pads: "ints", strides: "ints" },
  Mul: {},
  ReduceMean: { axes: "ints", keepdims: "int" },
  Relu: {},
  Reshape: { allowzero: "int" },
  Shape: { end: "int", start: "int" },
  Softmax: { axis: "int" },
  Split: { axis: "int" },
  Transpose: { perm: "ints" },
};

test.each(networks.map((network) => network.id))("%s: attributes are of opset 17 and of the right kind", (id) => {
  for (const node of built(id, { batch: "batch" }).graph.nodes) {
    const legal = attributeKinds[node.op];
    if (legal === undefined) throw new Error(`${node.op} is not in the table`);
    for (const [name, { kind }] of Object.entries(node.attributes))
      expect(kind, `${node.op}.${name}`).toBe(legal[name]);
  }
});

test("the same parameters give the same model", () => {
  for (const { id } of networks) expect(built(id, { width: 0.6 })).toEqual(built(id, { width: 0.6 }));
});

test("ResNet-50 names are readable", () => {
  const names = built("resnet50").graph.nodes.map((node) => node.name);
  expect(names).toContain("layer1.0.conv1");
  expect(names).toContain("layer4.2.relu_2");
  expect(names).toContain("layer2.0.downsample.0");
});

const varied: readonly (readonly [string, NetworkParams])[] = networks.flatMap(({ id }) => [
  [id, { width: 0.5, resolution: 256, classes: 10 }] as const,
  [id, { width: [1, 1.8, 0.2, 1.3, 0.7, 0.4, 1.5], kernel: [7, 5, 9, 1, 3], batch: 2 }] as const,
  [id, { insertedPointwise: [0, 3], batch: "batch" }] as const,
]);

test.each(varied)("%s varied by %o keeps known shapes and no problems", (id, params) => {
  const { nodes, totals, problems, model } = analysisOf(built(id, params));
  expect(problems.filter((problem) => problem.code !== "assumed-dim")).toEqual([]);
  expect(totals.coveredNodes).toBe(nodes.length);
  const batch = typeof params.batch === "number" ? params.batch : 1;
  expect(model.outputs[0]?.shape).toEqual([batch, params.classes ?? 1000]);
});

test("a 1x1 convolution inserted after the stem: 64 · 64 weights, 64 biases, 112² · 64² MACs", () => {
  const plain = built("resnet18");
  const longer = built("resnet18", { insertedPointwise: [0] });
  expect(paramsOf(longer) - paramsOf(plain)).toBe(64 * 64 + 64);
  expect(analysisOf(longer).totals.macs - analysisOf(plain).totals.macs).toBe(112 * 112 * 64 * 64);
});

test("half the width of every VGG convolution is a quarter of the MACs between them", () => {
  const last = (params: NetworkParams) =>
    analysisOf(built("vgg11", params)).nodes.find((node) => node.name === "features.18")?.macs;
  expect(last({ width: 0.5 })).toBe((last({}) ?? Number.NaN) / 4);
});

test("seeded weights are floats below sqrt(6 / fan-in), the same each time, others with another seed", () => {
  const weight = (seed: number) =>
    built("squeezenet1_1", { width: 0.25, weights: "seeded", seed }).graph.initializers.find(
      (tensor) => tensor.name === "features.0.weight",
    )?.data;
  const first = weight(1);
  if (first?.kind !== "values") throw new Error("no values");
  expect(first.values).toHaveLength(16 * 3 * 3 * 3);
  expect(Math.max(...first.values.map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / 27));
  expect(first.values.every((value) => value === Math.fround(value))).toBe(true);
  expect(weight(1)).toEqual(first);
  expect(weight(2)).not.toEqual(first);
});
