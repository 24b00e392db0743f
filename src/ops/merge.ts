/** What two facts about one value have in common: the ends of two branches, one iteration and the next. */
import { type Dim, equal, formatDim, symbolsOf } from "../graph/dims.ts";
import { type Element, type Fact, type SequenceFact, type Shape, tensor, type TensorFact } from "../graph/fact.ts";

/** A size for an axis along which two facts differ; undefined gives up the shape. */
type Open = (axis: number) => Dim | undefined;

/** Elements of a sequence may differ among themselves, which one symbol for all of them would deny. */
const noCommonSize: Open = () => undefined;

/** What is true of both; sizes that differ become what `open` gives for their axis. */
export function merge(a: Fact | undefined, b: Fact | undefined, open: Open = noCommonSize): Fact | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a.kind === "optional" || b.kind === "optional") return mergeOptionals(a, b, open);
  if (a.kind === "sequence" && b.kind === "sequence") return mergeSequences(a, b);
  if (a.kind === "tensor" && b.kind === "tensor") return mergeTensors(a, b, open);
  return undefined;
}

/** An empty optional says nothing about what the other holds. */
function mergeOptionals(a: Fact, b: Fact, open: Open): Fact {
  const inner = (fact: Fact) => (fact.kind === "optional" ? fact.element : fact);
  const isEmpty = (fact: Fact) => fact.kind === "optional" && fact.empty === true;
  if (isEmpty(a) && isEmpty(b)) return a;
  const element = isEmpty(a) ? inner(b) : isEmpty(b) ? inner(a) : merge(inner(a), inner(b), open);
  return { kind: "optional", element };
}

function mergeSequences(a: SequenceFact, b: SequenceFact): Fact {
  const sameLength = a.length !== undefined && b.length !== undefined && equal(a.length, b.length);
  // An empty sequence says nothing about its elements.
  const element = a.length === 0 ? b.element : b.length === 0 ? a.element : merge(a.element, b.element);
  const items = sameLength && a.items && b.items ? a.items.map((item, i) => merge(item, b.items?.[i])) : undefined;
  return { kind: "sequence", element, ...(sameLength && { length: a.length }), ...(items && { items }) };
}

function mergeTensors(a: TensorFact, b: TensorFact, open: Open): Fact {
  const dtype = a.dtype === b.dtype ? a.dtype : undefined;
  const [one, two] = [a.shape, b.shape];
  if (one === undefined || two === undefined || one.length !== two.length) return tensor(dtype, undefined);
  const sizes = one.map((size, axis) => (equal(size, two[axis] ?? -1) ? size : open(axis)));
  const shape = sizes.filter((size) => size !== undefined);
  if (shape.length < sizes.length) return tensor(dtype, undefined);
  const elements = sameShape(one, two) ? commonElements(a.elements, b.elements) : undefined;
  return elements === undefined ? tensor(dtype, shape) : { kind: "tensor", dtype, shape, elements };
}

const sameShape = (a: Shape, b: Shape): boolean => a.every((size, axis) => equal(size, b[axis] ?? -1));

const sameElement = (a: Element, b: Element): boolean => a !== undefined && b !== undefined && equal(a, b);

function commonElements(
  a: readonly Element[] | undefined,
  b: readonly Element[] | undefined,
): readonly Element[] | undefined {
  if (a === undefined || b === undefined || a.length !== b.length) return undefined;
  const common = a.map((element, index) => (sameElement(element, b[index]) ? element : undefined));
  return common.some((element) => element !== undefined) || common.length === 0 ? common : undefined;
}

/** Gives the symbol for a size (axis) of a carried value (index) that changes between iterations. */
export type OpenSize = (index: number, axis: number) => Dim;

/** The state merged with what an iteration made of it; a size that is open already stays the same symbol. */
export function widen(
  state: Fact | undefined,
  next: Fact | undefined,
  index: number,
  open: OpenSize,
  changing: ReadonlySet<string>,
): Fact | undefined {
  const shape = state?.kind === "tensor" ? state.shape : undefined;
  return merge(state, next, (axis) => {
    const own = shape?.[axis];
    return own !== undefined && typeof own !== "number" && changing.has(own.key) ? own : open(index, axis);
  });
}

/** Did widening change nothing? */
export const settled = (before: readonly (Fact | undefined)[], after: readonly (Fact | undefined)[]): boolean =>
  before.every((fact, index) => sameFact(fact, after[index]));

function sameFact(a: Fact | undefined, b: Fact | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.kind === "tensor" && b.kind === "tensor") return sameTensor(a, b);
  if (a.kind === "sequence" && b.kind === "sequence") {
    const sameItems =
      a.items === undefined ? b.items === undefined : b.items !== undefined && settled(a.items, b.items);
    return sameText(a.length, b.length) && sameItems && sameFact(a.element, b.element);
  }
  if (a.kind === "optional" && b.kind === "optional") return a.empty === b.empty && sameFact(a.element, b.element);
  return a.kind === b.kind;
}

const sameText = (a: Dim | undefined, b: Dim | undefined): boolean =>
  a === undefined || b === undefined ? a === b : formatDim(a) === formatDim(b);

function sameTensor(a: TensorFact, b: TensorFact): boolean {
  if (a.dtype !== b.dtype || a.shape?.length !== b.shape?.length || a.elements?.length !== b.elements?.length)
    return false;
  const sizes = a.shape?.every((size, axis) => sameText(size, b.shape?.[axis])) ?? true;
  return sizes && (a.elements?.every((element, i) => sameText(element, b.elements?.[i])) ?? true);
}

/** Does a size or element of the fact contain one of these symbols? */
export function depends(fact: Fact, symbols: Pick<ReadonlySet<string>, "has" | "size">): boolean {
  if (symbols.size === 0) return false;
  const uses = (dim: Element): boolean => dim !== undefined && [...symbolsOf(dim)].some((name) => symbols.has(name));
  if (fact.kind === "tensor") return [...(fact.shape ?? []), ...(fact.elements ?? [])].some(uses);
  if (fact.kind === "map") return false;
  const items = fact.kind === "sequence" ? (fact.items ?? []) : [];
  return [fact.element, ...items].some((inner) => inner !== undefined && depends(inner, symbols));
}
