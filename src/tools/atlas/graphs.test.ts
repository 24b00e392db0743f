import { expect, test } from "vitest";
import { analyzeModel } from "../../engine/analyze.ts";
import { nasbench201 } from "../../generate/families/nasbench201.ts";
import { rolesOf, workGraph } from "../../predict/kernels.ts";
import { addCell, cellKey, cellOfKey } from "./cells.ts";
import { GraphStore, inputOf, type StoredGraphs } from "./graphs.ts";
import { paramModel } from "./ncnn-param.ts";
import { builds } from "./rk3399-models.ts";
import { cuts, layersOf } from "./rk3399-networks.ts";
import { convModel, type ConvShape, isConv, productModel } from "./single-node.ts";
import { costsOfModel } from "./source.ts";

const cell = "|nor_conv_3x3~0|+|nor_conv_1x1~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|";
const image = { input: [3, 32, 32], classes: 10 } as const;

test("a graph in the store costs what it cost when it came from the engine, also after a way through JSON", () => {
  const store = new GraphStore();
  addCell(store, cell, image);
  const key = cellKey(cell, image);
  expect(cellOfKey(key)).toBe(cell);
  const again = GraphStore.from(JSON.parse(JSON.stringify(store.stored())) as StoredGraphs);
  const model = nasbench201("cell", { cell, ...image });
  const { nodes, edges, totals } = analyzeModel(model, { name: "", bytes: 0, bytesRead: 0 });
  for (const kept of [store, again]) {
    const input = inputOf(kept.get(key)!);
    expect(input.nodes.map(({ macs }) => macs)).toEqual(nodes.map(({ macs }) => macs));
    expect(input.nodes.reduce((sum, { macs }) => sum + (macs ?? 0), 0)).toBe(totals.macs);
    expect(workGraph(input).producers).toEqual(workGraph({ nodes, edges }).producers);
  }
});

const conv: ConvShape = {
  inputChannels: 8,
  input: [35, 35],
  outputChannels: 16,
  output: [35, 35],
  kernel: [1, 7],
  stride: 1,
  groups: 1,
};
const macsOf = (shape: ConvShape): number | undefined => costsOfModel(convModel(shape)).nodes[0]?.macs;

test("MACs of one convolution: Cin/g · Cout · R · S · P · Q", () => {
  expect(macsOf(conv)).toBe(8 * 16 * 7 * 35 * 35);
  expect(macsOf({ ...conv, outputChannels: 8, groups: 8, output: [18, 18], kernel: [3, 3], stride: 2 })).toBe(
    8 * 9 * 18 * 18,
  );
  expect(isConv({ ...conv, output: [60, 60] })).toBe(false);
});

test("MACs of one matrix product: m · k · n", () => {
  expect(costsOfModel(productModel(3, 5, 7)).nodes[0]?.macs).toBe(3 * 5 * 7);
});

const built = (build: string, network: string): ReturnType<typeof costsOfModel> => ({
  ...costsOfModel(builds[build]!.networks[network]!(() => "")),
  unfused: builds[build]!.unfused,
});

test("layers of a network, cut by name, hold every node once", () => {
  for (const [build, name] of [
    ["LW-GA", "mobilenet"],
    ["CO-UP", "mobilenet"],
    ["LW-GA", "resnet50"],
    ["CO-UP", "resnet50"],
    ["CO-UP", "yolov3"],
  ] as const) {
    const whole = built(build, name);
    const parts = layersOf(whole, cuts[name]!);
    expect(parts.length).toBe(cuts[name]!.length);
    expect(parts.flatMap(({ nodes }) => nodes)).toEqual(whole.nodes);
    expect(parts.every(({ unfused }) => unfused === whole.unfused)).toBe(true);
  }
  expect(() => layersOf(built("LW-GA", "mobilenet"), ["conv1", "conv_dw_99"])).toThrow("conv_dw_99");
});

const macsOfBuilt = (build: string, network: string): number =>
  built(build, network).nodes.reduce((sum, node) => sum + (node.macs ?? 0), 0) / 1e9;

test("YOLOv3 at 608: 140.7 billion FLOPs by its paper's table, half as many MACs", () => {
  expect(macsOfBuilt("CO-UP", "yolov3")).toBeCloseTo(70.3, 0);
});

test("ResNet-50: 3.8 billion MACs with the stride in the first 1x1 (its paper), fewer where the last block halves", () => {
  expect(macsOfBuilt("LW-GA", "resnet50")).toBeCloseTo(3.86, 1);
  expect(macsOfBuilt("CO-UP", "resnet50")).toBeCloseTo(3.48, 1);
});

test("a build that fuses nothing runs every node that works as a kernel", () => {
  const [fused, unfused] = ["LW-GA", "CO-UP"].map((build) => rolesOf(workGraph(built(build, "mobilenet"))));
  expect(fused).toContain("fused");
  expect(new Set(unfused)).toEqual(new Set(["kernel"]));
  const store = new GraphStore();
  store.add("unfused", built("CO-UP", "mobilenet"));
  const again = GraphStore.from(JSON.parse(JSON.stringify(store.stored())) as StoredGraphs);
  expect(inputOf(again.get("unfused")!).unfused).toBe(true);
});

test("ncnn's layers: full pools round up, a vector of channels scales an image, post-processing is left out", () => {
  const text = `7767517
8 8
Input data 0 1 data 0=13 1=13 2=3
Convolution conv 1 1 data conv 0=4 1=3 3=2 5=1 6=108 9=1
Split split 1 2 conv a b -23330=8,3,6,6,4,3,6,6,4
Pooling pool 1 1 a pool -23330=4,1,4,1,1 0=1 4=1
InnerProduct fc 1 1 pool fc -23330=4,1,4,1,1 0=4 1=1 2=16 9=4
BinaryOp scale 2 1 b fc scaled -23330=4,3,6,6,4 0=2
Pooling max 1 1 scaled max -23330=4,3,3,3,4 1=3 2=2
DetectionOutput out 2 1 max missing out`;
  const { nodes } = analyzeModel(paramModel("tiny", text), { name: "", bytes: 0, bytesRead: 0 });
  const shapes = new Map(nodes.map(({ name, outputs }) => [name, outputs[0]?.shape]));
  expect(shapes.get("conv")).toEqual([1, 4, 6, 6]);
  expect(shapes.get("scale")).toEqual([1, 4, 6, 6]);
  // ceil((6 - 3) / 2) + 1
  expect(shapes.get("max")).toEqual([1, 4, 3, 3]);
  expect(shapes.has("out")).toBe(false);
  expect(() => paramModel("odd", text.replace("DetectionOutput out 2", "Odd out 2"))).toThrow("layers of type Odd");
});
