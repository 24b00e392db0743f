/** Chance that a seed repeats, and the values that damage things most. */
import { randomSource } from "../../generate/random.ts";

export interface Dice {
  /** A whole number from 0 to `below` - 1. */
  readonly upTo: (below: number) => number;
  /** One of the list; undefined when it is empty. */
  readonly pick: <T>(list: readonly T[]) => T | undefined;
}

export function diceOf(seed: number): Dice {
  const random = randomSource(seed);
  const upTo = (below: number): number => Math.floor(random() * below);
  return { upTo, pick: (list) => list[upTo(list.length)] };
}

/** Sizes, axes and counts that real files do not have. */
export const absurd: readonly number[] = [
  0,
  -1,
  -2,
  1,
  2,
  3,
  7,
  255,
  -255,
  2 ** 16,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  2 ** 40,
  -(2 ** 40),
  2 ** 53,
  2 ** 62,
  -(2 ** 63),
];
