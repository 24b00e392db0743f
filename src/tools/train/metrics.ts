/** How good predictions are, against what was measured. */
export interface Case {
  readonly measured: number;
  readonly predicted: number;
  readonly low?: number;
  readonly high?: number;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Errors relative to the measured value. */
const errors = (cases: readonly Case[]): readonly number[] =>
  cases.map(({ measured, predicted }) => Math.abs(predicted - measured) / measured);

/** Share of cases with an error of at most `bound`. */
export const within = (cases: readonly Case[], bound: number): number =>
  mean(errors(cases).map((error) => (error <= bound ? 1 : 0)));

export const mape = (cases: readonly Case[]): number => mean(errors(cases));

/** Share of cases inside their interval. */
export const covered = (cases: readonly Case[]): number =>
  mean(cases.map(({ measured, low = 0, high = 0 }) => (measured >= low && measured <= high ? 1 : 0)));

/** Spearman's rank correlation: Pearson's of the ranks, ties at their mean rank. */
export function spearman(cases: readonly Case[]): number {
  const a = ranks(cases.map(({ measured }) => measured));
  const b = ranks(cases.map(({ predicted }) => predicted));
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squareA, squareB] = [0, 0, 0];
  for (const [at, rank] of a.entries()) {
    const [x, y] = [rank - meanA, (b[at] ?? 0) - meanB];
    both += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return both / Math.sqrt(squareA * squareB);
}

function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((value, at) => ({ value, at })).toSorted((x, y) => x.value - y.value);
  const out: number[] = values.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value) to += 1;
    for (let k = from; k <= to; k += 1) out[order[k]?.at ?? 0] = (from + to) / 2;
    from = to + 1;
  }
  return out;
}

/** The value below which a share of the sorted `values` lies, by the nearest rank that holds at least that share. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * (sorted.length + 1)) - 1));
  return sorted[at] ?? 0;
}
