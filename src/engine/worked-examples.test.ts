/**
 * The worked example of the draft: a network of two convolutions and a classifier, whose bytes it counts
 * by hand. Here the engine counts them, and the page of the documentation is held to what it finds.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { trafficOf, type NodeCost } from "../cost/node-cost.ts";
import { draftClaims } from "../device/energy/draft.ts";
import { Builder } from "../generate/builder.ts";
import { analyzeModel } from "./analyze.ts";

type Pooling = { readonly kernel: number; readonly stride: number } | undefined;

/** 32 x 32 RGB → 3 x 3, 32 channels → pooling or none → 3 x 3, 64 channels → 10 classes. */
function network(pooling: Pooling, bias = false): readonly NodeCost[] {
  const net = new Builder({ name: "worked example" });
  const options = { kernel: 3, pad: 0, bias };
  const conv1 = net.conv("conv1", net.input("image", [3, 32, 32]), { channels: 32, ...options });
  const pooled = pooling === undefined ? conv1 : net.maxPool("pool", conv1, pooling);
  const flat = net.flatten("flatten", net.conv("conv2", pooled, { channels: 64, ...options }));
  const model = net.finish(bias ? net.gemm("fc", flat, 10) : net.linear("fc", flat, 10));
  return analyzeModel(model, { name: "worked.onnx", bytes: 0, bytesRead: 0 }).nodes;
}

const nodeOf = (nodes: readonly NodeCost[], name: string): NodeCost =>
  nodes.find((node) => node.name === name) ?? expect.fail(`no node ${name}`);

const layers = ["conv1", "conv2", "fc"] as const;

/** Bytes of the three layers: what is counted, as the draft leaves the pooling out. */
const bytesOf = (nodes: readonly NodeCost[]): number =>
  layers.reduce((total, name) => total + (trafficOf(nodeOf(nodes, name)) ?? Number.NaN), 0);

/** The shapes that the draft gives need this pooling, which it does not mention. */
const asGiven = network({ kernel: 3, stride: 2 });
const conv1 = nodeOf(asGiven, "conv1");
const conv2 = nodeOf(asGiven, "conv2");
const fc = nodeOf(asGiven, "fc");

test("conv1: 12,288 in + 115,200 out + 3,456 weights = 130,944 bytes", () => {
  expect(conv1).toMatchObject({ readBytes: 12_288, writeBytes: 115_200, weightBytes: 3_456 });
  expect(trafficOf(conv1)).toBe(130_944);
});

test("conv2: 25,088 in + 36,864 out + 73,728 weights = 135,680 bytes", () => {
  expect(conv2).toMatchObject({ readBytes: 25_088, writeBytes: 36_864, weightBytes: 73_728 });
  expect(trafficOf(conv2)).toBe(135_680);
});

test("the classifier: 36,864 in + 40 out + 368,640 weights = 405,544 bytes", () => {
  expect(fc).toMatchObject({ readBytes: 36_864, writeBytes: 40, weightBytes: 368_640 });
  expect(trafficOf(fc)).toBe(405_544);
});

test("the network: 672,168 bytes, with biases 672,592", () => {
  expect(bytesOf(asGiven)).toBe(672_168);
  expect(bytesOf(network({ kernel: 3, stride: 2 }, true))).toBe(672_592);
});

test("30 x 30 becomes 14 x 14 only by 3 x 3 pooling of stride 2; without pooling 2,728,360, by 2 x 2 752,680 bytes", () => {
  const sizes = (pooling: Pooling) => nodeOf(network(pooling), "conv2").window?.input;
  expect(sizes({ kernel: 3, stride: 2 })).toEqual([14, 14]);
  expect(sizes({ kernel: 2, stride: 2 })).toEqual([15, 15]);
  expect(sizes(undefined)).toEqual([30, 30]);
  expect(bytesOf(network({ kernel: 2, stride: 2 }))).toBe(752_680);
  expect(bytesOf(network(undefined))).toBe(2_728_360);
});

test("96 x 96 under 256 kernels of 5 x 5 is 92 x 92 x 256, as the draft has it", () => {
  const net = new Builder({ name: "sizes" });
  const y = net.conv("conv", net.input("image", [1, 96, 96]), { channels: 256, kernel: 5, pad: 0, bias: false });
  const { nodes } = analyzeModel(net.finish(y), { name: "sizes.onnx", bytes: 0, bytesRead: 0 });
  expect(nodes.at(-1)?.outputs[0]?.shape).toEqual([1, 256, 92, 92]);
});

/** What the engine says of each figure on the page. */
const found: Readonly<Record<string, number | undefined>> = {
  "conv1-input": conv1.readBytes,
  "conv1-output": conv1.writeBytes,
  "conv1-weights": conv1.weightBytes,
  "conv1-total": trafficOf(conv1),
  "conv2-input": conv2.readBytes,
  "conv2-output": conv2.writeBytes,
  "conv2-weights": conv2.weightBytes,
  "conv2-total": trafficOf(conv2),
  "fc-input": fc.readBytes,
  "fc-output": fc.writeBytes,
  "fc-weights": fc.weightBytes,
  "fc-total": trafficOf(fc),
  network: bytesOf(asGiven),
  "network-biases": bytesOf(network({ kernel: 3, stride: 2 }, true)),
  "pool-none": bytesOf(network(undefined)),
  "pool-2": bytesOf(network({ kernel: 2, stride: 2 })),
  "pool-3": bytesOf(asGiven),
};

const page = readFileSync(join(import.meta.dirname, "../../public/docs/worked-examples.html"), "utf8");
const figures = [...page.matchAll(/data-figure="([\w-]+)">\s*([\d,]+)\s*</g)].map(
  ([, key = "", digits = ""]) => [key, Number(digits.replaceAll(",", ""))] as const,
);

test.each(figures)("the page says %s is %i bytes, and so does the engine", (key, bytes) => {
  expect(found[key]).toBe(bytes);
});

test("the page leaves no figure out, adds up the draft's own, and shows every unit energy with its verdict", () => {
  expect(figures.map(([key]) => key).toSorted()).toEqual(Object.keys(found).toSorted());
  const draft = [...page.matchAll(/data-draft="(\w+)">\s*([\d,]+)\s*</g)].map(
    ([, layer = "", digits = ""]) => [layer, Number(digits.replaceAll(",", ""))] as const,
  );
  const sumOf = (layer: string) => draft.reduce((sum, [of, bytes]) => (of === layer ? sum + bytes : sum), 0);
  expect(["conv1", "conv2", "fc"].map(sumOf)).toEqual([43_392, 91_955, 80]);
  expect(sumOf("conv1") + sumOf("conv2") + sumOf("fc")).toBe(135_427);
  expect((bytesOf(asGiven) / 135_427).toFixed(2)).toBe("4.96");
  expect(page).toContain("4.96 times");
  const words = page.replaceAll(/\s+/g, " ");
  for (const { what, verdict } of draftClaims) {
    expect(words).toContain(what);
    expect(words).toContain(verdict);
  }
});
