/**
 * ncnn's .param graphs as models of ours. The format: a magic number, counts, then a line a layer: type, name, numbers of
 * inputs and outputs, their names, and numbered parameters (Tencent/ncnn, docs/developer-guide/param-and-model-file-structure.md).
 */
import {
  addConstant,
  addInput,
  addNode,
  type Attributes,
  addWeight,
  type Draft,
  draftOf,
  finish,
  int,
  ints,
} from "../../generate/draft.ts";
import type { Model } from "../../onnx/model.ts";

interface Layer {
  readonly type: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Axes of each input without the batch, where the file tells its sizes. */
  readonly ranks: readonly (number | undefined)[];
  readonly number: (id: number, otherwise: number) => number;
  readonly list: (id: number) => readonly number[];
}

export function parseParam(text: string): readonly Layer[] {
  const [, , ...lines] = text.trim().split(/\r?\n/);
  return lines.map((line) => {
    const [type = "", name = "", inputs = "0", outputs = "0", ...rest] = line.trim().split(/\s+/);
    const [ins, outs] = [Number(inputs), Number(outputs)];
    const params = new Map(rest.slice(ins + outs).map((one) => [Number(one.split("=")[0]), one.split("=")[1] ?? ""]));
    return {
      type,
      name,
      inputs: rest.slice(0, ins),
      outputs: rest.slice(ins, ins + outs),
      ranks: [],
      number: (id, otherwise) => Number(params.get(id) ?? otherwise),
      // Lists have the number -23300 - id and begin with their length.
      list: (id) => (params.get(-23300 - id) ?? "0").split(",").map(Number).slice(1),
    };
  });
}

/** Writes one layer and tells what each of its outputs is now called. */
type Writer = (draft: Draft, layer: Layer, inputs: readonly string[]) => readonly string[];

const nodeOf = (
  draft: Draft,
  op: string,
  name: string,
  inputs: readonly string[],
  attributes: Attributes = {},
  outputs = 1,
): readonly string[] =>
  addNode(
    draft,
    op,
    name,
    inputs,
    Array.from({ length: outputs }, () => []),
    attributes,
  ).map((value) => value.name);

const unary =
  (op: string): Writer =>
  (draft, { name }, [x = ""]) =>
    nodeOf(draft, op, name, [x]);

const alias: Writer = (_, { outputs }, [x = ""]) => outputs.map(() => x);
/** Post-processing of detections: without a counterpart in ONNX, and small. */
const leftOut: Writer = () => [];

function activated(draft: Draft, { name, number }: Layer, [y = ""]: readonly string[]): readonly string[] {
  switch (number(9, 0)) {
    case 0:
      return [y];
    case 1:
      return nodeOf(draft, "Relu", `${name}.act`, [y]);
    case 2:
      return nodeOf(draft, "LeakyRelu", `${name}.act`, [y]);
    case 3:
      return nodeOf(draft, "Clip", `${name}.act`, [
        y,
        addConstant(draft, "float32", 0),
        addConstant(draft, "float32", 6),
      ]);
    case 4:
      return nodeOf(draft, "Sigmoid", `${name}.act`, [y]);
    case 6:
      return nodeOf(draft, "HardSwish", `${name}.act`, [y]);
    default:
      throw new RangeError(`${name}: activation ${number(9, 0)}`);
  }
}

const padsOf = (
  { number }: Layer,
  [left, top, right, bottom]: readonly [number, number, number, number],
): Attributes => {
  const x = number(left, 0);
  if (x === -233 || x === -234)
    return { auto_pad: { kind: "string", value: x === -233 ? "SAME_UPPER" : "SAME_LOWER" } };
  const y = number(top, x);
  return { pads: ints([y, x, number(bottom, y), number(right, x)]) };
};

const convolution: Writer = (draft, layer, [x = ""]) => {
  const { name, number } = layer;
  const [channels, width, groups] = [number(0, 1), number(1, 1), number(7, 1)];
  const height = number(11, width);
  const each = number(6, 0) / (channels * width * height);
  const weights = [addWeight(draft, `${name}.weight`, [channels, each, height, width], each * height * width)];
  if (number(5, 0) === 1) weights.push(addWeight(draft, `${name}.bias`, [channels], each));
  const y = nodeOf(draft, "Conv", name, [x, ...weights], {
    kernel_shape: ints([height, width]),
    strides: ints([number(13, number(3, 1)), number(3, 1)]),
    dilations: ints([number(12, number(2, 1)), number(2, 1)]),
    group: int(groups),
    ...padsOf(layer, [4, 14, 15, 16]),
  });
  return activated(draft, layer, y);
};

const deconvolution: Writer = (draft, layer, [x = ""]) => {
  const { name, number } = layer;
  const [channels, kernel, groups] = [number(0, 1), number(1, 1), number(7, 1)];
  const inputs = (number(6, 0) / (channels * kernel * kernel)) * groups;
  const weights = [addWeight(draft, `${name}.weight`, [inputs, channels / groups, kernel, kernel], inputs)];
  if (number(5, 0) === 1) weights.push(addWeight(draft, `${name}.bias`, [channels], inputs));
  const strides = ints([number(3, 1), number(3, 1)]);
  const attributes = {
    kernel_shape: ints([kernel, kernel]),
    strides,
    group: int(groups),
    ...padsOf(layer, [4, 14, 15, 16]),
  };
  return activated(draft, layer, nodeOf(draft, "ConvTranspose", name, [x, ...weights], attributes));
};

