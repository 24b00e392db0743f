/** How unlike a model is to those that training saw: what widens its interval. */
import type { Interval } from "./weights.ts";

/**
 * Distance to the nearest of the rows of `seen`: half the sum of |differences| of the classes' shares of the regression's
 * time, the part of the time that is spent on other kinds of kernels. 0: the same mixture, 1: nothing in common.
 */
export function distanceTo(seen: Float32Array, shares: Float32Array): number {
  const width = shares.length;
  let nearest = 1;
  for (let row = 0; row < seen.length; row += width) {
    let apart = 0;
    for (let column = 0; column < width; column += 1) {
      apart += Math.abs((seen[row + column] ?? 0) - (shares[column] ?? 0));
    }
    nearest = Math.min(nearest, apart / 2);
  }
  return nearest;
}

/** The interval for a model at this distance. */
export const intervalAt = (intervals: readonly Interval[], distance: number): Interval | undefined =>
  intervals.find((one) => distance <= one.distance) ?? intervals.at(-1);
