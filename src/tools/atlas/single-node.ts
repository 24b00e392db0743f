/** Models of one node, for measurements of single operators. */
import {
  addInput,
  addNode,
  addWeight,
  type Draft,
  draftOf,
  finish,
  int,
  ints,
  type Value,
} from "../../generate/draft.ts";
import type { Model } from "../../onnx/model.ts";
import type { PredictorInput } from "../../predict/predictor.ts";
import { costsOfModel } from "./source.ts";

export interface ConvShape {
  readonly inputChannels: number;
  /** Height and width. */
  readonly input: readonly [number, number];
  readonly outputChannels: number;
  readonly output: readonly [number, number];
  readonly kernel: readonly [number, number];
  readonly stride: number;
  readonly groups: number;
}

export const convKey = ({ inputChannels, input, outputChannels, output, kernel, stride, groups }: ConvShape): string =>
  `conv ${inputChannels}x${input.join("x")} -> ${outputChannels}x${output.join("x")} k${kernel.join("x")} s${stride} g${groups}`;

/** Pads of one axis that give `output` positions; undefined where none do. */
function padsOf(input: number, output: number, kernel: number, stride: number): readonly [number, number] | undefined {
  const total = (output - 1) * stride + kernel - input;
  // Rows that a stride leaves over need no pad: up to stride - 1 of them.
  if (total <= -stride || total > 2 * kernel) return undefined;
  const before = Math.floor(Math.max(0, total) / 2);
  return [before, Math.max(0, total) - before];
}

/** Do these sizes belong to one convolution? */
export const isConv = ({ input, output, kernel, stride, groups, inputChannels, outputChannels }: ConvShape): boolean =>
  inputChannels % groups === 0 &&
  outputChannels % groups === 0 &&
  [0, 1].every((axis) => padsOf(input[axis] ?? 0, output[axis] ?? 0, kernel[axis] ?? 1, stride) !== undefined);

/** A convolution with bias. @throws RangeError where `isConv` does not hold. */
export function convModel(shape: ConvShape): Model {
  const draft = draftOf({ name: "conv" });
  return finish(draft, [addConv(draft, addInput(draft, "input", [shape.inputChannels, ...shape.input]), shape)]);
}

/** Appends the convolution to a model being written. */
export function addConv(draft: Draft, x: Value, shape: ConvShape): Value {
  const [top, left] = [0, 1].map((axis) =>
    padsOf(shape.input[axis] ?? 0, shape.output[axis] ?? 0, shape.kernel[axis] ?? 1, shape.stride),
  );
  if (top === undefined || left === undefined) throw new RangeError(`${convKey(shape)}: no pads give this output`);
  const { inputChannels, outputChannels, kernel, groups, stride } = shape;
  const fanIn = (inputChannels / groups) * kernel[0] * kernel[1];
  const weight = addWeight(draft, "weight", [outputChannels, inputChannels / groups, ...kernel], fanIn);
  const bias = addWeight(draft, "bias", [outputChannels], fanIn);
  const attributes = {
    dilations: ints([1, 1]),
    group: int(groups),
    kernel_shape: ints(kernel),
    pads: ints([top[0], left[0], top[1], left[1]]),
    strides: ints([stride, stride]),
  };
  const [y] = addNode(
    draft,
    "Conv",
    "conv",
    [x.name, weight, bias],
    [[1, outputChannels, ...shape.output]],
    attributes,
  );
  return y ?? x;
}

/** C = A·B with A [m, k] constant (the weights) and B [k, n]. */
export function productModel(m: number, k: number, n: number): Model {
  const draft = draftOf({ name: "product", batch: k });
  const b = addInput(draft, "b", [n]);
  const a = addWeight(draft, "a", [m, k], k);
  const [y] = addNode(draft, "MatMul", "product", [a, b.name], [[m, n]]);
  const model = finish(draft, []);
  const output = { name: y?.name ?? "", type: { kind: "tensor", dtype: "float32", shape: [m, n] } } as const;
  return { ...model, graph: { ...model.graph, outputs: [output] } };
}

const probe: ConvShape = {
  inputChannels: 8,
  input: [14, 13],
  outputChannels: 16,
  output: [7, 7],
  kernel: [3, 1],
  stride: 2,
  groups: 1,
};

/** What any convolution costs can be told from a dense and a depthwise one. */
export const convProbes = (): readonly PredictorInput[] =>
  [probe, { ...probe, outputChannels: 8, groups: 8 }].map((shape) => costsOfModel(convModel(shape)));

export const productProbes = (): readonly PredictorInput[] => [costsOfModel(productModel(8, 5, 3))];
