/** Random forests: trees on resampled rows, columns drawn at each split, their mean. Breiman 2001. */
import { seeded } from "../train/random.ts";
import { binned, binsOf, columnsOf, growTree, treeValue } from "./trees.ts";

export interface ForestOptions {
  readonly trees: number;
  readonly depth: number;
  /** Columns tried at each split. */
  readonly tried: number;
}

/** Learns `target` from rows of columns. */
export function fitForest(
  rows: readonly Float64Array[],
  target: readonly number[],
  { trees, depth, tried }: ForestOptions,
  seed: number,
): (row: Float64Array) => number {
  const random = seeded(seed);
  const bins = binsOf(rows, rows[0]?.length ?? 0);
  const columns = columnsOf(rows.map((row) => binned(bins, row)));
  const values = Float64Array.from(target);
  const grown = Array.from({ length: trees }, () => {
    const picked = Int32Array.from(rows, () => Math.floor(random() * rows.length)).sort();
    return growTree(columns, values, picked, { depth, leastRows: 1, ridge: 0, tried }, random);
  });
  return (row) => {
    const own = binned(bins, row);
    return grown.reduce((sum, tree) => sum + treeValue(tree, own), 0) / trees;
  };
}
