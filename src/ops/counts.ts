/** Counting operations: sizes that are not all known give an unknown count, never a partial one. */
import { elementCount, type Shape } from "../graph/fact.ts";
import type { Work } from "./op.ts";

type Count = number | undefined;

/** The product; undefined when a factor is unknown or the product no longer fits a number. */
export function times(...factors: readonly Count[]): Count {
  let result = 1;
  for (const factor of factors) {
    if (factor === undefined) return undefined;
    result *= factor;
  }
  return Number.isFinite(result) ? result : undefined;
}

/** The sum; undefined when a part is unknown. */
export function plus(...parts: readonly Count[]): Count {
  let result = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    result += part;
  }
  return result;
}

/** `count` operations for each element of the first output. */
export const perOutput =
  (count: number) =>
  (work: Work): Count =>
    times(count, work.outputCountOf(0));

/** `count` operations for each element of the first input. */
export const perInput =
  (count: number) =>
  (work: Work): Count =>
    times(count, work.inputCountOf(0));

/** Elements per entry of the leading axes: the product of the sizes from `axis` on. */
export const countFrom = (shape: Shape | undefined, axis: number): Count => elementCount(shape?.slice(axis));