const innerProduct: Writer = (draft, layer, [x = ""]) => {
  const { name, number } = layer;
  const features = number(0, 1);
  const inputs = number(2, 0) / features;
  const flat = nodeOf(draft, "Flatten", `${name}.flatten`, [x], { axis: int(1) });
  const weights = [addWeight(draft, `${name}.weight`, [features, inputs], inputs)];
  if (number(1, 0) === 1) weights.push(addWeight(draft, `${name}.bias`, [features], inputs));
  return activated(draft, layer, nodeOf(draft, "Gemm", name, [...flat, ...weights], { transB: int(1) }));
};

const pooling: Writer = (draft, layer, [x = ""]) => {
  const { name, number } = layer;
  const kind = number(0, 0) === 0 ? "MaxPool" : "AveragePool";
  if (number(4, 0) === 1) return nodeOf(draft, kind === "MaxPool" ? "GlobalMaxPool" : "GlobalAveragePool", name, [x]);
  const [width, stride, mode] = [number(1, 0), number(2, 1), number(5, 0)];
  const same: Attributes = { auto_pad: { kind: "string", value: mode === 2 ? "SAME_UPPER" : "SAME_LOWER" } };
  return nodeOf(draft, kind, name, [x], {
    kernel_shape: ints([number(11, width), width]),
    strides: ints([number(12, stride), stride]),
    ...(mode >= 2 ? same : { ...padsOf(layer, [3, 13, 14, 15]), ceil_mode: int(mode === 0 ? 1 : 0) }),
  });
};

/** ncnn takes a vector of channels for [c, 1, 1] beside an image. */
const binary: Writer = (draft, { name, number, ranks }, inputs) => {
  const op = ["Add", "Sub", "Mul", "Div"][number(0, 0)];
  if (op === undefined) throw new RangeError(`${name}: binary operation ${number(0, 0)}`);
  const asImage = (value: string, at: number): readonly string[] =>
    nodeOf(draft, "Reshape", `${name}.in${at}`, [value, addConstant(draft, "int64", [0, -1, 1, 1])]);
  const [a = "", b] = inputs.flatMap((value, at) =>
    ranks[at] === 1 && ranks[1 - at] === 3 ? asImage(value, at) : [value],
  );
  return nodeOf(draft, op, name, [a, b ?? addConstant(draft, "float32", number(2, 0))]);
};

/** Sizes of a reshape after the batch: w, h, c with -233 for an axis that is not there, and 0 for "as before". */
const reshape: Writer = (draft, { name, number }, [x = ""]) => {
  const sizes = [number(2, -233), number(1, -233), number(0, -233)].filter((size) => size !== -233);
  return nodeOf(draft, "Reshape", name, [x, addConstant(draft, "int64", [0, ...sizes])]);
};

/** Order types of ncnn's Permute for three axes, as ONNX orders of [n, c, h, w]. */
const orders = [
  [0, 1, 2, 3],
  [0, 1, 3, 2],
  [0, 2, 1, 3],
  [0, 2, 3, 1],
  [0, 3, 1, 2],
  [0, 3, 2, 1],
] as const;

/** [n, c, h, w] → groups and channels swapped: a copy of everything, whatever the number of groups. */
const shuffle: Writer = (draft, { name, number, list }, [x = ""]) => {
  const [, , , channels = 0] = list(30);
  const [, width = 0, height = 0] = list(30);
  const groups = number(0, 1);
  if (channels === 0) throw new RangeError(`${name}: sizes are not in the file`);
  const split = addConstant(draft, "int64", [0, groups, channels / groups, height, width]);
  const parts = nodeOf(draft, "Reshape", `${name}.split`, [x, split]);
  const turned = nodeOf(draft, "Transpose", name, parts, { perm: ints([0, 2, 1, 3, 4]) });
  return nodeOf(draft, "Reshape", `${name}.join`, [
    ...turned,
    addConstant(draft, "int64", [0, channels, height, width]),
  ]);
};

/** A cut of channels; the other axes stay whole in the benchmark's networks. */
const crop: Writer = (draft, { name, list, number }, [x = ""]) => {
  const [, , , channels = 0] = list(30);
  const from = list(9)[0] ?? number(2, 0);
  const range = [from, from + channels].map((value) => addConstant(draft, "int64", [value]));
  return nodeOf(draft, "Slice", name, [x, ...range, addConstant(draft, "int64", [1])]);
};

const resize: Writer = (draft, { name, number }, [x = ""]) => {
  const scales = addConstant(draft, "float32", [1, 1, number(1, 1), number(2, 1)]);
  return nodeOf(draft, "Resize", name, [x, "", scales], { mode: { kind: "string", value: "nearest" } });
};

