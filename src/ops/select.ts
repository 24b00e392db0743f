/** Operators that keep some of their input: how many is often decided by the values. */
import { type Dim, product } from "../graph/dims.ts";
import { type Fact, folded, type Shape, tensor } from "../graph/fact.ts";
import { decidedBy, inputName, scalarAt, sizeOf } from "./entries.ts";
import type { Call, Op, Ops } from "./op.ts";
import { axisIn, concrete, stridesOf } from "./shapes.ts";

/** One row per axis with the positions of elements that are not zero; a scalar has no axes and gives 0 rows. */
function nonZero(call: Call): Fact {
  const shape = call.shape(0);
  const sizes = concrete(shape);
  const numbers = call.numbers(0);
  if (shape === undefined)
    return tensor("int64", [call.unknown(`the rank of ${inputName(call, 0)}`), decidedBy(call, 0)]);
  if (sizes === undefined || numbers === undefined) {
    return tensor("int64", [shape.length, decidedBy(call, 0, product(shape))]);
  }
  const found = numbers.flatMap((value, index) => (value === 0 ? [] : [index]));
  const strides = stridesOf(sizes);
  const rows = sizes.flatMap((size, axis) => found.map((index) => Math.floor(index / (strides[axis] ?? 1)) % size));
  return folded("int64", [shape.length, found.length], rows);
}

/** How many entries of the condition are true; it may be shorter than the axis. */
function keptCount(call: Call): Dim {
  const condition = call.numbers(1);
  if (condition !== undefined) return condition.filter((value) => value !== 0).length;
  const length = call.shape(1)?.length === 1 ? call.shape(1)?.[0] : undefined;
  return decidedBy(call, 1, length);
}

function compress(call: Call): Shape | undefined {
  const written = call.int("axis");
  if (written === undefined) return [keptCount(call)];
  const shape = call.shape(0);
  if (shape === undefined) return undefined;
  const axis = axisIn(call, written, shape.length);
  return shape.map((size, i) => (i === axis ? keptCount(call) : size));
}

/** Distinct values, where each was met first, which one each element is, and how often each occurs. */
function unique(call: Call): readonly Fact[] {
  const dtype = call.dtype(0);
  const shape = call.shape(0);
  const written = call.int("axis");
  const numbers = written === undefined ? call.numbers(0) : undefined;
  if (numbers !== undefined && numbers.every((value) => !Number.isNaN(value))) return uniqueNumbers(call, numbers);
  const along = written !== undefined && shape !== undefined ? axisIn(call, written, shape.length) : undefined;
  const whole: Dim | undefined = along === undefined ? undefined : shape?.[along];
  const all = whole ?? (written === undefined ? flatCount(call) : undefined);
  // One element is distinct, and none are none.
  const count = all === 0 || all === 1 ? all : decidedBy(call, 0, all);
  const values = written === undefined ? [count] : shape?.map((size, axis) => (axis === along ? count : size));
  return [
    tensor(dtype, values),
    tensor("int64", [count]),
    tensor("int64", all === undefined ? undefined : [all]),
    tensor("int64", [count]),
  ];
}

function flatCount(call: Call): Dim | undefined {
  const sizes = concrete(call.shape(0));
  return sizes?.reduce((a, b) => a * b, 1);
}

function uniqueNumbers(call: Call, numbers: readonly number[]): readonly Fact[] {
  const first = new Map<number, number>();
  numbers.forEach((value, index) => {
    if (!first.has(value)) first.set(value, index);
  });
  const distinct = [...first.keys()];
  if (call.int("sorted", 1) !== 0) distinct.sort((a, b) => a - b);
  const position = new Map(distinct.map((value, index) => [value, index]));
  const inverse = numbers.map((value) => position.get(value));
  const counts = distinct.map(() => 0);
  for (const at of inverse) if (at !== undefined) counts[at] = (counts[at] ?? 0) + 1;
  return [
    folded(call.dtype(0), [distinct.length], distinct),
    folded(
      "int64",
      [distinct.length],
      distinct.map((value) => first.get(value)),
    ),
    folded("int64", [numbers.length], inverse),
    folded("int64", [distinct.length], counts),
  ];
}

function topK(call: Call): readonly Fact[] {
  const shape = call.shape(0);
  if (shape === undefined) return [tensor(call.dtype(0), undefined), tensor("int64", undefined)];
  const axis = axisIn(call, call.int("axis", -1), shape.length);
  const k = sizeOf(call, call.has(1) ? scalarAt(call, 1) : call.int("k"), 1);
  const size = shape[axis] ?? 1;
  if (typeof k === "number" && typeof size === "number" && k > size) return call.fail(`the top ${k} of ${size}`);
  const out = shape.map((whole, i) => (i === axis ? k : whole));
  return [tensor(call.dtype(0), out), tensor("int64", out)];
}

const topKOp: Op = {
  kind: "other",
  infer: topK,
  // A heap of the k best: each input value costs log2(k) comparisons, at least one.
  flops(work) {
    const count = work.inputCountOf(0);
    const outputs = concrete(work.outputShape(0));
    const shape = work.shape(0);
    if (count === undefined || outputs === undefined || shape === undefined) return undefined;
    const k = outputs[axisIn(work, work.int("axis", -1), shape.length)] ?? 1;
    return count * Math.max(1, Math.ceil(Math.log2(Math.max(1, k))));
  },
};

/** Rows of (batch, class, box): as many as survive, at most max_output_boxes_per_class for each batch and class. */
function nonMaxSuppression(call: Call): Fact {
  const limit = call.has(2) ? scalarAt(call, 2) : 0;
  if (limit === 0) return tensor("int64", [0, 3]);
  const scores = concrete(call.shape(1));
  const because = `the values of inputs ${inputName(call, 0)} and ${inputName(call, 1)}`;
  if (typeof limit !== "number" || scores === undefined) return tensor("int64", [call.unknown(because), 3]);
  const [batch = 1, classes = 1, boxes = 1] = scores;
  const most = batch * classes * Math.min(limit, boxes);
  call.note(`at most ${most} boxes`);
  return tensor("int64", [call.unknown(because, most), 3]);
}

export const select = {
  NonZero: { kind: "move", infer: (call) => [nonZero(call)] },
  Compress: { kind: "move", infer: (call) => [tensor(call.dtype(0), compress(call))] },
  Unique: {
    kind: "other",
    infer: (call) => unique(call),
    // Sorting n values: n·log2(n) comparisons.
    flops(work) {
      const count = work.inputCountOf(0);
      return count === undefined ? undefined : count * Math.max(1, Math.ceil(Math.log2(Math.max(1, count))));
    },
  },
  TopK: topKOp,
  NonMaxSuppression: {
    kind: "other",
    infer: (call) => [nonMaxSuppression(call)],
    // How many overlaps are computed depends on the boxes.
    flops: () => undefined,
  },
} satisfies Ops;
