/** Resampling: another size by interpolation, or values read between the grid points. */
import { type Dim, equal, floorDivide, multiply } from "../graph/dims.ts";
import { type Element, type Shape, tensor } from "../graph/fact.ts";
import { decidedBy, entriesAt, inputName, positionsOf, readsWhatItTakes, sizeOf, sizesAt, upTo } from "./entries.ts";
import type { Call, Op, Ops, Work } from "./op.ts";
import { axisIn, concrete } from "./shapes.ts";

/** Scales of exporters are ratios of small whole numbers. */
const largestDenominator = 64;

/**
 * floor(size · scale), the product in float32 as runtimes compute it. An expression is scaled where the scale is a
 * ratio p/q: floor(size · p / q).
 */
export function scaled(call: Call, size: Dim, scale: number): Dim {
  if (!(scale > 0) || !Number.isFinite(scale)) return call.fail(`a scale of ${scale}`);
  if (typeof size === "number") return Math.floor(Math.fround(Math.fround(size) * Math.fround(scale)));
  for (let q = 1; q <= largestDenominator; q += 1) {
    const p = Math.round(scale * q);
    if (p > 0 && Math.fround(p / q) === Math.fround(scale)) return floorDivide(multiply(size, p), q) ?? size;
  }
  return call.unknown(`a size times ${scale}`);
}

/** An input that may be given but empty (version 11 could not leave one out). */
const given = (call: Call, index: number): boolean => {
  const shape = call.shape(index);
  return call.has(index) && !(shape?.length === 1 && shape[0] === 0);
};

function resized(call: Call): Shape | undefined {
  const shape = call.shape(0);
  if (shape === undefined) return undefined;
  const axes = call.ints("axes")?.map((axis) => axisIn(call, axis, shape.length)) ?? upTo(shape.length);
  const positions = positionsOf(axes);
  const scalesAt = call.version < 11 ? 1 : 2;
  const bySize = call.version >= 11 && given(call, 3);
  const at = bySize ? 3 : scalesAt;
  const values = entriesAt(call, at);
  if (values === undefined) return shape.map((size, axis) => (positions.has(axis) ? decidedBy(call, at) : size));
  if (values.length !== axes.length) return call.fail(`${values.length} values for ${axes.length} axes`);
  if (bySize) return resizedTo(call, shape, axes, values);
  return shape.map((size, axis) => {
    const index = positions.get(axis);
    if (index === undefined) return size;
    const scale = values[index];
    return typeof scale === "number" ? scaled(call, size, scale) : decidedBy(call, at);
  });
}

/** Sizes as given, or with one scale for all axes that fits inside (not_larger) or covers (not_smaller) them. */
function resizedTo(call: Call, shape: Shape, axes: readonly number[], values: readonly Element[]): Shape {
  const positions = positionsOf(axes);
  const policy = call.text("keep_aspect_ratio_policy", "stretch");
  const wanted = values.map((value) => sizeOf(call, value, 3));
  if (policy === "stretch") return shape.map((size, axis) => wanted[positions.get(axis) ?? -1] ?? size);
  const from = concrete(axes.map((axis) => shape[axis] ?? 1));
  const to = concrete(wanted);
  const ratios = from && to?.map((size, i) => size / (from[i] ?? 1));
  const scale = ratios && (policy === "not_larger" ? Math.min(...ratios) : Math.max(...ratios));
  return shape.map((size, axis) => {
    if (!positions.has(axis)) return size;
    // Rounded half up, as the specification says.
    if (scale !== undefined && typeof size === "number") return Math.floor(size * scale + 0.5);
    return to === undefined ? decidedBy(call, 3) : call.unknown(`the aspect ratio of ${inputName(call, 0)}`);
  });
}

function upsampled(call: Call): Shape | undefined {
  const shape = call.shape(0);
  if (shape === undefined) return undefined;
  const pair = [call.float("height_scale"), call.float("width_scale")] as const;
  const listed = call.has(1) ? entriesAt(call, 1) : call.floats("scales");
  const scales = pair[0] === undefined || pair[1] === undefined ? listed : [1, 1, pair[0], pair[1]];
  if (scales !== undefined && scales.length !== shape.length) {
    return call.fail(`${scales.length} scales for rank ${shape.length}`);
  }
  return shape.map((size, axis) => {
    const scale = scales?.[axis];
    return typeof scale === "number" ? scaled(call, size, scale) : decidedBy(call, 1);
  });
}

