/** Convolutions. https://onnx.ai/onnx/operators/onnx__Conv.html */
import { add, ceilDivide, type Dim, formatDim, multiply, subtract } from "../graph/dims.ts";
import { type Shape, tensor } from "../graph/fact.ts";
import type { Call, Op, Ops, Window, Work } from "./op.ts";
import { concrete, slide } from "./shapes.ts";

/** Window attributes with their defaults, for `axes` spatial axes; `kernel` comes from the weights if not written. */
export interface WindowAttributes {
  readonly kernel: readonly Dim[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
  readonly autoPad: string;
}

export function windowAttributes(call: Call, kernel: readonly Dim[]): WindowAttributes {
  const axes = kernel.length;
  const sized = (name: string, length: number, otherwise: number): readonly number[] => {
    const given = call.ints(name);
    if (given !== undefined && given.length !== length && given.length > 0) {
      return call.fail(`${name} has ${given.length} entries where ${length} are needed`);
    }
    return given === undefined || given.length === 0 ? Array.from({ length }, () => otherwise) : given;
  };
  const strides = sized("strides", axes, 1);
  if (strides.some((stride) => stride < 1)) return call.fail("strides must be positive");
  return {
    kernel,
    strides,
    dilations: sized("dilations", axes, 1),
    pads: sized("pads", 2 * axes, 0),
    autoPad: call.text("auto_pad", "NOTSET"),
  };
}

/** Elements from the first to the last that a kernel touches: dilation * (kernel - 1) + 1. */
export const windowExtent = (kernel: Dim, dilation: number): Dim => add(multiply(dilation, subtract(kernel, 1)), 1);

/** Output size along one axis: SAME_* gives ceil(size / stride), VALID drops pads, else the sliding-window formula. */
export function windowOutput(call: Call, size: Dim, axis: number, window: WindowAttributes, ceil = false): Dim {
  const stride = window.strides[axis] ?? 1;
  const kernel = window.kernel[axis] ?? 1;
  const dilation = window.dilations[axis] ?? 1;
  const same = window.autoPad === "SAME_UPPER" || window.autoPad === "SAME_LOWER";
  const explicit = (window.pads[axis] ?? 0) + (window.pads[axis + window.kernel.length] ?? 0);
  const pads = window.autoPad === "VALID" ? 0 : explicit;
  const out = same ? ceilDivide(size, stride) : slide(size, { kernel, stride, dilation, pads }, ceil);
  if (out === undefined) return call.fail("stride is zero");
  const spare = same ? 0 : subtract(add(size, pads), windowExtent(kernel, dilation));
  if (typeof spare === "number" && spare < 0) {
    return call.fail(`a kernel of ${formatDim(kernel)} does not fit size ${formatDim(size)}`);
  }
  return out;
}

interface ConvShapes {
  readonly x: Shape;
  readonly w: Shape;
}

function convShapes(call: Call, x: Shape | undefined, w: Shape | undefined): ConvShapes | undefined {
  if (x === undefined || w === undefined) return undefined;
  if (x.length !== w.length || x.length < 3) return call.fail(`input of rank ${x.length}, weights of rank ${w.length}`);
  return { x, w };
}

/** Spatial kernel sizes: `kernel_shape` when written, else the weights' own. */
const kernelOf = (call: Call, w: Shape): readonly Dim[] => {
  const written = call.ints("kernel_shape");
  return written !== undefined && written.length === w.length - 2 ? written : w.slice(2);
};

/** [N, C, ...] * [M, C/group, ...kernel] → [N, M, ...out]. */
export const convShape = (call: Call, xAt: number, wAt: number): Shape | undefined =>
  convOutput(call, call.shape(xAt), call.shape(wAt));

/** The same for shapes that are not those of inputs, because channels lie last there. */
export function convOutput(call: Call, input: Shape | undefined, weights: Shape | undefined): Shape | undefined {
  const shapes = convShapes(call, input, weights);
  if (shapes === undefined) return undefined;
  const { x, w } = shapes;
  const channels = x[1];
  const perGroup = w[1];
  const group = call.int("group", 1);
  if (typeof channels === "number" && typeof perGroup === "number" && channels !== perGroup * group) {
    return call.fail(`${channels} input channels, but weights for ${perGroup} in each of ${group} groups`);
  }
  const window = windowAttributes(call, kernelOf(call, w));
  return [x[0] ?? 1, w[0] ?? 1, ...x.slice(2).map((size, axis) => windowOutput(call, size, axis, window))];
}

/** N*M*out * (C/group)*kernel multiply-accumulates. */
export function convMacs(work: Work, wAt: number): number | undefined {
  const outputs = work.outputCountOf(0);
  const filter = concrete(work.shape(wAt)?.slice(1));
  return outputs === undefined || filter === undefined ? undefined : outputs * filter.reduce((a, b) => a * b, 1);
}

/** The window of a convolution with its real pads (auto_pad resolved). */
export const convWindow = (work: Work, xAt: number, wAt: number): Window | undefined =>
  windowOf(work, work.shape(xAt), work.shape(wAt), work.outputShape(0));

/** The same for shapes that are not those of inputs, because channels lie last there. */
export function windowOf(
  work: Work,
  inputShape: Shape | undefined,
  weights: Shape | undefined,
  outputShape: Shape | undefined,
): Window | undefined {
  const x = concrete(inputShape);
  const w = concrete(weights);
  const y = concrete(outputShape);
  if (x === undefined || w === undefined || y === undefined) return undefined;
  const attributes = windowAttributes(work, w.slice(2));
  const input = x.slice(2);
  const output = y.slice(2);
  const kernel = w.slice(2);
  const { strides, dilations } = attributes;
  return {
    kind: "conv",
    batch: x[0] ?? 1,
    inputChannels: x[1] ?? 1,
    outputChannels: w[0] ?? 1,
    groups: work.int("group", 1),
    input,
    output,
    kernel,
    strides,
    dilations,
    pads: resolvedPads(attributes, { input, output, kernel }),
  };
}

/** Explicit pads; for auto_pad the padding that makes the output size come out, the odd one at the end or the start. */
export function resolvedPads(
  window: WindowAttributes,
  sizes: { readonly input: readonly number[]; readonly output: readonly number[]; readonly kernel: readonly number[] },
): readonly number[] {
  if (window.autoPad === "NOTSET" || window.autoPad === "") return window.pads;
  const totals = sizes.input.map((size, axis) => {
    const extent = (window.dilations[axis] ?? 1) * ((sizes.kernel[axis] ?? 1) - 1) + 1;
    const needed = ((sizes.output[axis] ?? 1) - 1) * (window.strides[axis] ?? 1) + extent - size;
    return window.autoPad === "VALID" ? 0 : Math.max(0, needed);
  });
  const smaller = totals.map((total) => Math.floor(total / 2));
  const larger = totals.map((total) => Math.ceil(total / 2));
  return window.autoPad === "SAME_LOWER" ? [...larger, ...smaller] : [...smaller, ...larger];
}

/** One addition per output element when a bias is given. */
const biasFlops =
  (biasAt: number) =>
  (work: Work): number | undefined =>
    work.has(biasAt) ? work.outputCountOf(0) : 0;

/** `padding` takes the pads of an axis off its size where they do not come as attribute. */
export const transposedOutput = (call: Call, x: Shape, w: Shape, padding?: (axis: number, size: Dim) => Dim): Shape => {
  const window = windowAttributes(call, kernelOf(call, w));
  const explicit = call.ints("output_shape");
  const extra = call.ints("output_padding") ?? [];
  const spatial = x.slice(2).map((size, axis): Dim => {
    const given = explicit?.[axis + (explicit.length - (x.length - 2))];
    if (given !== undefined) return given;
    const stride = window.strides[axis] ?? 1;
    if (window.autoPad.startsWith("SAME")) return multiply(size, stride);
    const extent = windowExtent(window.kernel[axis] ?? 1, window.dilations[axis] ?? 1);
    const pads = window.autoPad === "VALID" ? 0 : (window.pads[axis] ?? 0) + (window.pads[axis + x.length - 2] ?? 0);
    const whole = add(add(multiply(stride, subtract(size, 1)), extent), extra[axis] ?? 0);
    return padding === undefined ? subtract(whole, pads) : padding(axis, whole);
  });
  return [x[0] ?? 1, multiply(w[1] ?? 1, call.int("group", 1)), ...spatial];
};

export const convTranspose: Op = {
  kind: "conv",
  infer(call) {
    const shapes = convShapes(call, call.shape(0), call.shape(1));
    return [tensor(call.dtype(0), shapes && transposedOutput(call, shapes.x, shapes.w))];
  },
  // Each input element meets every kernel element of every output channel of its group.
  macs(work) {
    const inputs = work.inputCountOf(0);
    const filter = concrete(work.shape(1)?.slice(1));
    return inputs === undefined || filter === undefined ? undefined : inputs * filter.reduce((a, b) => a * b, 1);
  },
  flops: biasFlops(2),
  window(work) {
    const x = concrete(work.shape(0));
    const w = concrete(work.shape(1));
    const y = concrete(work.outputShape(0));
    if (x === undefined || w === undefined || y === undefined) return undefined;
    const { strides, dilations, pads } = windowAttributes(work, w.slice(2));
    return {
      kind: "conv-transpose",
      batch: x[0] ?? 1,
      inputChannels: x[1] ?? 1,
      outputChannels: y[1] ?? 1,
      groups: work.int("group", 1),
      input: x.slice(2),
      output: y.slice(2),
      kernel: w.slice(2),
      strides,
      dilations,
      pads,
    };
  },
};

export const conv: Ops = {
  Conv: {
    kind: "conv",
    infer: (call) => [tensor(call.dtype(0), convShape(call, 0, 1))],
    macs: (work) => convMacs(work, 1),
    flops: biasFlops(2),
    window: (work) => convWindow(work, 0, 1),
  },
  ConvTranspose: convTranspose,
  ConvInteger: {
    kind: "conv",
    infer: (call) => [tensor("int32", convShape(call, 0, 1))],
    macs: (work) => convMacs(work, 1),
    window: (work) => convWindow(work, 0, 1),
  },
  QLinearConv: {
    kind: "conv",
    infer: (call) => [tensor(call.dtype(7), convShape(call, 0, 3))],
    macs: (work) => convMacs(work, 3),
    // Requantization: one multiplication and one rounding addition per output element.
    flops: (work) => double(work.outputCountOf(0)),
    window: (work) => convWindow(work, 0, 3),
  },
};

const double = (count: number | undefined): number | undefined => (count === undefined ? undefined : 2 * count);
