/** Regression trees on binned columns, by histograms; deterministic. The base of boosting and of forests. */
import type { Random } from "../train/random.ts";

/** Columns cut into bins; a value's bin is the number of cuts below or at it. NaN has the last bin. */
export interface Bins {
  readonly cuts: readonly Float64Array[];
}

const mostCuts = 96;
const unknownBin = mostCuts + 1;

/** Cuts halfway between neighbouring distinct values: all of them, or as many as there may be, evenly over the values. */
export function binsOf(rows: readonly Float64Array[], columns: number): Bins {
  const cuts = Array.from({ length: columns }, (_, column) => {
    const values = new Set(rows.map((row) => row[column] ?? Number.NaN).filter((value) => !Number.isNaN(value)));
    const sorted = Float64Array.from(values).sort();
    const gaps = Math.max(0, sorted.length - 1);
    const count = Math.min(mostCuts, gaps);
    return Float64Array.from({ length: count }, (__, at) => {
      const gap = Math.floor(((at + 0.5) * gaps) / count);
      return ((sorted[gap] ?? 0) + (sorted[gap + 1] ?? 0)) / 2;
    });
  });
  return { cuts };
}

export function binned({ cuts }: Bins, row: Float64Array): Uint8Array {
  return Uint8Array.from(cuts, (own, column) => {
    const value = row[column] ?? Number.NaN;
    if (Number.isNaN(value)) return unknownBin;
    let [low, high] = [0, own.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value >= (own[middle] ?? 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

/** The same table column by column: a split reads one column of many rows. */
export const columnsOf = (rows: readonly Uint8Array[]): readonly Uint8Array[] =>
  Array.from({ length: rows[0]?.length ?? 0 }, (_, column) => Uint8Array.from(rows, (row) => row[column] ?? 0));

/** A leaf has column -1; else rows with bin <= `bin` go left, unknown ones right. */
export interface Tree {
  readonly column: Int16Array;
  readonly bin: Uint8Array;
  readonly left: Int32Array;
  readonly value: Float64Array;
}

export function treeValue({ column, bin, left, value }: Tree, row: Uint8Array): number {
  let at = 0;
  for (let own = column[0] ?? -1; own >= 0; own = column[at] ?? -1) {
    at = (left[at] ?? 0) + ((row[own] ?? 0) <= (bin[at] ?? 0) ? 0 : 1);
  }
  return value[at] ?? 0;
}

export interface TreeOptions {
  readonly depth: number;
  readonly leastRows: number;
  /** Added to the number of rows of a leaf: draws its value towards 0. */
  readonly ridge: number;
  /** Columns tried at each split, drawn at random; all of them when absent. */
  readonly tried?: number;
}

interface Growing {
  readonly column: number[];
  readonly bin: number[];
  readonly left: number[];
  readonly value: number[];
}

/** Least squares on `target` over the rows numbered by `picked`, of a table column by column. */
export function growTree(
  columns: readonly Uint8Array[],
  target: Float64Array,
  picked: Int32Array,
  options: TreeOptions,
  random: Random,
): Tree {
  const tree: Growing = { column: [-1], bin: [0], left: [0], value: [0] };
  const open: { readonly node: number; readonly picked: Int32Array; readonly depth: number }[] = [
    { node: 0, picked, depth: 0 },
  ];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { node, depth } = one;
    const sum = one.picked.reduce((total, at) => total + (target[at] ?? 0), 0);
    tree.value[node] = sum / (one.picked.length + options.ridge);
    const split = depth < options.depth ? bestSplit(columns, target, one.picked, sum, options, random) : undefined;
    if (split === undefined) continue;
    const bins = columns[split.column];
    const goesLeft = (at: number): boolean => (bins?.[at] ?? 0) <= split.bin;
    const left = tree.column.length;
    tree.column[node] = split.column;
    tree.bin[node] = split.bin;
    tree.left[node] = left;
    for (const part of [one.picked.filter(goesLeft), one.picked.filter((at) => !goesLeft(at))]) {
      open.push({ node: tree.column.push(-1) - 1, picked: part, depth: depth + 1 });
      tree.bin.push(0);
      tree.left.push(0);
      tree.value.push(0);
    }
  }
  return {
    column: Int16Array.from(tree.column),
    bin: Uint8Array.from(tree.bin),
    left: Int32Array.from(tree.left),
    value: Float64Array.from(tree.value),
  };
}

const [counts, sums] = [new Int32Array(unknownBin + 1), new Float64Array(unknownBin + 1)];

/** The split that lowers the squared error most. */
function bestSplit(
  columns: readonly Uint8Array[],
  target: Float64Array,
  picked: Int32Array,
  sum: number,
  { leastRows, ridge, tried }: TreeOptions,
  random: Random,
): { readonly column: number; readonly bin: number } | undefined {
  if (picked.length < 2 * leastRows) return undefined;
  let best: { readonly column: number; readonly bin: number } | undefined;
  let gain = 1e-9 + sum ** 2 / (picked.length + ridge);
  for (const [column, bins] of columns.entries()) {
    if (tried !== undefined && random() * columns.length >= tried) continue;
    counts.fill(0);
    sums.fill(0);
    for (const at of picked) {
      const bin = bins[at] ?? 0;
      counts[bin] = (counts[bin] ?? 0) + 1;
      sums[bin] = (sums[bin] ?? 0) + (target[at] ?? 0);
    }
    let [count, part] = [0, 0];
    for (let bin = 0; bin < unknownBin; bin += 1) {
      if (counts[bin] === 0) continue;
      count += counts[bin] ?? 0;
      part += sums[bin] ?? 0;
      const rest = picked.length - count;
      if (rest < leastRows) break;
      if (count < leastRows) continue;
      const now = part ** 2 / (count + ridge) + (sum - part) ** 2 / (rest + ridge);
      if (now > gain) [gain, best] = [now, { column, bin }];
    }
  }
  return best;
}
