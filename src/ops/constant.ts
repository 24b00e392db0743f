/** Constants and values made from shapes alone. https://onnx.ai/onnx/operators/onnx__Constant.html and neighbours. */
import { type DType, dtypeOfCode } from "../base/dtype.ts";
import { add, ceilDivide, type Dim, multiply, product, subtract } from "../graph/dims.ts";
import {
  type Element,
  elementCount,
  type Fact,
  folded,
  maximumFoldedElements,
  type Shape,
  tensor,
} from "../graph/fact.ts";
import { decidedBy, inputName, scalarAt, sizeOf, sizesAt } from "./entries.ts";
import { factOfTensor } from "./facts.ts";
import type { Call, Op, Ops } from "./op.ts";
import { axisIn, concrete } from "./shapes.ts";

/** A tensor of one repeated element; elements are made only when few. */
export function filled(dtype: DType | undefined, shape: Shape | undefined, element: Element): Fact {
  const count = elementCount(shape);
  const few = count !== undefined && count <= maximumFoldedElements;
  return folded(dtype, shape, few ? Array.from({ length: count }, () => element) : undefined);
}

function constantFact(call: Call): Fact | undefined {
  const stored = call.tensorAttribute("value") ?? call.tensorAttribute("sparse_value");
  if (stored !== undefined) return factOfTensor(stored);
  const int = call.int("value_int");
  if (int !== undefined) return folded("int64", [], [int]);
  const float = call.float("value_float");
  if (float !== undefined) return folded("float32", [], [float]);
  const ints = call.ints("value_ints");
  if (ints !== undefined) return folded("int64", [ints.length], ints);
  const floats = call.floats("value_floats");
  if (floats !== undefined) return folded("float32", [floats.length], floats);
  if (call.text("value_string") !== undefined) return tensor("string", []);
  const texts = call.texts("value_strings");
  return texts === undefined ? call.fail("no value is given") : tensor("string", [texts.length]);
}

const constantOfShape = (call: Call): Fact => {
  const value = call.tensorAttribute("value");
  const element = value === undefined ? 0 : value.data.kind === "values" ? value.data.values[0] : undefined;
  return filled(value === undefined ? "float32" : value.dtype, sizesAt(call, 0), element);
};

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The sizes from `start` to `end` (negative counts from the back, both clamped), as version 15 allows. */
function shapeOf(call: Call): Fact {
  const shape = call.shape(0);
  if (shape === undefined) return tensor("int64", [call.unknown(`the rank of ${inputName(call, 0)}`)]);
  const rank = shape.length;
  const from = (bound: number): number => clamp(bound < 0 ? bound + rank : bound, 0, rank);
  const kept = shape.slice(from(call.int("start", 0)), from(call.int("end", rank)));
  return folded("int64", [kept.length], kept);
}

/** Ones where column = row + k. */
function eye(call: Call): Fact {
  const dtype = dtypeOfCode(call.int("dtype", 0)) ?? call.dtype(0);
  const shape = call.shape(0);
  if (shape !== undefined && shape.length !== 2) return call.fail(`rank ${shape.length} where a matrix is needed`);
  const count = elementCount(shape);
  const columns = shape?.[1];
  if (typeof columns !== "number" || count === undefined || count > maximumFoldedElements) return tensor(dtype, shape);
  const k = call.int("k", 0);
  const elements = Array.from({ length: count }, (_, i) => (i % columns === Math.floor(i / columns) + k ? 1 : 0));
  return folded(dtype, shape, elements);
}

/** max(0, ceil((limit - start) / delta)); a symbolic count is taken as not negative. */
function rangeCount(call: Call, start: Dim, limit: Dim, delta: Dim): Dim {
  if (delta === 0) return call.fail("delta is zero");
  if (typeof start === "number" && typeof limit === "number" && typeof delta === "number") {
    const count = Math.max(0, Math.ceil((limit - start) / delta));
    return Number.isSafeInteger(count) ? count : call.fail(`no range from ${start} to ${limit} by ${delta}`);
  }
  const whole = [start, limit, delta].every((value) => typeof value !== "number" || Number.isInteger(value));
  const count = whole ? ceilDivide(subtract(limit, start), delta) : undefined;
  return count ?? call.unknown(`the values of inputs ${call.node.inputs.join(", ")}`);
}

function range(call: Call): Fact {
  const dtype = call.dtype(0) ?? call.dtype(1) ?? call.dtype(2);
  const [start, limit, delta] = [scalarAt(call, 0), scalarAt(call, 1), scalarAt(call, 2)];
  if (start === undefined || limit === undefined || delta === undefined) {
    const open = [start, limit, delta].flatMap((value, index) => (value === undefined ? [inputName(call, index)] : []));
    return tensor(dtype, [call.unknown(`the values of input ${open.join(", ")}`)]);
  }
  const count = rangeCount(call, start, limit, delta);
  if (typeof count !== "number" || count > maximumFoldedElements) return tensor(dtype, [count]);
  return folded(
    dtype,
    [count],
    Array.from({ length: count }, (_, i) => add(start, multiply(i, delta))),
  );
}

/** The indices' shape with `depth` put in at `axis`. */
function oneHot(call: Call): Fact {
  const indices = call.shape(0);
  if (indices === undefined) return tensor(call.dtype(2), undefined);
  const axis = axisIn(call, call.int("axis", -1), indices.length + 1);
  const depth = call.elements(1);
  const size = depth?.length === 1 ? sizeOf(call, depth[0], 1) : decidedBy(call, 1);
  return tensor(call.dtype(2), [...indices.slice(0, axis), size, ...indices.slice(axis)]);
}

const oneHotOp: Op = { kind: "move", infer: (call) => [oneHot(call)] };

export const constant = {
  Constant: { kind: "move", infer: (call) => [constantFact(call)] },
  ConstantOfShape: { kind: "move", infer: (call) => [constantOfShape(call)] },
  Identity: { kind: "move", infer: (call) => [call.inputs[0]], traffic: "view" },
  Shape: { kind: "move", infer: (call) => [shapeOf(call)], traffic: () => ({ read: [0] }) },
  Size: {
    kind: "move",
    infer(call) {
      const shape = call.shape(0);
      return [folded("int64", [], [shape === undefined ? undefined : product(shape)])];
    },
    traffic: () => ({ read: [0] }),
  },
  EyeLike: { kind: "move", infer: (call) => [eye(call)], traffic: () => ({ read: [0] }) },
  Range: {
    kind: "move",
    infer: (call) => [range(call)],
    // start + i·delta: a multiplication and an addition per element.
    flops: (work) => {
      const shape = concrete(work.outputShape(0));
      return shape === undefined ? undefined : 2 * (shape[0] ?? 0);
    },
  },
  OneHot: oneHotOp,
} satisfies Ops;
