/** Shape arithmetic that operator rules share. Everything works on symbolic sizes as well as on numbers. */
import { add, type Dim, equal, floorDivide, formatDim, multiply, subtract } from "../graph/dims.ts";
import type { Shape } from "../graph/fact.ts";
import type { Call } from "./op.ts";

/** A non-negative axis; fails the call when it lies outside [-rank, rank). */
export function axisIn(call: Call, axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis;
  if (positive < 0 || positive >= rank || !Number.isInteger(positive)) {
    return call.fail(`axis ${axis} lies outside a tensor of rank ${rank}`);
  }
  return positive;
}

/**
 * Multidirectional broadcasting of ONNX (numpy's): sizes are matched from the right, 1 stretches. A symbolic size meets
 * a number above 1: the number wins, since anything else could not run. Two different symbols: unknown.
 */
export function broadcast(call: Call, shapes: readonly (Shape | undefined)[]): Shape | undefined {
  const known = shapes.filter((shape) => shape !== undefined);
  if (known.length < shapes.length) return undefined;
  const rank = Math.max(0, ...known.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) =>
    known
      .map((shape) => shape[axis - rank + shape.length])
      .reduce<Dim>((size, next) => (next === undefined ? size : broadcastDim(call, size, next)), 1),
  );
}

export function broadcastDim(call: Call, a: Dim, b: Dim): Dim {
  if (a === 1 || equal(a, b)) return b;
  if (b === 1) return a;
  if (typeof a === "number" && typeof b === "number") {
    return call.fail(`sizes ${a} and ${b} do not broadcast`);
  }
  if (typeof a === "number") return a;
  if (typeof b === "number") return b;
  return call.unknown(`which of ${formatDim(a)} and ${formatDim(b)} is larger`);
}

/** Row-major position of `axes` in a shape of the given sizes, all numbers. */
export function stridesOf(shape: readonly number[]): readonly number[] {
  const strides: number[] = [];
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    strides[axis] = stride;
    stride *= shape[axis] ?? 1;
  }
  return strides;
}

/** The shape when every size is a number. */
export function concrete(shape: Shape | undefined): readonly number[] | undefined {
  if (shape === undefined) return undefined;
  const numbers = shape.filter((size) => typeof size === "number");
  return numbers.length === shape.length ? numbers : undefined;
}

/** floor((size + pads - (dilation * (kernel - 1) + 1)) / stride) + 1; the ceiling when `ceil` (pooling's ceil_mode). */
export function slide(
  size: Dim,
  window: { readonly kernel: Dim; readonly stride: number; readonly dilation: number; readonly pads: Dim },
  ceil = false,
): Dim | undefined {
  const extent = add(multiply(window.dilation, subtract(window.kernel, 1)), 1);
  const room = subtract(add(size, window.pads), extent);
  const steps = floorDivide(ceil ? add(room, window.stride - 1) : room, window.stride);
  return steps === undefined ? undefined : add(steps, 1);
}

/** Is the same symbol or number repeated, i.e. surely equal? */
export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => equal(size, b[axis] ?? -1));
