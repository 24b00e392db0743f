/** Putting tensors together and taking them apart along one axis. */
import { isInteger } from "../base/dtype.ts";
import { add, ceilDivide, type Dim, floorDivide, multiply, subtract } from "../graph/dims.ts";
import { type Element, elementCount, type Fact, folded, type Shape, tensor } from "../graph/fact.ts";
import { decidedBy, entriesAt, inputName, pick, readsWhatItTakes, sizeOf, upTo } from "./entries.ts";
import type { Call, Ops } from "./op.ts";
import { axisIn, concrete } from "./shapes.ts";

/** Two sizes that the definition wants equal: a number wins over an expression. */
export function agree(call: Call, a: Dim, b: Dim): Dim {
  if (typeof a === "number" && typeof b === "number" && a !== b)
    return call.fail(`sizes ${a} and ${b} should be equal`);
  return typeof b === "number" ? b : a;
}

/** Shapes equal but for `axis`, whose sizes add up. */
export function joinedShape(call: Call, shapes: readonly (Shape | undefined)[], axis: number): Shape | undefined {
  const known = shapes.filter((shape) => shape !== undefined);
  const [first] = known;
  if (first === undefined) return undefined;
  if (known.some((shape) => shape.length !== first.length)) {
    return call.fail(`ranks ${known.map((shape) => shape.length).join(", ")} should be equal`);
  }
  const at = axisIn(call, axis, first.length);
  return first.map((size, i) => {
    const sizes = known.map((shape) => shape[i] ?? size);
    if (i !== at) return sizes.reduce((a, b) => agree(call, a, b));
    const open = shapes.findIndex((shape) => shape === undefined);
    return open < 0 ? sizes.reduce(add) : call.unknown(`the shape of ${inputName(call, open)}`);
  });
}

/** Longer lists than this are data, not sizes, and their gaps are of no interest. */
const maximumGap = 64;

/** Elements of a part; an integer list that only run time gives is a list of gaps, so that its neighbours are kept. */
function partOf(fact: Fact | undefined): readonly Element[] | undefined {
  if (fact?.kind !== "tensor" || fact.elements !== undefined)
    return fact?.kind === "tensor" ? fact.elements : undefined;
  const count = elementCount(fact.shape);
  const short = count !== undefined && count <= maximumGap && fact.dtype !== undefined && isInteger(fact.dtype);
  return short ? Array.from({ length: count }, () => undefined) : undefined;
}

/** Runs of `axis` and all behind it follow each other, input by input. */
export function joinedElements(facts: readonly (Fact | undefined)[], axis: number): readonly Element[] | undefined {
  if (!facts.some((fact) => fact?.kind === "tensor" && fact.elements !== undefined)) return undefined;
  const parts: { readonly elements: readonly Element[]; readonly run: number; readonly count: number }[] = [];
  for (const fact of facts) {
    const sizes = fact?.kind === "tensor" ? concrete(fact.shape) : undefined;
    const elements = partOf(fact);
    if (elements === undefined || sizes === undefined) return undefined;
    const at = axis < 0 ? axis + sizes.length : axis;
    const run = sizes.slice(at).reduce((a, b) => a * b, 1);
    parts.push({ elements, run, count: sizes.slice(0, at).reduce((a, b) => a * b, 1) });
  }
  if (parts.every(({ elements }) => elements.length === 0)) return [];
  return upTo(parts[0]?.count ?? 0).flatMap((i) =>
    parts.flatMap(({ elements, run }) => elements.slice(i * run, (i + 1) * run)),
  );
}

function concat(call: Call): Fact {
  const axis = call.int("axis", 1);
  const shape = joinedShape(
    call,
    call.node.inputs.map((_, index) => call.shape(index)),
    axis,
  );
  const dtype = call.node.inputs.map((_, index) => call.dtype(index)).find((known) => known !== undefined);
  return folded(dtype, shape, shape && joinedElements(call.inputs, axis));
}

/** Sizes of the parts along the axis: given, or equal ones (the last smaller where version 18 allows it). */
function partSizes(call: Call, size: Dim): readonly Dim[] {
  const parts = call.outputCount;
  const given = call.has(1) ? entriesAt(call, 1) : call.ints("split");
  if (given !== undefined && given.length > 0) return checkedParts(call, size, given);
  // The sizes are there, but how many and which only run time knows.
  if (call.has(1)) return Array.from({ length: parts }, () => decidedBy(call, 1));
  const wanted = call.int("num_outputs", parts);
  if (wanted < parts || wanted < 1) return call.fail(`${parts} outputs of a split in ${wanted}`);
  if (typeof size === "number" && size % wanted !== 0 && call.version < 18) {
    return call.fail(`size ${size} cannot be split in ${wanted} equal parts`);
  }
  const exact = call.version < 18;
  const part = (exact ? floorDivide(size, wanted) : ceilDivide(size, wanted)) ?? 0;
  const last = exact ? part : subtract(size, multiply(part, wanted - 1));
  return Array.from({ length: parts }, (_, index) => (index === wanted - 1 ? last : part));
}

function checkedParts(call: Call, size: Dim, given: readonly Element[]): readonly Dim[] {
  if (given.length < call.outputCount) return call.fail(`${given.length} sizes for ${call.outputCount} outputs`);
  const open = given.filter((entry) => entry === undefined).length;
  const total = given.reduce<Dim>((sum, entry) => add(sum, entry ?? 0), 0);
  if (open === 0 && typeof total === "number" && typeof size === "number" && total !== size) {
    return call.fail(`parts of ${total} altogether from a size of ${size}`);
  }
  // Parts of nothing are nothing.
  if (size === 0) return given.map(() => 0);
  return given.map((entry) => (entry === undefined && open === 1 ? subtract(size, total) : sizeOf(call, entry, 1)));
}

function split(call: Call): readonly Fact[] {
  const shape = call.shape(0);
  const outputs = upTo(call.outputCount);
  if (shape === undefined) return outputs.map(() => tensor(call.dtype(0), undefined));
  const axis = axisIn(call, call.int("axis", 0), shape.length);
  const parts = partSizes(call, shape[axis] ?? 1);
  let start: Dim = 0;
  return outputs.map((index) => {
    const from = start;
    const size = parts[index] ?? 0;
    start = add(start, size);
    const out = shape.map((whole, i) => (i === axis ? size : whole));
    return folded(call.dtype(0), out, partElements(call, axis, from, size));
  });
}

function partElements(call: Call, axis: number, from: Dim, size: Dim): readonly Element[] | undefined {
  const elements = call.elements(0);
  const sizes = concrete(call.shape(0));
  if (elements === undefined || sizes === undefined || typeof from !== "number" || typeof size !== "number") {
    return undefined;
  }
  if (elements.length === 0) return [];
  const picks = sizes.map((whole, i) => (i === axis ? upTo(size).map((place) => place + from) : upTo(whole)));
  return pick(elements, sizes, picks);
}

export const join: Ops = {
  Concat: { kind: "move", infer: (call) => [concat(call)] },
  Split: { kind: "move", infer: split, traffic: readsWhatItTakes },
};
