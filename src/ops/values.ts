/** Arithmetic on folded elements, numbers and size expressions alike, as the element type would do it. */
import { bitsOf, type DType, isFloat, isInteger } from "../base/dtype.ts";
import {
  ceilDivide,
  type Dim,
  equal,
  type Expr,
  floorDivide,
  maximum,
  minimum,
  multiply,
  subtract,
} from "../graph/dims.ts";
import type { Element } from "../graph/fact.ts";

/** Significant bits of the narrow floats that folding rounds to; narrower ones are not folded. */
const significantBits: Readonly<Partial<Record<DType, number>>> = { float16: 11, bfloat16: 8 };

/** A number as the element type holds it; undefined where it would overflow or the type is not one we round to. */
export function fit(dtype: DType | undefined, value: number): Element {
  if (dtype === undefined || dtype === "float64") return value;
  if (dtype === "float32") return Math.fround(value);
  if (dtype === "bool") return value === 0 ? 0 : 1;
  if (isInteger(dtype)) return fitInteger(dtype, value);
  const bits = significantBits[dtype];
  if (bits === undefined || !Number.isFinite(value) || value === 0) return bits === undefined ? undefined : value;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) + 1 - bits);
  return roundHalfEven(value / unit) * unit;
}

function fitInteger(dtype: DType, value: number): Element {
  const bits = bitsOf(dtype);
  const signed = !dtype.startsWith("u");
  // 64-bit limits are not exact in a number; sums that reach them are not sizes.
  const limit = bits === 64 ? Number.MAX_SAFE_INTEGER : 2 ** (signed ? bits - 1 : bits) - 1;
  const low = signed ? -limit - (bits === 64 ? 0 : 1) : 0;
  return Number.isInteger(value) && value >= low && value <= limit ? value + 0 : undefined;
}

export function roundHalfEven(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  if (rest !== 0.5) return Math.round(value);
  return down % 2 === 0 ? down : down + 1;
}

/** Symbols are sizes, hence not negative; an expression is so when nothing in it is subtracted. */
const isPlain = (expr: Expr): boolean => expr.terms.every((term) => term.atoms.every((atom) => atom.kind === "symbol"));

/** Least value of an element that is surely known: the constant term when all else is a sum of sizes. */
function leastValue(value: Dim): number | undefined {
  if (typeof value === "number") return value;
  if (!isPlain(value) || value.terms.some((term) => term.atoms.length > 0 && term.coefficient < 0)) return undefined;
  return value.terms.find((term) => term.atoms.length === 0)?.coefficient ?? 0;
}

/** -1, 0 or 1 where the order of a and b is sure whatever the sizes are; 0.5 for "at least equal", -0.5 for "at most". */
function order(a: Dim, b: Dim): number | undefined {
  const least = leastValue(subtract(a, b));
  if (typeof a === "number" && typeof b === "number") return Math.sign(a - b);
  if (equal(a, b)) return 0;
  if (least !== undefined && least >= 0) return least > 0 ? 1 : 0.5;
  const opposite = leastValue(subtract(b, a));
  if (opposite !== undefined && opposite >= 0) return opposite > 0 ? -1 : -0.5;
  return undefined;
}

const bool = (value: boolean): number => (value ? 1 : 0);

export const compare: Readonly<Record<"equal" | "greater" | "greaterOrEqual", (a: Dim, b: Dim) => Element>> = {
  equal(a, b) {
    const sign = order(a, b);
    return sign === undefined || Math.abs(sign) === 0.5 ? undefined : bool(sign === 0);
  },
  greater(a, b) {
    const sign = order(a, b);
    if (sign === undefined || sign === 0.5) return undefined;
    return bool(sign > 0);
  },
  greaterOrEqual(a, b) {
    const sign = order(a, b);
    if (sign === undefined || sign === -0.5) return undefined;
    return bool(sign >= 0);
  },
};

/** Positive sums of sizes divide downwards; a sum with a subtracted symbol could be of either sign. */
const isUpward = (value: Dim): boolean =>
  typeof value === "number" ? value >= 0 : value.terms.every((term) => term.coefficient > 0 || term.atoms.length === 0);