const batchNorm: Writer = (draft, { name, number }, [x = ""]) => {
  const weights = ["scale", "shift", "mean", "variance"].map((part) =>
    addWeight(draft, `${name}.${part}`, [number(0, 1)], 1),
  );
  return nodeOf(draft, "BatchNormalization", name, [x, ...weights]);
};

const padding: Writer = (draft, { name, number }, [x = ""]) => {
  const [top, bottom, left, right, front, behind] = [0, 1, 2, 3, 7, 8].map((id) => number(id, 0));
  const pads = [0, front ?? 0, top ?? 0, left ?? 0, 0, behind ?? 0, bottom ?? 0, right ?? 0];
  return nodeOf(draft, "Pad", name, [x, addConstant(draft, "int64", pads)]);
};

const swish: Writer = (draft, { name }, [x = ""]) => {
  const gate = nodeOf(draft, "Sigmoid", `${name}.gate`, [x]);
  return nodeOf(draft, "Mul", name, [x, ...gate]);
};

const writers: Readonly<Record<string, Writer>> = {
  Split: alias,
  Dropout: alias,
  Noop: alias,
  Convolution: convolution,
  ConvolutionDepthWise: convolution,
  InnerProduct: innerProduct,
  Pooling: pooling,
  ReLU: (draft, { name, number }, [x = ""]) => nodeOf(draft, number(0, 0) === 0 ? "Relu" : "LeakyRelu", name, [x]),
  Sigmoid: unary("Sigmoid"),
  HardSwish: unary("HardSwish"),
  HardSigmoid: unary("HardSigmoid"),
  Swish: swish,
  BatchNorm: batchNorm,
  LRN: (draft, { name, number }, [x = ""]) => nodeOf(draft, "LRN", name, [x], { size: int(number(1, 5)) }),
  Eltwise: (draft, { name, number }, inputs) => {
    const op = ["Mul", "Sum", "Max"][number(0, 0)] ?? "Sum";
    return nodeOf(draft, op === "Sum" && inputs.length === 2 ? "Add" : op, name, inputs);
  },
  BinaryOp: binary,
  Concat: (draft, { name, number }, inputs) => nodeOf(draft, "Concat", name, inputs, { axis: int(number(0, 0) + 1) }),
  Slice: (draft, { name, number, outputs }, [x = ""]) =>
    nodeOf(draft, "Split", name, [x], { axis: int(number(1, 0) + 1) }, outputs.length),
  Softmax: (draft, { name }, [x = ""]) => nodeOf(draft, "Softmax", name, [x], { axis: int(-1) }),
  Flatten: (draft, { name }, [x = ""]) => nodeOf(draft, "Flatten", name, [x], { axis: int(1) }),
  Reduction: (draft, { name, number }, [x = ""]) =>
    nodeOf(draft, "ReduceMean", name, [x], { axes: ints([2, 3]), keepdims: int(number(4, 0)) }),
  Reshape: reshape,
  Permute: (draft, { name, number, ranks }, [x = ""]) => {
    const perm = ranks[0] === 2 ? [0, 2, 1] : (orders[number(0, 0)] ?? orders[0]);
    return nodeOf(draft, "Transpose", name, [x], { perm: ints(perm) });
  },
  ShuffleChannel: shuffle,
  Crop: crop,
  Interp: resize,
  Padding: padding,
  DeconvolutionDepthWise: deconvolution,
  MemoryData: (draft, { name, number }) => {
    const sizes = [number(2, 0), number(1, 0), number(0, 0)].filter((size) => size > 0);
    return [addWeight(draft, name, [1, ...sizes], 1)];
  },
  GELU: unary("Erf"),
  PriorBox: leftOut,
  DetectionOutput: leftOut,
  Yolov3DetectionOutput: leftOut,
  YoloDetectionOutput: leftOut,
};

/** The model of a .param file, its values named by the file. @throws RangeError for a layer that is not read. */
export function paramModel(name: string, text: string): Model {
  const draft = draftOf({ name });
  const names = new Map<string, string>();
  const ranks = new Map<string, number>();
  for (const layer of parseParam(text)) {
    const inputs = layer.inputs.flatMap((input) => names.get(input) ?? []);
    const outputs = written(draft, { ...layer, ranks: layer.inputs.map((input) => ranks.get(input)) }, inputs);
    // Sizes stand in fours: rank, width, height, channels.
    for (const [at, output] of layer.outputs.entries()) ranks.set(output, layer.list(30)[4 * at] ?? 3);
    for (const [at, output] of layer.outputs.entries()) {
      const value = outputs[at];
      if (value !== undefined) names.set(output, value);
    }
  }
  return finish(draft, []);
}

function written(draft: Draft, layer: Layer, inputs: readonly string[]): readonly string[] {
  const { type, name, number } = layer;
  if (type === "Input") return [addInput(draft, name, [number(2, 3), number(1, 0), number(0, 0)]).name];
  const writer = writers[type];
  if (writer === undefined) throw new RangeError(`layers of type ${type} are not read`);
  // What only post-processing feeds is left out with it.
  return inputs.length < layer.inputs.length ? [] : writer(draft, layer, inputs);
}
