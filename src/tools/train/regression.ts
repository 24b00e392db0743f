/** Fitting the regression c: non-negative least squares on relative errors, in two levels. */
import { isOwnTerm, terms } from "../../predict/conv-regression.ts";

/** What holds coefficients back, in numbers of networks: as if so many said 0 (or the mean device's value). */
export interface Ridge {
  /** On terms shared by a family of kernels. */
  readonly shared: number;
  /** On a class's own terms: what a family can explain, it should. */
  readonly own: number;
  /** On each configuration's distance from the mean device. */
  readonly configuration: number;
}

export const defaultRidge: Ridge = { shared: 0.1, own: 10, configuration: 1 };

/** Times per network, one per configuration; undefined where nothing was measured. */
export interface Rows {
  readonly sums: readonly Float64Array[];
  readonly seconds: readonly (readonly (number | undefined)[])[];
}

export interface Fit {
  /** Coefficients of the mean device; only their ratios mean anything. */
  readonly pooled: readonly number[];
  readonly configurations: readonly (readonly number[])[];
}

/**
 * Minimises |A x - b|² + Σ λ_j (x_j - prior_j)² over x >= 0 by coordinate descent on the normal equations.
 * `rows` are the rows of A.
 */
export function nonNegativeLeastSquares(
  rows: readonly Float64Array[],
  b: readonly number[],
  lambda: Readonly<ArrayLike<number>>,
  prior: Readonly<ArrayLike<number>>,
  sweeps = 200,
): Float64Array {
  const size = lambda.length;
  const x = Float64Array.from(prior);
  const gram = Array.from({ length: size }, () => new Float64Array(size));
  const target = Float64Array.from({ length: size }, (_, j) => (lambda[j] ?? 0) * (prior[j] ?? 0));
  for (const [at, row] of rows.entries()) {
    for (const [j, value] of row.entries()) {
      if (value === 0) continue;
      target[j] = (target[j] ?? 0) + value * (b[at] ?? 0);
      const line = gram[j] ?? new Float64Array(size);
      for (let k = 0; k < size; k += 1) line[k] = (line[k] ?? 0) + value * (row[k] ?? 0);
    }
  }
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    for (const [j, line] of gram.entries()) {
      const curvature = (line[j] ?? 0) + (lambda[j] ?? 0);
      if (curvature === 0) continue;
      let slope = (lambda[j] ?? 0) * (x[j] ?? 0) - (target[j] ?? 0);
      for (let k = 0; k < size; k += 1) slope += (line[k] ?? 0) * (x[k] ?? 0);
      x[j] = Math.max(0, (x[j] ?? 0) - slope / curvature);
    }
  }
  return x;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * First the mean device, whose time for a network is the geometric mean over configurations, each scaled to a geometric
 * mean of 1; then every configuration, held towards the mean device scaled to its own speed. So a configuration with few
 * rows, or a term that few networks show, falls back on what all devices have in common.
 */
export function fitRegression({ sums, seconds }: Rows, ridge: Ridge = defaultRidge): Fit {
  const count = seconds[0]?.length ?? 0;
  const speeds = Array.from({ length: count }, (_, at) =>
    Math.exp(meanOf(seconds.flatMap((row) => (row[at] === undefined ? [] : [Math.log(row[at])])))),
  );
  const relative = seconds.map((row) =>
    Math.exp(meanOf(row.flatMap((time, at) => (time === undefined ? [] : [Math.log(time / (speeds[at] ?? 1))])))),
  );
  const lengths = columnLengths(sums, relative);
  const scaled = sums.map((row) => row.map((value, j) => value / (lengths[j] ?? 1)));
  const ones = sums.map(() => 1);
  const lambda = terms.map((name) => (isOwnTerm(name) ? ridge.own : ridge.shared));
  const over = (times: readonly number[]): readonly Float64Array[] =>
    scaled.map((row, at) => row.map((value) => value / (times[at] ?? 1)));
  const shape = nonNegativeLeastSquares(over(relative), ones, lambda, new Float64Array(terms.length));
  const toward = terms.map(() => ridge.configuration);
  const configurations = speeds.map((speed, at) => {
    const measured = seconds.flatMap((row, network) => (row[at] === undefined ? [] : [network]));
    const times = measured.map((network) => (seconds[network]?.[at] ?? 0) / speed);
    const rows = measured.flatMap((network) => scaled[network] ?? []);
    const x = nonNegativeLeastSquares(
      rows.map((row, n) => row.map((value) => value / (times[n] ?? 1))),
      times.map(() => 1),
      toward,
      shape,
      100,
    );
    return Array.from(x, (value, j) => (value * speed) / (lengths[j] ?? 1));
  });
  return { pooled: Array.from(shape, (value, j) => value / (lengths[j] ?? 1)), configurations };
}

/** Part of the largest column of the same quantity that a column's length is at least. */
const leastLength = 0.1;

/**
 * Root mean square of each column of sums over times, by which it is scaled, so that the ridge is the same for all. A class
 * that training hardly shows is scaled as if it showed more, else a tiny column could take up any error with a huge rate.
 */
function columnLengths(sums: readonly Float64Array[], times: readonly number[]): Float64Array {
  const squares = new Float64Array(terms.length);
  for (const [at, row] of sums.entries()) {
    for (const [j, value] of row.entries()) squares[j] = (squares[j] ?? 0) + (value / (times[at] ?? 1)) ** 2;
  }
  const quantities = terms.map((name) => name.split(".")[1] ?? "");
  const largest = new Map<string, number>();
  const lengths = squares.map((square) => Math.sqrt(square / sums.length));
  for (const [j, quantity] of quantities.entries()) {
    largest.set(quantity, Math.max(largest.get(quantity) ?? 0, lengths[j] ?? 0));
  }
  return lengths.map((length, j) => {
    const least = quantities[j] === "byte" ? leastLength * (largest.get("byte") ?? 0) : 0;
    return Math.max(length, least) || 1;
  });
}

/** Σ amount × coefficient of a network on a configuration, in seconds. */
export const regressionTime = (sums: Float64Array, coefficients: readonly number[]): number =>
  coefficients.reduce((time, coefficient, term) => time + coefficient * (sums[term] ?? 0), 0);
