/** Inputs that say sizes, axes or positions: read from folded values, honest symbols where only run time knows. */
import { bytesOf } from "../base/dtype.ts";
import type { Dim } from "../graph/dims.ts";
import { type Element, elementCount, type Fact, maximumRank } from "../graph/fact.ts";
import type { Call, Work } from "./op.ts";
import { axisIn } from "./shapes.ts";

/** A list longer than this (axes, sizes, pads of one node) is an attack, not a model. */
const maximumEntries = 4096;

/** The graph's name for input `index`: what a reason or note points at. */
export const inputName = (call: Call, index: number): string => call.node.inputs[index] ?? `#${index}`;

/** A number of things (groups, channels, experts) that attribute `name` gives: at least one, and a whole number. */
export function countedBy(call: Call, name: string, otherwise?: number): number {
  const count = call.int(name) ?? otherwise ?? call.fail(`${name} is missing`);
  return Number.isInteger(count) && count > 0 ? count : call.fail(`${name} is ${count}`);
}

/** A size that the values of input `index` decide. */
export const decidedBy = (call: Call, index: number, atMost?: Dim): Dim =>
  call.unknown(`the values of input ${inputName(call, index)}`, atMost);

/**
 * Entries of a short list given as input: folded where possible, else `undefined` for each entry when their number is
 * known. Undefined (with a note that names the input) when not even that is.
 */
export function entriesAt(call: Call, index: number): readonly Element[] | undefined {
  const fact = call.tensor(index);
  if (fact?.elements !== undefined) return fact.elements;
  const count = fact?.shape?.length === 1 ? fact.shape[0] : undefined;
  if (typeof count === "number" && count <= 2 * maximumRank) return Array.from({ length: count }, () => undefined);
  call.note(`the rank depends on the values of input ${inputName(call, index)}`);
  return undefined;
}

/** Entries of a list that older versions give as attribute `name` and newer ones as input `index`. */
export const listOf = (call: Call, name: string, index: number): readonly Element[] | undefined =>
  call.has(index) ? entriesAt(call, index) : bounded(call, call.ints(name));

function bounded<T>(call: Call, list: readonly T[] | undefined): readonly T[] | undefined {
  return list !== undefined && list.length > maximumEntries ? call.fail(`a list of ${list.length} entries`) : list;
}

/** An entry as a size: a non-negative whole number or an expression; a symbol when input `index` decides it. */
export function sizeOf(call: Call, entry: Element, index: number): Dim {
  if (entry === undefined) return decidedBy(call, index);
  if (typeof entry === "number" && (entry < 0 || !Number.isSafeInteger(entry))) {
    return call.fail(`${entry} is no size`);
  }
  return entry;
}

/** Input `index` as a list of sizes. */
export const sizesAt = (call: Call, index: number): readonly Dim[] | undefined =>
  entriesAt(call, index)?.map((entry) => sizeOf(call, entry, index));

/** Axes from attribute `axes` or input `index`, made non-negative and distinct; undefined when not known. */
export function axesOf(call: Call, index: number, rank: number): readonly number[] | undefined {
  const given = call.has(index) ? call.numbers(index) : call.ints("axes");
  const axes = bounded(call, given)?.map((axis) => axisIn(call, axis, rank));
  if (axes !== undefined && new Set(axes).size < axes.length) return call.fail("an axis is named twice");
  return axes;
}

/** Where each axis stands in a list of axes. */
export const positionsOf = (axes: readonly number[]): ReadonlyMap<number, number> =>
  new Map(axes.map((axis, index) => [axis, index]));

/** The only entry of a scalar or one-element input. */
export const scalarAt = (call: Call, index: number): Element => {
  const elements = call.elements(index);
  return elements?.length === 1 ? elements[0] : undefined;
};

/** Bytes of a value whose type and count are known. */
export function factBytes(fact: Fact | undefined): number | undefined {
  if (fact?.kind !== "tensor" || fact.dtype === undefined) return undefined;
  const count = elementCount(fact.shape);
  return count === undefined ? undefined : bytesOf(fact.dtype, count);
}

/**
 * Traffic of operators that pick from their first input: they read as many bytes of it as they write, at most all
 * (what is picked twice is read once).
 */
export const readsWhatItTakes = (work: Work): { readonly read: readonly (number | undefined)[] } => {
  let bytes: number | undefined = 0;
  work.node.outputs.forEach((name, index) => {
    const one = name === "" ? 0 : factBytes(work.outputs[index]);
    bytes = bytes === undefined || one === undefined ? undefined : bytes + one;
  });
  const whole = factBytes(work.inputs[0]);
  return { read: [bytes === undefined || whole === undefined ? undefined : Math.min(bytes, whole)] };
};

/** Elements that lie at these positions of each axis, row-major: what Slice, Gather, Tile and Expand do. */
export function pick<T>(
  elements: readonly T[],
  shape: readonly number[],
  picks: readonly (readonly number[])[],
): readonly T[] {
  if (picks.some((places) => places.length === 0)) return [];
  let offsets: readonly number[] = [0];
  shape.forEach((size, axis) => {
    const places = picks[axis] ?? [];
    offsets = offsets.flatMap((offset) => places.map((place) => offset * size + place));
  });
  return offsets.flatMap((offset) => elements.slice(offset, offset + 1));
}

/** 0, 1, ... size - 1. */
export const upTo = (size: number): readonly number[] => Array.from({ length: size }, (_, index) => index);
