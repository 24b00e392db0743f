/** Pooling. https://onnx.ai/onnx/operators/onnx__MaxPool.html and neighbours. */
import { add, ceilDivide, type Dim, minimum, multiply, subtract } from "../graph/dims.ts";
import { type Shape, tensor } from "../graph/fact.ts";
import { resolvedPads, type WindowAttributes, windowAttributes, windowExtent, windowOutput } from "./conv.ts";
import { countFrom, times } from "./counts.ts";
import { entriesAt, sizeOf } from "./entries.ts";
import type { Call, Op, Ops, Window, Work } from "./op.ts";
import { concrete } from "./shapes.ts";

/** The window of a pooling node with `axes` spatial axes. */
export function poolAttributes(call: Call, axes: number): WindowAttributes {
  const kernel = call.ints("kernel_shape") ?? call.fail("kernel_shape is missing");
  if (kernel.length !== axes) return call.fail(`a kernel of ${kernel.length} axes for ${axes} spatial axes`);
  if (kernel.some((size) => size < 1)) return call.fail("kernel sizes must be positive");
  return windowAttributes(call, kernel);
}

/**
 * As for a convolution. With ceil_mode a window that would start in the padding at the end is left out:
 * at most ceil((size + begin pad) / stride) windows. PyTorch, ONNX Runtime and ONNX since 1.17 agree on that.
 */
function pooledSize(call: Call, size: Dim, axis: number, window: WindowAttributes): Dim {
  const ceil = call.int("ceil_mode", 0) !== 0;
  const out = windowOutput(call, size, axis, window, ceil);
  if (!ceil || (window.autoPad !== "NOTSET" && window.autoPad !== "")) return out;
  const stride = window.strides[axis] ?? 1;
  const begin = window.pads[axis] ?? 0;
  const end = window.pads[axis + window.kernel.length] ?? 0;
  const extent = windowExtent(window.kernel[axis] ?? 1, window.dilations[axis] ?? 1);
  const spare = subtract(end + stride, extent);
  // Unless the end padding and a stride exceed the window, none can start beyond the end.
  if (typeof spare === "number" && spare <= 0) return out;
  return minimum(out, ceilDivide(add(size, begin), stride) ?? out);
}

/** Shape of a pooled [N, C, ...spatial] input; `first` is the first spatial axis (1 for channels last). */
export function pooledShape(call: Call, x: Shape | undefined, channelsLast = false): Shape | undefined {
  if (x === undefined) return undefined;
  if (x.length < 3) return call.fail(`rank ${x.length} has no spatial axes`);
  const spatial = channelsLast ? x.slice(1, -1) : x.slice(2);
  const window = poolAttributes(call, spatial.length);
  const out = spatial.map((size, axis) => pooledSize(call, size, axis, window));
  return channelsLast ? [...x.slice(0, 1), ...out, ...x.slice(-1)] : [...x.slice(0, 2), ...out];
}

const kernelCount = (work: Work): number | undefined => times(...(work.ints("kernel_shape") ?? []));

export function poolWindow(work: Work, channelsLast = false): Window | undefined {
  const x = concrete(work.shape(0));
  const y = concrete(work.outputShape(0));
  if (x === undefined || y === undefined || x.length < 3) return undefined;
  const spatial = (shape: readonly number[]) => (channelsLast ? shape.slice(1, -1) : shape.slice(2));
  const attributes = poolAttributes(work, x.length - 2);
  const kernel = concrete(attributes.kernel) ?? [];
  const channels = (channelsLast ? x.at(-1) : x[1]) ?? 1;
  const input = spatial(x);
  const output = spatial(y);
  return {
    kind: "pool",
    batch: x[0] ?? 1,
    inputChannels: channels,
    outputChannels: channels,
    groups: channels,
    input,
    output,
    kernel,
    strides: attributes.strides,
    dilations: attributes.dilations,
    pads: resolvedPads(attributes, { input, output, kernel }),
  };
}

/** A pool whose output element takes `perWindow(k)` operations for a window of k elements. */
export const poolOp = (perWindow: (window: number) => number, channelsLast = false): Op => ({
  kind: "pool",
  infer(call) {
    const shape = pooledShape(call, call.shape(0), channelsLast);
    return [tensor(call.dtype(0), shape), tensor("int64", shape)];
  },
  flops(work) {
    const count = kernelCount(work);
    return count === undefined ? undefined : times(perWindow(count), work.outputCountOf(0));
  },
  window: (work) => poolWindow(work, channelsLast),
});

export const globalShape = (call: Call, x: Shape | undefined, channelsLast = false): Shape | undefined => {
  if (x === undefined) return undefined;
  if (x.length < 2) return call.fail(`rank ${x.length} has no channels`);
  const ones = x.slice(2).map(() => 1);
  return channelsLast ? [...x.slice(0, 1), ...ones, ...x.slice(-1)] : [...x.slice(0, 2), ...ones];
};

const globalOp = (perWindow: (window: number) => number): Op => ({
  kind: "pool",
  infer: (call) => [tensor(call.dtype(0), globalShape(call, call.shape(0)))],
  flops(work) {
    const count = countFrom(work.shape(0), 2);
    return count === undefined ? undefined : times(perWindow(count), work.outputCountOf(0));
  },
});

/** (size - 1)·stride + kernel - pads per axis, unless the shape is given. */
function unpooledShape(call: Call): Shape | undefined {
  if (call.has(2)) return entriesAt(call, 2)?.map((entry) => sizeOf(call, entry, 2));
  const x = call.shape(0);
  if (x === undefined) return undefined;
  const window = poolAttributes(call, x.length - 2);
  const spatial = x.slice(2).map((size, axis) => {
    const pads = (window.pads[axis] ?? 0) + (window.pads[axis + x.length - 2] ?? 0);
    return add(add(multiply(window.strides[axis] ?? 1, subtract(size, 1)), window.kernel[axis] ?? 1), -pads);
  });
  return [...x.slice(0, 2), ...spatial];
}

/** One pooled map per region. How large each region is only the values of the regions tell. */
const maxRoiPool: Op = {
  kind: "pool",
  infer(call) {
    const x = call.shape(0);
    const rois = call.shape(1);
    const pooled = call.ints("pooled_shape") ?? call.fail("pooled_shape is missing");
    return [tensor(call.dtype(0), x && rois && [rois[0] ?? 1, x[1] ?? 1, ...pooled])];
  },
  flops: () => undefined,
};

/** |x|^p each, additions, a root. */
const lp = (window: number): number => 2 * window;

export const pool: Ops = {
  MaxPool: poolOp((window) => window - 1),
  AveragePool: poolOp((window) => window),
  LpPool: poolOp(lp),
  GlobalMaxPool: globalOp((window) => Math.max(0, window - 1)),
  GlobalAveragePool: globalOp((window) => window),
  GlobalLpPool: globalOp(lp),
  MaxUnpool: { kind: "move", infer: (call) => [tensor(call.dtype(0), unpooledShape(call))] },
  MaxRoiPool: maxRoiPool,
};
