/** Operators that give the same elements another shape or order. */
import { type Dim, floorDivide, formatDim, multiply, product } from "../graph/dims.ts";
import {
  type Element,
  elementCount,
  type Fact,
  folded,
  maximumFoldedElements,
  type Shape,
  tensor,
} from "../graph/fact.ts";
import { axesOf, decidedBy, entriesAt, inputName, listOf, pick, scalarAt, sizeOf, sizesAt, upTo } from "./entries.ts";
import type { Call, Op, Ops } from "./op.ts";
import { axisIn, broadcast, concrete, stridesOf } from "./shapes.ts";

/** The first input under another shape, its elements kept. */
const viewed = (call: Call, shape: Shape | undefined): Fact => folded(call.dtype(0), shape, call.elements(0));

const view = (shape: (call: Call) => Shape | undefined): Op => ({
  kind: "move",
  infer: (call) => [viewed(call, shape(call))],
  traffic: "view",
});

/**
 * 0 copies the input's size (unless `allowzero`), -1 is what is left: product of the sizes not copied / product of the
 * sizes given. One size that only run time gives follows in the same way.
 */
function reshaped(call: Call, target: readonly Element[]): Shape {
  const input = call.shape(0);
  const isCopy = (entry: Element): boolean => entry === 0 && call.int("allowzero", 0) === 0;
  const open = target.flatMap((entry, axis) => (entry === -1 || entry === undefined ? [axis] : []));
  if (target.filter((entry) => entry === -1).length > 1) return call.fail("more than one size is -1");
  const [at] = open;
  const rest = open.length === 1 && input !== undefined ? remainder(call, input, target, isCopy) : undefined;
  const shape = target.map((entry, axis): Dim => {
    if (axis === at && rest !== undefined) return rest;
    if (isCopy(entry)) return copied(call, input, axis);
    if (entry === -1 && input === undefined) return call.unknown(`the shape of ${inputName(call, 0)}`);
    return sizeOf(call, entry === -1 ? undefined : entry, 1);
  });
  const before = elementCount(input);
  const after = elementCount(shape);
  if (before !== undefined && after !== undefined && before !== after) {
    return call.fail(`${before} elements do not make [${shape.map(formatDim).join(",")}]`);
  }
  return shape;
}

function copied(call: Call, input: Shape | undefined, axis: number): Dim {
  if (input === undefined) return call.unknown(`size ${axis} of ${inputName(call, 0)}`);
  return input[axis] ?? call.fail(`size ${axis} is copied from an input of rank ${input.length}`);
}

function remainder(
  call: Call,
  input: Shape,
  target: readonly Element[],
  isCopy: (entry: Element) => boolean,
): Dim | undefined {
  // Copied sizes are on both sides; leaving them out keeps 0-sized and symbolic ones out of the division.
  const left = product(input.filter((_, axis) => !isCopy(target[axis])));
  const given = product(target.map((entry) => (isCopy(entry) || entry === undefined || entry === -1 ? 1 : entry)));
  const size = floorDivide(left, given);
  if (typeof left === "number" && typeof given === "number" && given !== 0 && left % given !== 0) {
    return call.fail(`${left} elements cannot be divided by ${given}`);
  }
  return size;
}

function squeezed(call: Call): Shape | undefined {
  const shape = call.shape(0);
  if (shape === undefined) return undefined;
  if (call.has(1) && call.numbers(1) === undefined) return squeezedBlindly(call, shape);
  const axes = axesOf(call, 1, shape.length);
  if (axes === undefined) {
    if (concrete(shape) !== undefined) return shape.filter((size) => size !== 1);
    call.note(`the rank depends on which sizes of ${inputName(call, 0)} are 1`);
    return undefined;
  }
  const wrong = axes.find((axis) => typeof shape[axis] === "number" && shape[axis] !== 1);
  if (wrong !== undefined) return call.fail(`axis ${wrong} has size ${formatDim(shape[wrong] ?? 1)}, not 1`);
  const gone = new Set(axes);
  return shape.filter((_, axis) => !gone.has(axis));
}

/** The axes come at run time: when there are just as many sizes of 1 it must be those. */
function squeezedBlindly(call: Call, shape: Shape): Shape | undefined {
  const count = entriesAt(call, 1)?.length;
  if (count === undefined) return undefined;
  const rest = shape.filter((size) => size !== 1);
  if (concrete(shape) !== undefined && shape.length - rest.length === count) return rest;
  return Array.from({ length: Math.max(0, shape.length - count) }, () => decidedBy(call, 1));
}

function unsqueezed(call: Call): Shape | undefined {
  const shape = call.shape(0);
  const count = listOf(call, "axes", 1)?.length;
  if (shape === undefined || count === undefined) return undefined;
  const rank = shape.length + count;
  const axes = axesOf(call, 1, rank);
  if (axes === undefined) return Array.from({ length: rank }, () => decidedBy(call, 1));
  const added = new Set(axes);
  let next = 0;
  return upTo(rank).map((axis) => {
    if (added.has(axis)) return 1;
    next += 1;
    return shape[next - 1] ?? 1;
  });
}

function flattened(call: Call): Shape | undefined {
  const shape = call.shape(0);
  if (shape === undefined) return undefined;
  const written = call.int("axis", 1);
  // Unlike elsewhere the axis may equal the rank.
  const axis = written === shape.length ? written : axisIn(call, written, Math.max(1, shape.length));
  return [product(shape.slice(0, axis)), product(shape.slice(axis))];
}

