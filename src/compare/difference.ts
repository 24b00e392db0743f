/** How far a value is from the one it is compared with. */
import type { Fraction } from "../base/units.ts";

export interface Difference {
  /** In the unit of the values. */
  readonly absolute: number;
  /** Of the size of the first value; undefined from nothing to something. */
  readonly relative: Fraction | undefined;
}

/** value - base, and its share of |base|; undefined where one of them is unknown. */
export function differenceOf(value: number | undefined, base: number | undefined): Difference | undefined {
  if (value === undefined || base === undefined) return undefined;
  const absolute = value - base;
  if (absolute === 0) return { absolute: 0, relative: 0 };
  return { absolute, relative: base === 0 ? undefined : absolute / Math.abs(base) };
}
