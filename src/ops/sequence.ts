/** Sequences and optionals. https://onnx.ai/onnx/operators/onnx__SequenceConstruct.html and neighbours. */
import { dtypeOfCode } from "../base/dtype.ts";
import { add, ceilDivide, type Dim, multiply, subtract } from "../graph/dims.ts";
import { type Fact, folded, type SequenceFact, type Shape, tensor } from "../graph/fact.ts";
import { decidedBy, inputName, scalarAt, sizeOf, upTo } from "./entries.ts";
import { factOfType } from "./facts.ts";
import { joinedElements, joinedShape } from "./join.ts";
import { merge } from "./merge.ts";
import type { Call, Op, Ops } from "./op.ts";
import { axisIn } from "./shapes.ts";

/** Longer sequences are described by what their elements have in common. */
const maximumItems = 256;

/** A body is inferred for each element of a short sequence of unlike ones, else (and deep inside others) once for all. */
const maximumRuns = 16;

/** A sequence of these elements. */
function sequenceOf(items: readonly (Fact | undefined)[]): SequenceFact {
  const element = items.length === 0 ? undefined : items.reduce((a, b) => merge(a, b));
  const few = items.length <= maximumItems;
  return { kind: "sequence", element: plain(element), length: items.length, ...(few && { items }) };
}

/** Elements of one tensor say nothing about the next. */
const plain = (fact: Fact | undefined): Fact | undefined =>
  fact?.kind === "tensor" ? tensor(fact.dtype, fact.shape) : fact;

function sequenceAt(call: Call, index: number): SequenceFact {
  const fact = call.inputs[index];
  const inner = fact?.kind === "optional" ? fact.element : fact;
  if (inner?.kind === "tensor") return call.fail(`${inputName(call, index)} is a tensor, not a sequence`);
  return inner?.kind === "sequence" ? inner : { kind: "sequence", element: undefined };
}

/** Position `index` names in a list of `length`; undefined when it comes at run time. */
function positionAt(call: Call, index: number, length: number, otherwise: number): number | undefined {
  if (!call.has(index)) return otherwise;
  const position = scalarAt(call, index);
  if (typeof position !== "number") return undefined;
  const positive = position < 0 ? position + length : position;
  return positive < 0 || positive > length ? call.fail(`position ${position} in a sequence of ${length}`) : positive;
}

function at(call: Call): Fact | undefined {
  const { items, element } = sequenceAt(call, 0);
  if (items === undefined) return element;
  const position = positionAt(call, 1, items.length, 0);
  if (position !== undefined) return items[position] ?? call.fail(`position ${position} of ${items.length} elements`);
  const [first, ...others] = items;
  return plain(others.reduce((a, b) => merge(a, b, () => decidedBy(call, 1)), first));
}

function inserted(call: Call): Fact {
  const sequence = sequenceAt(call, 0);
  const item = call.inputs[1];
  const { items, length } = sequence;
  const position = items && positionAt(call, 2, items.length, items.length);
  if (items !== undefined && position !== undefined && items.length < maximumItems) {
    return sequenceOf([...items.slice(0, position), item, ...items.slice(position)]);
  }
  const element = length === 0 ? plain(item) : merge(sequence.element, plain(item));
  return { kind: "sequence", element, ...(length !== undefined && { length: add(length, 1) }) };
}

function erased(call: Call): Fact {
  const { items, element, length } = sequenceAt(call, 0);
  const position = items && positionAt(call, 1, items.length, items.length - 1);
  if (items !== undefined && position !== undefined) return sequenceOf(items.filter((_, index) => index !== position));
  return { kind: "sequence", element, ...(length !== undefined && { length: subtract(length, 1) }) };
}

/** Parts along the axis: single ones without `split`, of `split` each (the last smaller), or of the sizes listed. */
function splitToSequence(call: Call): Fact {
  const shape = call.shape(0);
  const dtype = call.dtype(0);
  if (shape === undefined) return { kind: "sequence", element: tensor(dtype, undefined) };
  const axis = axisIn(call, call.int("axis", 0), shape.length);
  const whole = shape[axis] ?? 1;
  const part = (size: Dim): Fact => tensor(dtype, replaced(shape, axis, size));
  if (!call.has(1)) {
    const keep = call.int("keepdims", 1) !== 0;
    const one = keep ? part(1) : tensor(dtype, [...shape.slice(0, axis), ...shape.slice(axis + 1)]);
    return equalParts(one, one, whole);
  }
  const splitShape = call.shape(1);
  if (splitShape?.length === 0) {
    const size = sizeOf(call, scalarAt(call, 1), 1);
    if (size === 0) return call.fail("parts of size 0");
    const count = ceilDivide(whole, size) ?? 1;
    const last = subtract(whole, multiply(size, subtract(count, 1)));
    return equalParts(part(size), part(last), count);
  }
  const sizes = call.elements(1)?.map((entry) => sizeOf(call, entry, 1));
  if (sizes !== undefined) return sequenceOf(sizes.map(part));
  const length = splitShape?.[0];
  return { kind: "sequence", element: tensor(dtype, undefined), ...(length !== undefined && { length }) };
}

const replaced = (shape: Shape, axis: number, size: Dim): Shape => shape.map((own, i) => (i === axis ? size : own));

/** `count` elements that are all `fact` but the last. */
function equalParts(fact: Fact, last: Fact, count: Dim): Fact {
  if (typeof count === "number" && count >= 1 && count <= maximumItems) {
    return sequenceOf([...upTo(count - 1).map(() => fact), last]);
  }
  return { kind: "sequence", element: plain(merge(fact, last)), length: count };
}