/** a / b as the type divides: integers truncate, floats only where the quotient is exact or both are numbers. */
export function divide(a: Dim, b: Dim, integer: boolean): Element {
  if (typeof a === "number" && typeof b === "number") {
    if (!integer) return a / b;
    return b === 0 ? undefined : Math.trunc(a / b);
  }
  if (b === 0 || (typeof b === "number" && b < 0)) return undefined;
  if (!integer) return exactQuotient(a, b);
  if (isUpward(a)) return floorDivide(a, b);
  const negated = multiply(-1, a);
  const quotient = isUpward(negated) ? floorDivide(negated, b) : undefined;
  return quotient === undefined ? undefined : multiply(-1, quotient);
}

function exactQuotient(a: Dim, b: Dim): Element {
  if (typeof b === "number") return multiply(a, 1 / b);
  const quotient = floorDivide(a, b);
  return quotient !== undefined && equal(multiply(quotient, b), a) ? quotient : undefined;
}

/** a - b·floor(a / b), the sign of b; `truncated` gives C's fmod, the sign of a. */
export function modulo(a: Dim, b: Dim, truncated: boolean): Element {
  if (b === 0) return undefined;
  if (typeof a === "number" && typeof b === "number") return truncated ? a % b : a - b * Math.floor(a / b);
  if (truncated && !isUpward(a)) return undefined;
  const quotient = isWhole(a) && isWhole(b) ? floorDivide(a, b) : undefined;
  return quotient === undefined ? undefined : subtract(a, multiply(b, quotient));
}

export function largest(a: Dim, b: Dim): Element {
  const sign = order(a, b);
  return sign === undefined ? maximum(a, b) : sign >= 0 ? a : b;
}

export function smallest(a: Dim, b: Dim): Element {
  const sign = order(a, b);
  return sign === undefined ? minimum(a, b) : sign <= 0 ? a : b;
}

/** Sizes times fractions (H·0.5) occur between a cast to float and a cast back. */
const isWhole = (value: Dim): boolean =>
  typeof value === "number" ? Number.isInteger(value) : value.terms.every((term) => Number.isInteger(term.coefficient));

/** Largest power of two tried as common denominator: scale factors are halves, quarters, eighths. */
const denominators = [2, 4, 8, 16, 32, 64, 3, 5, 6, 10];

/** floor or ceil of an expression, written as a division of integer expressions; undefined where that is not exact. */
export function roundedDown(value: Dim): Element {
  if (typeof value === "number") return Math.floor(value);
  if (isWhole(value)) return value;
  const by = denominators.find((factor) => isWhole(multiply(factor, value)));
  return by === undefined ? undefined : floorDivide(multiply(by, value), by);
}

export function roundedUp(value: Dim): Element {
  if (typeof value === "number") return Math.ceil(value);
  if (isWhole(value)) return value;
  const by = denominators.find((factor) => isWhole(multiply(factor, value)));
  return by === undefined ? undefined : ceilDivide(multiply(by, value), by);
}

/** Towards zero: what a cast from float to integer does. */
export function truncated(value: Dim): Element {
  if (typeof value === "number") return Number.isFinite(value) ? Math.trunc(value) : undefined;
  return isWhole(value) ? value : isUpward(value) ? roundedDown(value) : undefined;
}

/** |value|; a sum of sizes is its own. */
export const absolute = (value: Dim): Element => {
  if (typeof value === "number") return Math.abs(value);
  const least = leastValue(value);
  return least !== undefined && least >= 0 ? value : undefined;
};

/** -1, 0 or 1. */
export const signOf = (value: Dim): Element => {
  const sign = order(value, 0);
  return sign === undefined || Math.abs(sign) === 0.5 ? undefined : sign;
};

/** An element under another type. Bool is "not zero"; from float to integer truncates. */
export function castElement(value: Element, from: DType | undefined, to: DType | undefined): Element {
  if (value === undefined || to === undefined || to === "string" || from === "string" || from === undefined) {
    return undefined;
  }
  if (to === "bool") {
    const zero = compare.equal(value, 0);
    return typeof zero === "number" ? 1 - zero : undefined;
  }
  const whole = isInteger(to) && isFloat(from) ? truncated(value) : value;
  if (typeof whole !== "number") return whole;
  // The limits of int64 mean "to the end" in slices and stay what they are.
  return bitsOf(to) === 64 && isInteger(from) ? whole : fit(to, whole);
}
