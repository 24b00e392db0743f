/** Least squares by coordinate descent on the normal equations, held towards a prior. */

/** AᵀA and Aᵀb of rows that are added one by one. */
export interface Normal {
  readonly gram: readonly Float64Array[];
  readonly target: Float64Array;
}

export const emptyNormal = (size: number): Normal => ({
  gram: Array.from({ length: size }, () => new Float64Array(size)),
  target: new Float64Array(size),
});

/** Adds weight · (row · x - b)². */
export function addRow({ gram, target }: Normal, row: Float64Array, b: number, weight = 1): void {
  const used: number[] = [];
  for (const [j, value] of row.entries()) if (value !== 0) used.push(j);
  for (const j of used) {
    const value = weight * (row[j] ?? 0);
    target[j] = (target[j] ?? 0) + value * b;
    const line = gram[j];
    if (line === undefined) continue;
    for (const k of used) line[k] = (line[k] ?? 0) + value * (row[k] ?? 0);
  }
}

export interface Hold {
  /** What each coefficient is held towards, and how strongly. */
  readonly prior: Readonly<ArrayLike<number>>;
  readonly lambda: Readonly<ArrayLike<number>>;
  /** Lower bound of every coefficient. */
  readonly least: number;
  readonly sweeps: number;
}

/** Minimises |A x - b|² + Σ λ_j (x_j - prior_j)² over x >= least. */
export function descend({ gram, target }: Normal, { prior, lambda, least, sweeps }: Hold): Float64Array {
  const x = Float64Array.from(prior);
  const size = x.length;
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    let moved = 0;
    for (let j = 0; j < size; j += 1) {
      const line = gram[j];
      const hold = lambda[j] ?? 0;
      const curvature = (line?.[j] ?? 0) + hold;
      if (line === undefined || curvature === 0) continue;
      let slope = hold * ((x[j] ?? 0) - (prior[j] ?? 0)) - (target[j] ?? 0);
      for (let k = 0; k < size; k += 1) slope += (line[k] ?? 0) * (x[k] ?? 0);
      const next = Math.max(least, (x[j] ?? 0) - slope / curvature);
      moved = Math.max(moved, Math.abs(next - (x[j] ?? 0)) / (Math.abs(next) + 1e-12));
      x[j] = next;
    }
    if (moved < 1e-5) break;
  }
  return x;
}

/** Minimises over x >= 0; `rows` are the rows of A. */
export function nonNegativeLeastSquares(
  rows: readonly Float64Array[],
  b: readonly number[],
  lambda: Readonly<ArrayLike<number>>,
  prior: Readonly<ArrayLike<number>>,
  sweeps = 200,
): Float64Array {
  const normal = emptyNormal(lambda.length);
  for (const [at, row] of rows.entries()) addRow(normal, row, b[at] ?? 0);
  return descend(normal, { prior, lambda, least: 0, sweeps });
}
