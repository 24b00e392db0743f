/** Taking a part, adding a border, clearing a triangle, turning the order round. */
import { add, ceilDivide, type Dim, formatDim, minimum, subtract } from "../graph/dims.ts";
import { type Element, type Fact, folded, type Shape, tensor } from "../graph/fact.ts";
import {
  axesOf,
  decidedBy,
  entriesAt,
  listOf,
  pick,
  positionsOf,
  readsWhatItTakes,
  scalarAt,
  sizeOf,
  upTo,
} from "./entries.ts";
import type { Call, Ops } from "./op.ts";
import { axisIn, concrete } from "./shapes.ts";

/** Bounds at or beyond this mean "to the end": exporters write INT32_MAX or INT64_MAX. */
const farAway = 2 ** 31 - 1;

/** Where a slice along one axis starts, how it steps and how many it takes. */
interface Cut {
  readonly start: Dim;
  readonly step: number;
  readonly size: Dim;
}

/**
 * A symbolic bound counts from the front when its symbols are added, from the back when they are subtracted. With both
 * (total - past) nobody can say: undefined.
 */
function isNegative(bound: Dim): boolean | undefined {
  if (typeof bound === "number") return bound < 0;
  const signs = new Set(bound.terms.flatMap(({ coefficient, atoms }) => (atoms.length === 0 ? [] : [coefficient < 0])));
  return signs.size === 1 ? signs.has(true) : undefined;
}

/**
 * A bound as a position in [low, high]; `high` is size or size - 1. A symbolic size is taken to be at least as large as
 * the constants it is cut with: an empty slice is never what a model is written for.
 */
function place(bound: Dim, size: Dim, low: number, high: Dim): Dim | undefined {
  if (typeof bound === "number" && bound >= farAway) return high;
  if (typeof bound === "number" && bound <= -farAway) return low;
  const negative = isNegative(bound);
  if (negative === undefined) return undefined;
  const position = negative ? add(bound, size) : bound;
  if (typeof position === "number" && typeof high === "number") return Math.min(high, Math.max(low, position));
  if (typeof position === "number" && position <= low) return low;
  const beyond = subtract(position, high);
  if (typeof beyond === "number") return beyond >= 0 ? high : position;
  return minimum(position, high);
}

/** max(0, ceil((end - start) / step)) after clamping both. */
export function cut(size: Dim, start: Dim, end: Dim, step: number): Cut | undefined {
  // x[i : i + 3] with a symbolic i: a window that models move inside the tensor, never over its edge.
  const width = typeof start === "number" || step !== 1 ? undefined : subtract(end, start);
  if (typeof width === "number" && width > 0) return { start, step, size: minimum(width, size) };
  const forward = step > 0;
  // A start within a symbolic size stays as it is; an end may lie beyond.
  const inside = typeof start === "number" && start >= 0 && start < farAway && typeof size !== "number" && forward;
  const first = inside ? start : place(start, size, 0, forward ? size : subtract(size, 1));
  const last = forward ? place(end, size, 0, size) : place(end, size, -1, subtract(size, 1));
  if (first === undefined || last === undefined) return undefined;
  const count = ceilDivide(subtract(last, first), step) ?? 0;
  return { start: first, step, size: typeof count === "number" ? Math.max(0, count) : count };
}

interface Bounds {
  readonly starts: readonly Element[];
  readonly ends: readonly Element[];
  readonly axes: readonly number[];
  readonly steps: readonly Element[];
}

function boundsOf(call: Call, rank: number): Bounds | undefined {
  const starts = listOf(call, "starts", 1);
  const ends = listOf(call, "ends", 2);
  if (starts === undefined || ends === undefined) return undefined;
  if (starts.length !== ends.length) return call.fail(`${starts.length} starts and ${ends.length} ends`);
  const named = call.has(3) || call.ints("axes") !== undefined;
  const axes = named ? axesOf(call, 3, rank) : upTo(starts.length);
  if (axes === undefined) return undefined;
  if (axes.length !== starts.length || axes.length > rank)
    return call.fail(`${axes.length} axes for ${starts.length} starts`);
  const steps = call.has(4) ? entriesAt(call, 4) : starts.map(() => 1);
  return steps === undefined ? undefined : { starts, ends, axes, steps };
}

function cutAt(call: Call, size: Dim, bounds: Bounds, index: number): Cut | undefined {
  const [start, end, step] = [bounds.starts[index], bounds.ends[index], bounds.steps[index]];
  if (step === 0) return call.fail("a step is zero");
  if (start === undefined || end === undefined || typeof step !== "number") return undefined;
  return cut(size, start, end, step);
}

/** Which input keeps a slice from being known. */
const openBound = (call: Call): number => [1, 2, 3, 4].find((i) => call.has(i) && call.numbers(i) === undefined) ?? 1;