function concatFromSequence(call: Call): Fact {
  const { items, element, length } = sequenceAt(call, 0);
  const stacked = call.int("new_axis", 0) !== 0;
  const written = call.int("axis", 0);
  if (items === undefined || items.length === 0) return joinedAlike(call, element, length, written, stacked);
  const axisOf = (rank: number): number => (written < 0 ? written + rank : written);
  const parts = items.map((item): Fact | undefined => {
    if (!stacked || item?.kind !== "tensor" || item.shape === undefined) return item;
    const at = axisOf(item.shape.length + 1);
    return folded(item.dtype, [...item.shape.slice(0, at), 1, ...item.shape.slice(at)], item.elements);
  });
  const shapes = parts.map((part) => (part?.kind === "tensor" ? part.shape : undefined));
  const dtype = element?.kind === "tensor" ? element.dtype : undefined;
  const shape = shapes.includes(undefined) ? undefined : joinedShape(call, shapes, written);
  return folded(dtype, shape, shape && joinedElements(parts, written));
}

/** Elements of one common shape: the axis times as long, or a new axis as long as the sequence. */
function joinedAlike(
  call: Call,
  element: Fact | undefined,
  length: Dim | undefined,
  written: number,
  stacked: boolean,
): Fact {
  if (element?.kind !== "tensor") return tensor(undefined, undefined);
  const shape = element.shape;
  if (shape === undefined) return tensor(element.dtype, undefined);
  const count = length ?? call.unknown(`the length of sequence ${inputName(call, 0)}`);
  const axis = axisIn(call, written, shape.length + (stacked ? 1 : 0));
  if (stacked) return tensor(element.dtype, [...shape.slice(0, axis), count, ...shape.slice(axis)]);
  return tensor(element.dtype, replaced(shape, axis, multiply(count, shape[axis] ?? 1)));
}

/** The body once for each element of the first input; the other sequences go along, tensors stay the same. */
function sequenceMap(call: Call): readonly (Fact | undefined)[] {
  const first = sequenceAt(call, 0);
  const facts = call.inputs.map((fact, index) =>
    fact?.kind === "sequence" || index === 0 ? sequenceAt(call, index) : fact,
  );
  const { items } = first;
  const shallow = call.depth < 2;
  const runs = shallow && items !== undefined && items.length <= maximumRuns && !alike(items) ? items.length : 1;
  const outputs = upTo(runs).map((run) =>
    call.body(
      "body",
      facts.map((fact) =>
        fact?.kind === "sequence" ? ((runs > 1 ? fact.items?.[run] : undefined) ?? fact.element) : fact,
      ),
    ),
  );
  const count = first.length;
  call.trips("body", typeof count === "number" ? count : undefined);
  return upTo(call.outputCount).map((index): Fact => {
    const results = outputs.map((output) => plain(output[index]));
    if (results.length > 1) return sequenceOf(results);
    return { kind: "sequence", element: results[0], ...(count !== undefined && { length: count }) };
  });
}

/** Do all elements have the very same shape, so that one run of a body tells about all? */
const alike = (items: readonly (Fact | undefined)[]): boolean => {
  const common = items.length === 0 ? undefined : items.reduce((a, b) => merge(a, b));
  return common === undefined || (common.kind === "tensor" && common.shape !== undefined);
};

function optional(call: Call): Fact {
  if (call.has(0)) return { kind: "optional", element: call.inputs[0] };
  const type = call.node.attributes["type"];
  const open = () => call.unknown("what the optional will hold");
  const element = type?.kind === "type" ? factOfType(type.value, open) : undefined;
  return { kind: "optional", element, empty: true };
}

/** False where nothing is given, true for what is no optional; else run time says. */
function hasElement(call: Call): Fact {
  const fact = call.inputs[0];
  const isEmpty = !call.has(0) || (fact?.kind === "optional" && fact.empty === true);
  const known = isEmpty ? 0 : fact === undefined || fact.kind === "optional" ? undefined : 1;
  return folded("bool", [], known === undefined ? undefined : [known]);
}

const getElement = (call: Call): Fact | undefined => {
  const fact = call.inputs[0];
  return fact?.kind === "optional" ? fact.element : fact;
};

const move = (infer: (call: Call) => Fact | undefined): Op => ({
  kind: "move",
  infer: (call) => [infer(call)],
  // Sequences hold references: building one copies no tensor.
  traffic: "view",
});

export const sequence: Ops = {
  SequenceEmpty: move((call) => ({
    kind: "sequence",
    element: tensor(dtypeOfCode(call.int("dtype", 1)), undefined),
    length: 0,
    items: [],
  })),
  SequenceConstruct: move((call) => sequenceOf(call.inputs)),
  SequenceAt: move(at),
  SequenceInsert: move(inserted),
  SequenceErase: move(erased),
  SequenceLength: move((call) => folded("int64", [], [sequenceAt(call, 0).length])),
  SplitToSequence: { kind: "move", infer: (call) => [splitToSequence(call)] },
  ConcatFromSequence: { kind: "move", infer: (call) => [concatFromSequence(call)] },
  SequenceMap: { kind: "control", infer: sequenceMap },
  Optional: move(optional),
  OptionalGetElement: move(getElement),
  OptionalHasElement: move(hasElement),
};
