/**
 * Convolutions and pools of ONNX Runtime (domain com.microsoft): fused, quantized, channels last.
 * https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */
import type { DType } from "../base/dtype.ts";
import { type Dim, subtract } from "../graph/dims.ts";
import { type Shape, tensor } from "../graph/fact.ts";
import { convMacs, convOutput, convShape, convTranspose, convWindow, transposedOutput, windowOf } from "./conv.ts";
import { decidedBy } from "./entries.ts";
import { fusedActivationFlops } from "./activation.ts";
import { countFrom, perOutput, plus, times } from "./counts.ts";
import type { Call, Op, Ops, Work } from "./op.ts";
import { globalShape, pooledShape, poolOp, poolWindow } from "./pool.ts";

type MaybeShape = Shape | undefined;

/** [N, ...spatial, C] as [N, C, ...spatial], and back. */
const channelsFirst = (shape: MaybeShape): MaybeShape =>
  shape && [...shape.slice(0, 1), ...shape.slice(-1), ...shape.slice(1, -1)];
const channelsLast = (shape: MaybeShape): MaybeShape =>
  shape && [...shape.slice(0, 1), ...shape.slice(2), ...shape.slice(1, 2)];

const isLast = (call: Call): boolean => call.int("channels_last", 0) !== 0;

/** Weights are [M, C/group, ...kernel] as documented, yet [M, ...kernel, C/group] occurs: the channels tell them apart. */
function weightShape(call: Call, at: number): MaybeShape {
  const weights = call.shape(at);
  const channels = call.shape(0)?.at(-1);
  const [, first] = weights ?? [];
  const last = weights?.at(-1);
  const group = call.int("group", 1);
  if (typeof first !== "number" || typeof last !== "number" || typeof channels !== "number") return weights;
  return first * group !== channels && last * group === channels ? channelsFirst(weights) : weights;
}

/** A bias and an added tensor are an addition per element each; then the activation's own. */
const fusedFlops = (work: Work): number | undefined =>
  times(
    plus(Number(work.has(2)), Number(work.has(3)), fusedActivationFlops(work.text("activation"))),
    work.outputCountOf(0),
  );

const fusedConv: Op = {
  kind: "conv",
  infer: (call) => [tensor(call.dtype(0), convShape(call, 0, 1))],
  macs: (work) => convMacs(work, 1),
  flops: fusedFlops,
  window: (work) => convWindow(work, 0, 1),
};

const lastConv: Op = {
  kind: "conv",
  infer(call) {
    const out = convOutput(call, channelsFirst(call.shape(0)), weightShape(call, 1));
    return [tensor(call.dtype(0), channelsLast(out))];
  },
  macs: (work) => convMacs(work, 1),
  flops: fusedFlops,
  window: (work) =>
    windowOf(work, channelsFirst(work.shape(0)), weightShape(work, 1), channelsFirst(work.outputShape(0))),
};

/** As in ai.onnx, with an attribute for channels last. The output's type is that of its zero point. */
const quantizedConv: Op = {
  kind: "conv",
  infer(call) {
    const dtype = call.dtype(7) ?? call.dtype(0);
    if (!isLast(call)) return [tensor(dtype, convShape(call, 0, 3))];
    return [tensor(dtype, channelsLast(convOutput(call, channelsFirst(call.shape(0)), weightShape(call, 3))))];
  },
  macs: (work) => convMacs(work, 3),
  // Requantization: one multiplication and one rounding addition per output element.
  flops: perOutput(2),
  window: (work) =>
    isLast(work)
      ? windowOf(work, channelsFirst(work.shape(0)), weightShape(work, 3), channelsFirst(work.outputShape(0)))
      : convWindow(work, 0, 3),
};

const firstType = (call: Call): DType | undefined => call.dtype(0);

/** Input, its scale and zero point, the output's: a sum, a factor per output element and a rounding. */
const quantizedPool: Op = {
  kind: "pool",
  infer: (call) => [tensor(firstType(call), pooledShape(call, call.shape(0), isLast(call)))],
  flops: (work) => times((times(...(work.ints("kernel_shape") ?? [])) ?? 1) + 2, work.outputCountOf(0)),
  window: (work) => poolWindow(work, isLast(work)),
};

const quantizedGlobalPool: Op = {
  kind: "pool",
  infer: (call) => [tensor(firstType(call), globalShape(call, call.shape(0), isLast(call)))],
  flops(work) {
    const shape = isLast(work) ? channelsFirst(work.shape(0)) : work.shape(0);
    const window = countFrom(shape, 2);
    return window === undefined ? undefined : times(window + 2, work.outputCountOf(0));
  },
};

/** Pads are an input: begin pads for every axis, then end pads. */
const transposeWithPads: Op = {
  kind: "conv",
  infer(call) {
    const [x, w] = [call.shape(0), call.shape(1)];
    if (x === undefined || w === undefined) return [tensor(call.dtype(0), undefined)];
    if (x.length !== w.length || x.length < 3)
      return call.fail(`input of rank ${x.length}, weights of rank ${w.length}`);
    const axes = x.length - 2;
    const pads = call.has(2) ? call.numbers(2) : Array.from({ length: 2 * axes }, () => 0);
    const padding = (axis: number, size: Dim): Dim =>
      pads === undefined ? decidedBy(call, 2) : subtract(size, (pads[axis] ?? 0) + (pads[axis + axes] ?? 0));
    return [tensor(call.dtype(0), transposedOutput(call, x, w, padding))];
  },
  ...(convTranspose.macs === undefined ? {} : { macs: convTranspose.macs }),
  flops: (work) => (work.has(3) ? work.outputCountOf(0) : 0),
};

export const microsoftConv: Ops = {
  FusedConv: fusedConv,
  ConvTransposeWithDynamicPads: transposeWithPads,
  NhwcConv: lastConv,
  NhwcFusedConv: lastConv,
  QLinearConv: quantizedConv,
  NhwcMaxPool: poolOp((window) => window - 1, true),
  // The mask takes part in no comparison of its own.
  MaxpoolWithMask: poolOp((window) => window - 1),
  QLinearAveragePool: quantizedPool,
  QLinearGlobalAveragePool: quantizedGlobalPool,
};
