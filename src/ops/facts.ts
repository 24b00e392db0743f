/** Facts from what the file says: initializers, Constant values, declared types. */
import type { DimDef, TensorDef, TypeDef } from "../onnx/model.ts";
import { type Dim, symbol } from "../graph/dims.ts";
import { type Fact, folded, type Shape, tensor } from "../graph/fact.ts";

/** The fact of a stored tensor; its elements too, when they were small enough to be read. */
export function factOfTensor(def: TensorDef): Fact {
  const values = def.data.kind === "values" ? def.data.values : undefined;
  return folded(def.dtype, def.dims, values);
}

/** How a size that the file leaves open gets its value; undefined leaves it a symbol. */
export type DimResolver = (dim: DimDef, axis: number) => Dim;

/** The fact of a declared type, its open sizes given by `resolve`. */
export function factOfType(type: TypeDef | undefined, resolve: DimResolver): Fact | undefined {
  if (type === undefined) return undefined;
  if (type.kind === "tensor") return tensor(type.dtype, type.shape?.map(resolve));
  if (type.kind === "sequence") return { kind: "sequence", element: factOfType(type.element, resolve) };
  if (type.kind === "optional") return { kind: "optional", element: factOfType(type.element, resolve) };
  return { kind: "map", key: type.key, value: factOfType(type.value, resolve) };
}

export interface Reconciled {
  readonly fact: Fact | undefined;
  /** The declaration filled something in that inference did not know. */
  readonly filled: boolean;
  /** Inferred and declared disagree; the text says how. */
  readonly contradiction: string | undefined;
}

/**
 * Joins what was inferred with what the file declares for the same value. Inference wins where both speak; the
 * declaration fills what inference left open.
 */
export function reconcile(
  inferred: Fact | undefined,
  declared: TypeDef | undefined,
  sizes: ReadonlyMap<string, number>,
): Reconciled {
  const same = { fact: inferred, filled: false, contradiction: undefined };
  if (declared === undefined) return same;
  const resolve: DimResolver = (dim, axis) =>
    typeof dim === "string" ? (sizes.get(dim) ?? symbol(dim)) : (dim ?? symbol(`declared?${axis}`));
  if (inferred === undefined) {
    const fact = withoutOpenSizes(factOfType(declared, resolve), declared);
    return { fact, filled: fact !== undefined, contradiction: undefined };
  }
  if (declared.kind !== "tensor" || inferred.kind !== "tensor") return same;
  const shape = declared.shape;
  const dtype = inferred.dtype ?? declared.dtype;
  if (shape === undefined) return { ...same, fact: { ...inferred, dtype } };
  if (inferred.shape === undefined) {
    const known = shape.every((size) => size !== undefined);
    return known
      ? { fact: tensor(dtype, shape.map(resolve)), filled: true, contradiction: undefined }
      : { ...same, fact: { ...inferred, dtype } };
  }
  return reconcileShapes({ ...inferred, dtype }, inferred.shape, shape, sizes);
}

function reconcileShapes(
  inferred: Fact,
  own: Shape,
  declared: readonly DimDef[],
  sizes: ReadonlyMap<string, number>,
): Reconciled {
  if (own.length !== declared.length) {
    return { fact: inferred, filled: false, contradiction: `declared rank ${declared.length}, inferred ${own.length}` };
  }
  let filled = false;
  let contradiction: string | undefined;
  const shape = own.map((size, axis): Dim => {
    const said = declared[axis];
    const value = typeof said === "string" ? sizes.get(said) : said;
    if (value === undefined) return size;
    if (typeof size !== "number") {
      filled = true;
      return value;
    }
    // A symbol may have been bound by us; only a number in the file can contradict.
    if (size !== value && typeof said === "number") {
      contradiction ??= `axis ${axis}: declared ${value}, inferred ${size}`;
    }
    return size;
  });
  return { fact: filled && inferred.kind === "tensor" ? { ...inferred, shape } : inferred, filled, contradiction };
}

/** A declared rank with open sizes is kept only where the sizes have names; nameless ones would all look equal. */
function withoutOpenSizes(fact: Fact | undefined, declared: TypeDef): Fact | undefined {
  if (fact?.kind !== "tensor" || declared.kind !== "tensor") return fact;
  return declared.shape?.some((size) => size === undefined) === true ? tensor(fact.dtype, undefined) : fact;
}
