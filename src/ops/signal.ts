/** Signal processing. https://onnx.ai/onnx/operators/onnx__DFT.html and neighbours. */
import { dtypeOfCode } from "../base/dtype.ts";
import { add, type Dim, floorDivide, subtract } from "../graph/dims.ts";
import { elementCount, type Shape, tensor } from "../graph/fact.ts";
import { perOutput, times } from "./counts.ts";
import { decidedBy, scalarAt, sizeOf } from "./entries.ts";
import type { Call, Op, Ops, Work } from "./op.ts";
import { axisIn } from "./shapes.ts";

/** n / 2 + 1 frequencies tell all of a real signal. */
const oneSided = (length: Dim): Dim => add(floorDivide(length, 2) ?? 0, 1);

/** The transformed axis: attribute (default 1) in version 17, input (default -2) since 20. The last axis is re, im. */
function transformAxis(call: Call, rank: number): number | undefined {
  if (call.version < 20) return axisIn(call, call.int("axis", 1), rank);
  if (!call.has(2)) return axisIn(call, -2, rank);
  const axis = call.numbers(2)?.[0];
  return axis === undefined ? undefined : axisIn(call, axis, rank);
}

const inverseOneSided = (call: Call): boolean => call.int("inverse", 0) !== 0 && call.int("onesided", 0) !== 0;

/** Length of the transform itself: as given, else the axis' own. */
function transformLength(call: Call, size: Dim): Dim {
  if (call.has(1)) return sizeOf(call, scalarAt(call, 1), 1);
  if (!inverseOneSided(call)) return size;
  return subtract(add(size, size), 2);
}

function dftShape(call: Call): Shape | undefined {
  const shape = call.shape(0);
  if (shape === undefined) return undefined;
  if (shape.length < 2) return call.fail(`rank ${shape.length} has no axis besides the real and imaginary parts`);
  const axis = transformAxis(call, shape.length);
  const parts = inverseOneSided(call) ? 1 : 2;
  if (axis === undefined) {
    const resized = call.has(1) || call.int("onesided", 0) !== 0;
    return [...shape.slice(0, -1).map((size) => (resized ? decidedBy(call, 2) : size)), parts];
  }
  const length = transformLength(call, shape[axis] ?? 1);
  const forward = call.int("inverse", 0) === 0 && call.int("onesided", 0) !== 0;
  const size = forward ? oneSided(length) : length;
  return shape.map((old, at) => (at === shape.length - 1 ? parts : at === axis ? size : old));
}

/** A fast Fourier transform of n complex points: 5·n·log2(n) operations; half of that for a real signal. */
const fftFlops = (points: number, real: boolean): number =>
  Math.round((real ? 2.5 : 5) * points * Math.log2(Math.max(2, points)));

function dftFlops(work: Work): number | undefined {
  const shape = work.shape(0);
  const out = work.outputShape(0);
  const axis = shape && transformAxis(work, shape.length);
  if (shape === undefined || out === undefined || axis === undefined) return undefined;
  const length = transformLength(work, shape[axis] ?? 1);
  const others = elementCount(shape.filter((_, at) => at !== axis && at !== shape.length - 1));
  const real = shape.at(-1) === 1 || inverseOneSided(work);
  return typeof length === "number" ? times(others, fftFlops(length, real)) : undefined;
}

interface Frames {
  readonly batch: Dim;
  readonly count: Dim;
  readonly length: Dim;
}

/** floor((signal - frame_length) / frame_step) + 1 frames; the window's length serves when no length is given. */
function framesOf(call: Call): Frames | undefined {
  const signal = call.shape(0);
  if (signal === undefined) return undefined;
  const step = sizeOf(call, scalarAt(call, 1), 1);
  const length = call.has(3) ? sizeOf(call, scalarAt(call, 3), 3) : call.has(2) ? call.shape(2)?.[0] : signal[1];
  if (length === undefined) return undefined;
  const count = floorDivide(subtract(signal[1] ?? 1, length), step);
  if (count === undefined) return call.fail("frame_step is zero");
  return { batch: signal[0] ?? 1, count: add(count, 1), length };
}

const isReal = (call: Call): boolean => {
  const signal = call.shape(0);
  return signal?.length === 2 || signal?.[2] === 1;
};

const stft: Op = {
  kind: "other",
  infer(call) {
    const frames = framesOf(call);
    const bins = frames && (call.int("onesided", 1) !== 0 ? oneSided(frames.length) : frames.length);
    return [
      tensor(
        call.dtype(0),
        frames && bins === undefined ? undefined : frames && [frames.batch, frames.count, bins ?? 1, 2],
      ),
    ];
  },
  // Each frame is multiplied by the window and transformed.
  flops(work) {
    const shape = work.outputShape(0);
    const frames = elementCount(shape?.slice(0, 2));
    const length = framesOf(work)?.length;
    if (typeof length !== "number") return undefined;
    const windowed = work.has(2) ? length * (isReal(work) ? 1 : 2) : 0;
    return times(frames, windowed + fftFlops(length, isReal(work)));
  },
};

const outputType = (call: Call) => dtypeOfCode(call.int("output_datatype", 1));

/** A window of as many points as the input says. */
const windowFunction = (flops: number): Op => ({
  kind: "other",
  infer: (call) => [tensor(outputType(call), [sizeOf(call, scalarAt(call, 0), 0)])],
  flops: perOutput(flops),
});

/** [dft_length / 2 + 1, num_mel_bins]. */
const melWeights: Op = {
  kind: "other",
  infer(call) {
    const bins = sizeOf(call, scalarAt(call, 0), 0);
    return [tensor(outputType(call), [oneSided(sizeOf(call, scalarAt(call, 1), 1)), bins])];
  },
  // A slope: a subtraction and a division for each entry.
  flops: perOutput(2),
};

export const signal: Ops = {
  DFT: { kind: "other", infer: (call) => [tensor(call.dtype(0), dftShape(call))], flops: dftFlops },
  STFT: stft,
  // a - b·cos(c·n): two products, a cosine, a subtraction.
  HannWindow: windowFunction(4),
  HammingWindow: windowFunction(4),
  // Two cosines.
  BlackmanWindow: windowFunction(7),
  MelWeightMatrix: melWeights,
};