function slice(call: Call): Fact {
  const shape = call.shape(0);
  if (shape === undefined) return tensor(call.dtype(0), undefined);
  const bounds = boundsOf(call, shape.length);
  if (bounds === undefined) {
    return tensor(
      call.dtype(0),
      shape.map(() => decidedBy(call, openBound(call))),
    );
  }
  const at = positionsOf(bounds.axes);
  const cuts = shape.map((size, axis): Cut | undefined => {
    const index = at.get(axis);
    return index === undefined ? { start: 0, step: 1, size } : cutAt(call, size, bounds, index);
  });
  const out = cuts.map((one, axis) => one?.size ?? decidedBy(call, openBound(call), shape[axis]));
  return folded(call.dtype(0), out, sliceElements(call, cuts));
}

function sliceElements(call: Call, cuts: readonly (Cut | undefined)[]): readonly Element[] | undefined {
  const elements = call.elements(0);
  const sizes = concrete(call.shape(0));
  if (elements === undefined || sizes === undefined) return undefined;
  if (elements.length === 0) return [];
  const picks: number[][] = [];
  for (const one of cuts) {
    if (one === undefined || typeof one.start !== "number" || typeof one.size !== "number") return undefined;
    const { start, step } = one;
    picks.push(upTo(one.size).map((i) => start + i * step));
  }
  return pick(elements, sizes, picks);
}

/** Begin and end pads of each axis: [begins, ends] over the axes named (all by default). */
function padsOf(call: Call, rank: number): readonly (readonly [Element, Element])[] | undefined {
  const list = call.has(1) ? entriesAt(call, 1) : (call.ints("pads") ?? call.ints("paddings"));
  const axes = call.has(3) ? axesOf(call, 3, rank) : upTo(rank);
  if (list === undefined || axes === undefined) return undefined;
  if (list.length !== 2 * axes.length) return call.fail(`${list.length} pads for ${axes.length} axes`);
  const at = positionsOf(axes);
  return upTo(rank).map((axis): readonly [Element, Element] => {
    const index = at.get(axis);
    return index === undefined ? [0, 0] : [list[index], list[index + axes.length]];
  });
}

function pad(call: Call): Fact {
  const shape = call.shape(0);
  if (shape === undefined) return tensor(call.dtype(0), undefined);
  const pads = padsOf(call, shape.length);
  const because = call.has(3) && call.numbers(3) === undefined ? 3 : 1;
  const out = shape.map((size, axis): Dim => {
    const [begin, end] = pads?.[axis] ?? [undefined, undefined];
    if (begin === undefined || end === undefined) return decidedBy(call, because);
    const padded = add(size, add(begin, end));
    if (typeof padded === "number" && padded < 0)
      return call.fail(`pads of ${formatDim(begin)} and ${formatDim(end)} on size ${formatDim(size)}`);
    return padded;
  });
  const none = pads?.every(([begin, end]) => begin === 0 && end === 0) === true;
  return folded(call.dtype(0), out, none ? call.elements(0) : undefined);
}

function cropped(call: Call): Shape | undefined {
  const shape = call.shape(0);
  const target = entriesAt(call, 1);
  if (shape === undefined || target === undefined) return shape?.map(() => decidedBy(call, 1));
  const axes = call.ints("axes")?.map((axis) => axisIn(call, axis, shape.length)) ?? upTo(shape.length);
  if (axes.length !== target.length) return call.fail(`${target.length} sizes for ${axes.length} axes`);
  const at = positionsOf(axes);
  return shape.map((size, axis) => {
    const index = at.get(axis);
    return index === undefined ? size : sizeOf(call, target[index], 1);
  });
}

/** Keeps column - row >= k (upper) or <= k (lower) of the last two axes. */
function triangle(call: Call): Fact {
  const shape = call.shape(0);
  const sizes = concrete(shape);
  const elements = call.elements(0);
  const k = call.has(1) ? scalarAt(call, 1) : 0;
  if (shape !== undefined && shape.length < 2) return call.fail(`rank ${shape.length} where 2 is needed`);
  if (sizes === undefined || elements === undefined || typeof k !== "number") return tensor(call.dtype(0), shape);
  const [rows = 1, columns = 1] = sizes.slice(-2);
  const upper = call.int("upper", 1) !== 0;
  const kept = elements.map((element, index) => {
    const distance = (index % columns) - (Math.floor(index / columns) % rows) - k;
    return (upper ? distance >= 0 : distance <= 0) ? element : 0;
  });
  return folded(call.dtype(0), shape, kept);
}

export const sliceOps = {
  Slice: { kind: "move", infer: (call) => [slice(call)], traffic: readsWhatItTakes },
  Pad: { kind: "move", infer: (call) => [pad(call)] },
  CenterCropPad: {
    kind: "move",
    infer: (call) => [tensor(call.dtype(0), cropped(call))],
    traffic: readsWhatItTakes,
  },
  Trilu: { kind: "move", infer: (call) => [triangle(call)] },
  ReverseSequence: { kind: "move", infer: (call) => [tensor(call.dtype(0), call.shape(0))] },
} satisfies Ops;
