/** Reductions and running sums. https://onnx.ai/onnx/operators/onnx__ReduceSum.html and neighbours. */
import { type DType } from "../base/dtype.ts";
import { add, type Dim, multiply } from "../graph/dims.ts";
import { type Element, type Fact, folded, type Shape, tensor } from "../graph/fact.ts";
import { perInput, plus, times } from "./counts.ts";
import { axesOf, decidedBy, entriesAt, upTo } from "./entries.ts";
import type { Call, Op, Ops } from "./op.ts";
import { axisIn, concrete, stridesOf } from "./shapes.ts";
import { fit, largest, smallest } from "./values.ts";

/** "all" axes, some of them, none (a copy), or undefined when only run time knows which. */
type Axes = readonly number[] | undefined;

/** Axes by attribute (up to version 17; ReduceSum up to 12) or input. No axes means all, or none with noop_with_empty_axes. */
function reducedAxes(call: Call, rank: number): Axes {
  if (call.has(1) && call.numbers(1) === undefined) {
    // Without its values a list of axes still tells something when it is empty or names as many as there are.
    const count = entriesAt(call, 1)?.length;
    if (count === rank) return upTo(rank);
    if (count !== 0) return undefined;
  }
  const axes = axesOf(call, 1, rank) ?? [];
  return axes.length > 0 || call.int("noop_with_empty_axes", 0) !== 0 ? axes : upTo(rank);
}

/** The input's shape without the reduced axes, or with 1 in their place; `given` axes come before the node's own. */
export function reducedShape(call: Call, given?: readonly number[]): Shape | undefined {
  const shape = call.shape(0);
  const keep = call.int("keepdims", 1) !== 0;
  if (shape === undefined) return undefined;
  const own = given?.map((axis) => axisIn(call, axis, shape.length));
  const axes = own === undefined ? reducedAxes(call, shape.length) : own.length > 0 ? own : upTo(shape.length);
  if (axes !== undefined) {
    const gone = new Set(axes);
    return keep ? shape.map((size, axis) => (gone.has(axis) ? 1 : size)) : shape.filter((_, axis) => !gone.has(axis));
  }
  const count = entriesAt(call, 1)?.length;
  if (keep) return shape.map(() => decidedBy(call, 1));
  return count === undefined ? undefined : upTo(Math.max(0, shape.length - count)).map(() => decidedBy(call, 1));
}

/** Elements of each reduced group, in order of the output. */
function groups(call: Call): readonly (readonly Element[])[] | undefined {
  const elements = call.elements(0);
  const sizes = concrete(call.shape(0));
  const axes = sizes && reducedAxes(call, sizes.length);
  if (elements === undefined || sizes === undefined || axes === undefined) return undefined;
  const gone = new Set(axes);
  const strides = stridesOf(sizes);
  const kept = sizes.flatMap((size, axis) => (gone.has(axis) ? [] : [{ size, stride: strides[axis] ?? 1 }]));
  const found = new Map<number, Element[]>();
  elements.forEach((element, at) => {
    let group = 0;
    for (const { size, stride } of kept) group = group * size + (Math.floor(at / stride) % size);
    const members = found.get(group);
    if (members === undefined) found.set(group, [element]);
    else members.push(element);
  });
  return [...found].sort(([a], [b]) => a - b).map(([, members]) => members);
}

type Fold = (a: Dim, b: Dim) => Element;

const fold =
  (rule: Fold) =>
  (members: readonly Element[]): Element =>
    members.reduce((sum, value) => (sum === undefined || value === undefined ? undefined : rule(sum, value)));

const mean = (members: readonly Element[]): Element => {
  const total = fold(add)(members);
  return typeof total === "number" ? total / members.length : undefined;
};

/** `before` operations per input element, one addition (or comparison) each, `after` operations per output element. */
const reduction = (before: number, after: number, rule?: (members: readonly Element[]) => Element): Op => ({
  kind: "reduce",
  infer(call) {
    const dtype = call.dtype(0);
    const elements = rule && groups(call)?.map((members) => fitted(dtype, rule(members)));
    return [folded(dtype, reducedShape(call), elements)];
  },
  flops(work) {
    const count = work.inputCountOf(0);
    const out = work.outputCountOf(0);
    if (count === undefined || out === undefined) return undefined;
    return count * before + Math.max(0, count - out) + out * after;
  },
});

const fitted = (dtype: DType | undefined, value: Element): Element =>
  typeof value === "number" ? fit(dtype, value) : value;

function argShape(call: Call): Shape | undefined {
  const shape = call.shape(0);
  if (shape === undefined) return undefined;
  const axis = axisIn(call, call.int("axis", 0), shape.length);
  return call.int("keepdims", 1) !== 0
    ? shape.map((size, at) => (at === axis ? 1 : size))
    : shape.filter((_, at) => at !== axis);
}

/** One comparison per element but the first. */
const atLeastZero = (count: number | undefined): number | undefined => count && Math.max(0, count);

const arg: Op = {
  kind: "reduce",
  infer: (call) => [tensor("int64", argShape(call))],
  // A comparison for all but the first of each group; empty groups have none.
  flops: (work) => atLeastZero(plus(work.inputCountOf(0), times(-1, work.outputCountOf(0)))),
};

/** Running result along a vector; higher ranks are not shape arithmetic. */
function running(call: Call, rule: Fold, start: Dim): Fact {
  const shape = call.shape(0);
  const elements = call.elements(0);
  const dtype = call.dtype(0);
  if (shape?.length !== 1 || elements === undefined) return tensor(dtype, shape);
  const exclusive = call.int("exclusive", 0) !== 0;
  const ordered = call.int("reverse", 0) !== 0 ? elements.toReversed() : elements;
  let sum: Element = start;
  const results = ordered.map((value) => {
    const before = sum;
    sum = before === undefined || value === undefined ? undefined : fitted(dtype, rule(before, value));
    return exclusive ? before : sum;
  });
  return folded(dtype, shape, call.int("reverse", 0) !== 0 ? results.toReversed() : results);
}

const cumulative = (rule: Fold, start: Dim): Op => ({
  kind: "reduce",
  infer: (call) => [running(call, rule, start)],
  flops: perInput(1),
});

export const reduce: Ops = {
  ReduceSum: reduction(0, 0, fold(add)),
  ReduceMean: reduction(0, 1, mean),
  ReduceProd: reduction(0, 0, fold(multiply)),
  ReduceMax: reduction(0, 0, fold(largest)),
  ReduceMin: reduction(0, 0, fold(smallest)),
  // | | each
  ReduceL1: reduction(1, 0),
  // squares, and a root
  ReduceL2: reduction(1, 1),
  ReduceSumSquare: reduction(1, 0),
  ReduceLogSum: reduction(0, 1),
  // maximum, -, exp each; then a logarithm and an addition
  ReduceLogSumExp: reduction(3, 2),
  ArgMax: arg,
  ArgMin: arg,
  CumSum: cumulative(add, 0),
  CumProd: cumulative(multiply, 1),
};
