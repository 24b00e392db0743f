/** What operators that work element by element share: broadcasting of shapes, of folded elements, and entries. */
import type { DType } from "../base/dtype.ts";
import type { Dim } from "../graph/dims.ts";
import { type Element, elementCount, type Fact, folded, maximumFoldedElements, type Shape } from "../graph/fact.ts";
import { perOutput } from "./counts.ts";
import { pick, upTo } from "./entries.ts";
import type { Call, Op, OpKind } from "./op.ts";
import { axisIn, broadcast, concrete } from "./shapes.ts";

/** Shapes of the inputs `from`... as they meet: versions before 7 align the second to `axis` of the first. */
export function inputShapes(call: Call, legacyBefore = 0): readonly (Shape | undefined)[] {
  const shapes = call.node.inputs.map((_, index) => call.shape(index));
  const [a, b] = shapes;
  const axis = call.version < legacyBefore ? call.int("axis") : undefined;
  if (axis === undefined || a === undefined || b === undefined || shapes.length !== 2 || b.length >= a.length) {
    return shapes;
  }
  const start = axisIn(call, axis, a.length);
  if (start + b.length > a.length) return call.fail(`rank ${b.length} at axis ${axis} of rank ${a.length}`);
  return [a, [...b, ...Array.from({ length: a.length - start - b.length }, () => 1)]];
}

/** Elements of a smaller shape repeated to `out`. */
export function spread<T>(
  elements: readonly T[] | undefined,
  shape: Shape | undefined,
  out: readonly number[],
): readonly T[] | undefined {
  const sizes = concrete(shape);
  if (elements === undefined || sizes === undefined) return undefined;
  const missing = out.length - sizes.length;
  const whole = [...Array.from({ length: missing }, () => 1), ...sizes];
  if (whole.every((size, axis) => size === out[axis])) return elements;
  return pick(
    elements,
    whole,
    whole.map((size, axis) => (size === 1 ? upTo(out[axis] ?? 0).map(() => 0) : upTo(size))),
  );
}

/** Result elements from those of the inputs, broadcast; undefined when an input has none. */
export function zipped(
  call: Call,
  shapes: readonly (Shape | undefined)[],
  out: Shape | undefined,
  rule: (values: readonly Element[]) => Element,
): readonly Element[] | undefined {
  const sizes = concrete(out);
  const count = elementCount(out);
  if (sizes === undefined || count === undefined || count > maximumFoldedElements) return undefined;
  if (shapes.some((_, index) => call.elements(index) === undefined)) return undefined;
  const columns = shapes.map((shape, index) => spread(call.elements(index), shape, sizes));
  return Array.from({ length: count }, (_, at) => rule(columns.map((column) => column?.[at])));
}

/** The rule for elements that are all known, unknown otherwise. */
export const strict =
  (rule: (...values: readonly Dim[]) => Element) =>
  (values: readonly Element[]): Element => {
    const known = values.filter((value) => value !== undefined);
    return known.length === values.length ? rule(...known) : undefined;
  };

/** The rule for two elements that are both known. */
export const pair =
  (rule: (a: Dim, b: Dim) => Element) =>
  ([a, b]: readonly Element[]): Element =>
    a === undefined || b === undefined ? undefined : rule(a, b);

/** Output shape, type and elements of a broadcasting operator. */
export function broadcastFact(
  call: Call,
  dtype: DType | undefined,
  rule?: (values: readonly Element[]) => Element,
  legacyBefore = 0,
): Fact {
  const shapes = inputShapes(call, legacyBefore);
  const out = broadcast(call, shapes);
  return folded(dtype, out, rule && zipped(call, shapes, out, rule));
}

/** An operator whose output is like its input, `flops` operations per element. */
export const likeInput = (
  kind: OpKind,
  flops: number,
  rule?: (value: Dim, call: Call) => Element,
  dtype?: DType,
): Op => ({
  kind,
  infer(call) {
    const type = dtype ?? call.dtype(0);
    const elements = rule && call.elements(0)?.map((value) => (value === undefined ? undefined : rule(value, call)));
    return [folded(type, call.shape(0), elements)];
  },
  flops: perOutput(flops),
});
