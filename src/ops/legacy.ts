/**
 * Operators that old exporters wrote and that left ai.onnx before it was settled (experimental until 1.3), and
 * com.microsoft operators that became ai.onnx ones. https://github.com/onnx/onnx/blob/rel-1.2.3/docs/Operators.md
 */
import { dtypeOfCode } from "../base/dtype.ts";
import { subtract } from "../graph/dims.ts";
import { type Shape, tensor } from "../graph/fact.ts";
import { constant } from "./constant.ts";
import { decidedBy, inputName, scalarAt, sizeOf, sizesAt } from "./entries.ts";
import type { Call, Op, Ops } from "./op.ts";
import { resize } from "./resize.ts";
import { select } from "./select.ts";
import { axisIn } from "./shapes.ts";
import { sliceOps } from "./slice.ts";

/** Element by element, `operations` of them each. */
const each = (operations: number): Op => ({
  kind: "elementwise",
  infer: (call) => [tensor(call.dtype(0), call.shape(0))],
  flops: (work) => {
    const count = work.outputCountOf(0);
    return count === undefined ? undefined : operations * count;
  },
});

/** Takes `border` = [left, top, right, bottom] away, or `scale` = [height, width] from the upper left. */
function cropped(call: Call): Shape | undefined {
  const shape = call.shape(0);
  const [n, c, h, w] = shape ?? [];
  if (n === undefined || c === undefined || h === undefined || w === undefined) return undefined;
  const [left = 0, top = 0, right = 0, bottom = 0] = call.ints("border") ?? [];
  const [height, width] = call.ints("scale") ?? [];
  if (height !== undefined && width !== undefined) return [n, c, height, width];
  return [n, c, subtract(h, top + bottom), subtract(w, left + right)];
}

/** The shape comes as attribute, or from an input: its values, or its own shape with `input_as_shape` 0. */
function filledShape(call: Call): Shape | undefined {
  const written = call.ints("shape");
  if (!call.has(0)) return written?.map((size) => sizeOf(call, size, 0));
  const extra = (call.ints("extra_shape") ?? []).map((size) => sizeOf(call, size, 0));
  const base = call.int("input_as_shape", 0) === 0 ? call.shape(0) : sizesAt(call, 0);
  return base && [...base, ...extra];
}

function expandedDims(call: Call): Shape | undefined {
  const shape = call.shape(0);
  if (shape === undefined) return undefined;
  const axis = scalarAt(call, 1);
  if (typeof axis !== "number") return [1, ...shape].map(() => decidedBy(call, 1));
  const at = axisIn(call, axis, shape.length + 1);
  return [...shape.slice(0, at), 1, ...shape.slice(at)];
}

/** X [N, C, H, W] and rois [R, 4] → [R, C, height, width]. */
function croppedAndResized(call: Call): Shape | undefined {
  const crop = sizesAt(call, 3);
  const rois = call.shape(1)?.[0] ?? call.unknown(`the shape of ${inputName(call, 1)}`);
  const channels = call.shape(0)?.[1] ?? call.unknown(`the shape of ${inputName(call, 0)}`);
  return crop && [rois, channels, ...crop];
}

export const legacy: Ops = {
  // alpha · x + beta
  Affine: each(2),
  // scale · x + bias of the channel
  ImageScaler: each(2),
  Scale: each(1),
  // alpha · log(1 + exp(beta · x))
  ParametricSoftplus: each(5),
  // alpha · tanh(beta · x)
  ScaledTanh: each(3),
  Crop: { kind: "move", infer: (call) => [tensor(call.dtype(0), cropped(call))] },
  ConstantFill: {
    kind: "move",
    infer: (call) => [tensor(dtypeOfCode(call.int("dtype", 1)), filledShape(call))],
    traffic: () => ({ read: [0] }),
  },
  GivenTensorFill: { kind: "move", infer: (call) => [tensor("float32", filledShape(call))] },
  // The same inputs as Slice had from version 10 on.
  DynamicSlice: sliceOps.Slice,
};

export const microsoftLegacy: Ops = {
  Pad: sliceOps.Pad,
  Trilu: sliceOps.Trilu,
  Range: constant.Range,
  Unique: select.Unique,
  GridSample: resize.GridSample,
  ExpandDims: { kind: "move", infer: (call) => [tensor(call.dtype(0), expandedDims(call))], traffic: "view" },
  CropAndResize: {
    kind: "pool",
    infer: (call) => [tensor(call.dtype(0), croppedAndResized(call))],
    // Bilinear: 3 interpolations of 3 operations each.
    flops: (work) => {
      const count = work.outputCountOf(0);
      return count === undefined ? undefined : (work.text("mode", "bilinear") === "bilinear" ? 9 : 0) * count;
    },
  },
};
