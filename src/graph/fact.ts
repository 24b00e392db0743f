/** What is known of a value: its type, its shape, and for small integer-like tensors the elements themselves. */
import type { DType } from "../base/dtype.ts";
import { type Dim, product, substitute } from "./dims.ts";

export type Shape = readonly Dim[];

/** An element of a folded tensor; a size expression where the exporter computes with shapes; undefined when not known. */
export type Element = Dim | undefined;

export interface TensorFact {
  readonly kind: "tensor";
  /** Undefined: element type unknown. */
  readonly dtype: DType | undefined;
  /** Undefined: rank unknown. [] is a scalar. */
  readonly shape: Shape | undefined;
  /** Row-major elements, where folding found them; booleans are 0 and 1. */
  readonly elements?: readonly Element[];
}

export interface SequenceFact {
  readonly kind: "sequence";
  /** What all elements have in common; undefined when nothing is known. */
  readonly element: Fact | undefined;
  readonly length?: Dim;
  /** Each element, where the sequence was put together from known ones. */
  readonly items?: readonly (Fact | undefined)[];
}

export interface OptionalFact {
  readonly kind: "optional";
  readonly element: Fact | undefined;
  /** Surely holds nothing; `element` is what it could hold. */
  readonly empty?: true;
}

export interface MapFact {
  readonly kind: "map";
  readonly key: DType | undefined;
  readonly value: Fact | undefined;
}

export type Fact = TensorFact | SequenceFact | OptionalFact | MapFact;

/** Folding stops at this size: shape arithmetic is tiny, and weights are none of its business. */
export const maximumFoldedElements = 4096;

/** No runtime takes more axes than this (numpy and PyTorch stop at 64); a longer shape is an attack and is dropped. */
export const maximumRank = 64;

export const tensor = (dtype: DType | undefined, shape: Shape | undefined): TensorFact => ({
  kind: "tensor",
  dtype,
  shape: shape !== undefined && shape.length > maximumRank ? undefined : shape,
});

/** A tensor with known elements; elements are dropped when they are too many or do not fit the shape. */
export function folded(
  dtype: DType | undefined,
  shape: Shape | undefined,
  elements: readonly Element[] | undefined,
): TensorFact {
  const fits =
    elements !== undefined &&
    (shape?.length ?? 0) <= maximumRank &&
    elements.length <= maximumFoldedElements &&
    elementCount(shape) === elements.length;
  return fits ? { kind: "tensor", dtype, shape, elements } : tensor(dtype, shape);
}

/** Number of elements; undefined when the rank or a size is not a number. */
export function elementCount(shape: Shape | undefined): number | undefined {
  if (shape === undefined) return undefined;
  const count = product(shape);
  return typeof count === "number" ? count : undefined;
}

/** The elements as plain numbers, or undefined when any is unknown or symbolic. */
export function knownNumbers(fact: Fact | undefined): readonly number[] | undefined {
  if (fact?.kind !== "tensor" || fact.elements === undefined) return undefined;
  const numbers = fact.elements.filter((element) => typeof element === "number");
  return numbers.length === fact.elements.length ? numbers : undefined;
}

/** The fact with values for the symbols that have one. */
export function withSizes(fact: Fact, values: ReadonlyMap<string, number>): Fact {
  const own = (dim: Dim): Dim => substitute(dim, values);
  const inner = (part: Fact | undefined): Fact | undefined => part && withSizes(part, values);
  switch (fact.kind) {
    case "tensor": {
      const elements = fact.elements?.map((element) => (element === undefined ? undefined : own(element)));
      return { ...fact, shape: fact.shape?.map(own), ...(elements && { elements }) };
    }
    case "sequence": {
      const { element, length, items } = fact;
      return {
        kind: "sequence",
        element: inner(element),
        ...(length !== undefined && { length: own(length) }),
        ...(items && { items: items.map(inner) }),
      };
    }
    case "optional":
      return { ...fact, element: inner(fact.element) };
    case "map":
      return { ...fact, value: inner(fact.value) };
  }
}
