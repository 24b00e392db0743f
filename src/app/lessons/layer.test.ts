import { expect, test } from "vitest";
import type { NodeCost, Window } from "../../cost/node-cost.ts";
import { firstRefusal, lessonLayer, needsImage } from "./layer.ts";

const window: Window = {
  kind: "conv",
  batch: 1,
  inputChannels: 8,
  outputChannels: 8,
  groups: 1,
  input: [16, 16],
  output: [16, 16],
  kernel: [3, 3],
  strides: [1, 1],
  dilations: [1, 1],
  pads: [1, 1, 1, 1],
};

const node = (id: string, change: Partial<Window> | undefined, folded = false): NodeCost => ({
  id,
  name: id,
  op: "Conv",
  domain: "ai.onnx",
  kind: "conv",
  inputs: [],
  outputs: [],
  macs: undefined,
  flops: undefined,
  params: undefined,
  weightBytes: undefined,
  readBytes: undefined,
  writeBytes: undefined,
  intensity: undefined,
  note: "",
  folded,
  parent: undefined,
  times: 1,
  window: change === undefined ? undefined : { ...window, ...change },
  product: undefined,
  attributes: {},
});

const nodes = [
  node("relu", undefined),
  node("small", {}),
  node("large", { outputChannels: 64 }),
  node("pool", { kind: "pool", outputChannels: 512 }),
  node("sound", { input: [4096], output: [4096], kernel: [3], outputChannels: 512 }),
  node("folded", { outputChannels: 512 }, true),
];
const found = (selected: number | undefined) => lessonLayer(nodes, selected, needsImage);

test("a selected convolution that suits is taken, however small", () => {
  expect(found(1)).toMatchObject({ node: { id: "small" }, isSelected: true, refusal: undefined });
});

test("without a selection it is the one with most MACs among those that suit and run", () => {
  expect(found(undefined)).toMatchObject({ index: 2, isSelected: false, refusal: undefined });
});

test("a selected node that does not suit is told why, and another one is taken", () => {
  expect(found(0)).toMatchObject({ node: { id: "large" }, refusal: "It is not a convolution." });
  expect(found(3)?.refusal).toBe("It is a pooling, not a convolution.");
  expect(found(4)?.refusal).toBe("It runs along one axis, and a picture has two.");
});

test("a model without one has none", () => {
  expect(lessonLayer(nodes.slice(0, 1), undefined, needsImage)).toBeUndefined();
});

test("of several rules the first that refuses is told", () => {
  const rule = firstRefusal(
    () => undefined,
    () => "second",
    () => "third",
  );
  expect(rule(window)).toBe("second");
});