function transposed(call: Call): Fact {
  const shape = call.shape(0);
  if (shape === undefined) return tensor(call.dtype(0), undefined);
  const perm = call.ints("perm") ?? shape.map((_, axis) => shape.length - 1 - axis);
  const axes = perm.map((axis) => axisIn(call, axis, shape.length));
  if (axes.length !== shape.length || new Set(axes).size !== axes.length) {
    return call.fail(`[${perm.join(",")}] is no order of ${shape.length} axes`);
  }
  const out = axes.map((axis) => shape[axis] ?? 1);
  const sizes = concrete(shape);
  const elements = call.elements(0);
  if (sizes === undefined || elements === undefined) return tensor(call.dtype(0), out);
  const from = stridesOf(sizes);
  const steps = axes.map((axis) => from[axis] ?? 1);
  const places = stridesOf(axes.map((axis) => sizes[axis] ?? 1));
  const moved = elements.map((_, index) => {
    const source = places.reduce((sum, place, axis) => {
      const size = sizes[axes[axis] ?? 0] ?? 1;
      return sum + (Math.floor(index / place) % size) * (steps[axis] ?? 1);
    }, 0);
    return elements[source];
  });
  return folded(call.dtype(0), out, moved);
}

/** The first input's elements repeated to `out`: along each axis its positions start over. */
export function repeated(call: Call, out: Shape | undefined): Fact {
  const elements = call.elements(0);
  const from = concrete(call.shape(0));
  const to = concrete(out);
  const count = elementCount(out);
  if (elements === undefined || from === undefined || to === undefined) return tensor(call.dtype(0), out);
  if (count === undefined || count > maximumFoldedElements) return tensor(call.dtype(0), out);
  if (count === 0) return folded(call.dtype(0), out, []);
  const sizes = to.map((_, axis) => from[axis - to.length + from.length] ?? 1);
  const picks = to.map((size, axis) => upTo(size).map((place) => place % Math.max(1, sizes[axis] ?? 1)));
  return folded(call.dtype(0), out, pick(elements, sizes, picks));
}

/** Size times repeats along each axis; version 1 repeats one axis `tiles` times. */
function tiled(call: Call): Shape | undefined {
  const shape = call.shape(0);
  if (shape === undefined) return undefined;
  if (call.version < 6) {
    const axis = scalarAt(call, 2);
    const factor = sizeOf(call, scalarAt(call, 1), 1);
    if (typeof axis !== "number") return shape.map(() => decidedBy(call, 2));
    const at = axisIn(call, axis, shape.length);
    return shape.map((size, i) => (i === at ? multiply(size, factor) : size));
  }
  const repeats = sizesAt(call, 1);
  if (repeats !== undefined && repeats.length !== shape.length) {
    return call.fail(`${repeats.length} repeats for rank ${shape.length}`);
  }
  return shape.map((size, axis) => multiply(size, repeats?.[axis] ?? decidedBy(call, 1)));
}

function blockSize(call: Call): number {
  const block = call.int("blocksize", 0);
  return Number.isInteger(block) && block > 0 ? block : call.fail(`a block size of ${block}`);
}

/** [N, C, H, W] with blocks of b by b moved between channels and space. */
function blocks(call: Call, toDepth: boolean): Shape | undefined {
  const shape = call.shape(0);
  if (shape === undefined) return undefined;
  const [n, c, h, w] = shape;
  if (n === undefined || c === undefined || h === undefined || w === undefined || shape.length !== 4) {
    return call.fail(`rank ${shape.length} where 4 is needed`);
  }
  const block = blockSize(call);
  const shrink = (size: Dim, by: number): Dim => {
    if (typeof size === "number" && size % by !== 0) return call.fail(`${size} cannot be divided by ${by}`);
    return floorDivide(size, by) ?? 0;
  };
  return toDepth
    ? [n, multiply(c, block * block), shrink(h, block), shrink(w, block)]
    : [n, shrink(c, block * block), multiply(h, block), multiply(w, block)];
}

/** [N, C · block, L] → [N, C, image]: sums overlapping blocks into images. */
function col2Im(call: Call): Shape | undefined {
  const shape = call.shape(0);
  const image = sizesAt(call, 1);
  const block = sizesAt(call, 2);
  if (image === undefined) return undefined;
  const channels = shape === undefined || block === undefined ? undefined : floorDivide(shape[1] ?? 1, product(block));
  return [shape?.[0] ?? call.unknown("the batch"), channels ?? decidedBy(call, 2), ...image];
}

export const reshape: Ops = {
  Reshape: view((call) => {
    const target = listOf(call, "shape", 1);
    return target === undefined ? undefined : reshaped(call, target);
  }),
  Flatten: view(flattened),
  Squeeze: view(squeezed),
  Unsqueeze: view(unsqueezed),
  Transpose: { kind: "move", infer: (call) => [transposed(call)] },
  Expand: {
    kind: "move",
    infer(call) {
      const target = sizesAt(call, 1);
      return [repeated(call, target && broadcast(call, [call.shape(0), target]))];
    },
  },
  Tile: { kind: "move", infer: (call) => [repeated(call, tiled(call))] },
  SpaceToDepth: { kind: "move", infer: (call) => [tensor(call.dtype(0), blocks(call, true))] },
  DepthToSpace: { kind: "move", infer: (call) => [tensor(call.dtype(0), blocks(call, false))] },
  Col2Im: {
    kind: "move",
    infer: (call) => [tensor(call.dtype(0), col2Im(call))],
    // Every input element is added once.
    flops: (work) => work.inputCountOf(0),
  },
};