/**
 * Per value interpolated over d axes. Linear: 2^d - 1 interpolations a + (b - a)·t of 3. Cubic: (4^d - 1) / 3 weighted
 * sums of four, 7 each. Nearest: a copy. Weights depend on the position only and are not counted.
 */
export function interpolationFlops(mode: string, axes: number): number {
  if (mode.includes("cubic")) return (7 * (4 ** axes - 1)) / 3;
  return mode.includes("linear") ? 3 * (2 ** axes - 1) : 0;
}

function resizeFlops(work: Work): number | undefined {
  const before = work.shape(0);
  const after = work.outputShape(0);
  const count = work.outputCountOf(0);
  if (before === undefined || after === undefined || count === undefined) return undefined;
  const axes = after.filter((size, axis) => !equal(size, before[axis] ?? size)).length;
  return count * interpolationFlops(work.text("mode", "nearest"), axes);
}

const resizeOp = (shape: (call: Call) => Shape | undefined): Op => ({
  kind: "move",
  infer: (call) => [tensor(call.dtype(0), shape(call))],
  flops: resizeFlops,
});

/** [N, C, ...spatial] sampled at a grid [N, ...out, axes] → [N, C, ...out]. */
function gridSampled(call: Call): Shape | undefined {
  const x = call.shape(0);
  const grid = call.shape(1);
  if (x === undefined || grid === undefined) return undefined;
  if (grid.length !== x.length) return call.fail(`input of rank ${x.length}, grid of rank ${grid.length}`);
  return [x[0] ?? 1, x[1] ?? 1, ...grid.slice(1, -1)];
}

const gridSample: Op = {
  kind: "move",
  infer: (call) => [tensor(call.dtype(0), gridSampled(call))],
  // A coordinate becomes a pixel position by ((g + 1)·size - 1) / 2: four operations; then each value is interpolated.
  flops(work) {
    const count = work.outputCountOf(0);
    const coordinates = work.inputCountOf(1);
    const axes = (work.shape(0)?.length ?? 2) - 2;
    if (count === undefined || coordinates === undefined) return undefined;
    return 4 * coordinates + count * interpolationFlops(work.text("mode", "linear"), axes);
  },
  traffic: readsWhatItTakes,
};

/** theta [N, d, d+1] and a size [N, C, ...spatial] → [N, ...spatial, d]. */
function affineGrid(call: Call): Shape | undefined {
  const size = sizesAt(call, 1);
  const theta = call.shape(0);
  if (size === undefined) return undefined;
  return [theta?.[0] ?? size[0] ?? 1, ...size.slice(2), Math.max(0, size.length - 2)];
}

/** [rois, C, output_height, output_width] */
function roiAligned(call: Call): Shape | undefined {
  const x = call.shape(0);
  const rois = call.shape(1);
  if (x === undefined && rois === undefined) return undefined;
  return [
    rois?.[0] ?? call.unknown(`the shape of ${inputName(call, 1)}`),
    x?.[1] ?? call.unknown(`the shape of ${inputName(call, 0)}`),
    call.int("output_height", 1),
    call.int("output_width", 1),
  ];
}

const roiAlign: Op = {
  kind: "pool",
  infer(call) {
    if (call.int("sampling_ratio", 0) <= 0)
      call.note(`samples per bin depend on the values of input ${inputName(call, 1)}`);
    return [tensor(call.dtype(0), roiAligned(call))];
  },
  // Each bin: ratio² bilinear samples (9, see interpolationFlops), each added or compared once, and one division.
  flops(work) {
    const ratio = work.int("sampling_ratio", 0);
    const count = work.outputCountOf(0);
    return ratio <= 0 || count === undefined ? undefined : count * (ratio * ratio * 10 + 1);
  },
};

export const resize = {
  Upsample: resizeOp(upsampled),
  Resize: resizeOp(resized),
  GridSample: gridSample,
  AffineGrid: {
    kind: "move",
    infer: (call) => [tensor(call.dtype(0), affineGrid(call))],
    // Each coordinate is a row of theta (d + 1 entries) times a point: d products and d additions, the last entry is added.
    flops: (work) => {
      const count = work.outputCountOf(0);
      const axes = work.outputShape(0)?.at(-1);
      return count === undefined || typeof axes !== "number" ? undefined : count * 2 * axes;
    },
  },
  RoiAlign: roiAlign,
  ImageDecoder: {
    kind: "other",
    infer(call) {
      const channels = call.text("pixel_format", "RGB") === "Grayscale" ? 1 : 3;
      return [tensor("uint8", [decidedBy(call, 0), decidedBy(call, 0), channels])];
    },
    flops: () => undefined,
  },
} satisfies Ops;
