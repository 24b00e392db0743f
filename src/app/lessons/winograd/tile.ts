/** One tile of Winograd's F(m×m, r×r), step by step: V = BᵀdB, U = GgGᵀ, M = U ⊙ V, Y = AᵀMA (Lavin & Gray 2016). */
import { type Matrix, type Transforms, transformsOf } from "../../../cost/conv/winograd-matrices.ts";

export const transposed = (matrix: Matrix): Matrix =>
  (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? 0));

export const times = (a: Matrix, b: Matrix): Matrix => {
  const columns = transposed(b);
  return a.map((row) => columns.map((column) => row.reduce((sum, value, i) => sum + value * (column[i] ?? 0), 0)));
};

const elementwise = (a: Matrix, b: Matrix, combine: (x: number, y: number) => number): Matrix =>
  a.map((row, i) => row.map((value, j) => combine(value, b[i]?.[j] ?? 0)));

/** The same transform along both axes: T·x·Tᵀ. */
const both = (transform: Matrix, matrix: Matrix): Matrix => times(times(transform, matrix), transposed(transform));

export interface TileSteps {
  /** BᵀdB, of the data. */
  readonly v: Matrix;
  /** GgGᵀ, of the filter. */
  readonly u: Matrix;
  /** Their products, element by element: the only multiplications that are not of constants. */
  readonly m: Matrix;
  /** AᵀMA, the outputs. */
  readonly y: Matrix;
}

export function tileSteps({ Bt, G, At }: Transforms, d: Matrix, g: Matrix): TileSteps {
  const v = both(Bt, d);
  const u = both(G, g);
  const m = elementwise(u, v, (a, b) => a * b);
  return { v, u, m, y: both(At, m) };
}

/** What a convolution (without flip, as networks have it) gives by its definition: Σ d[i + r, j + s]·g[r, s]. */
export function directTile(d: Matrix, g: Matrix): Matrix {
  const size = d.length - g.length + 1;
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) =>
      g.reduce(
        (sum, row, r) => sum + row.reduce((inRow, weight, s) => inRow + weight * (d[i + r]?.[j + s] ?? 0), 0),
        0,
      ),
    ),
  );
}

/** The largest difference of two results, absolute. */
export const farthest = (a: Matrix, b: Matrix): number =>
  Math.max(0, ...elementwise(a, b, (x, y) => Math.abs(x - y)).flat());

/** Largest value by size; 0 of nothing. */
const largest = (matrix: Matrix): number => Math.max(0, ...matrix.flat().map(Math.abs));

/** Are two results the same but for rounding: within a few units in the last place of the largest number on the way? */
export const isEqualToRounding = (steps: TileSteps, direct: Matrix): boolean =>
  farthest(steps.y, direct) <= 64 * Number.EPSILON * Math.max(largest(steps.m), largest(direct), Number.MIN_VALUE);

const f23 = transformsOf(2, 3);
if (f23 === undefined) throw new Error("there is no F(2,3)");
export const transforms23: Transforms = f23;

export interface Inputs {
  readonly d: Matrix;
  readonly g: Matrix;
}

/** Small whole numbers without a pattern: nearly every entry of the steps is another one. */
export const firstInputs: Inputs = {
  d: [
    [1, 0, 2, 3],
    [4, 1, 1, 0],
    [2, 3, 5, 1],
    [0, 2, 1, 4],
  ],
  g: [
    [1, 2, 0],
    [0, 1, -1],
    [2, 0, 1],
  ],
};

const rowsOf = (values: readonly number[], size: number): Matrix =>
  Array.from({ length: size }, (_, row) => values.slice(row * size, (row + 1) * size));

/** For a link: the sixteen numbers of d, then the nine of g. */
export const formatInputs = ({ d, g }: Inputs): string => [...d.flat(), ...g.flat()].join(",");

/** Undefined where the text is not twenty-five numbers. */
export function parseInputs(text: string | undefined): Inputs | undefined {
  const parts = text?.split(",") ?? [];
  const values = parts.map((part) => (part === "" ? Number.NaN : Number(part)));
  if (values.length !== 25 || !values.every(Number.isFinite)) return undefined;
  return { d: rowsOf(values.slice(0, 16), 4), g: rowsOf(values.slice(16), 3) };
}

export const withValue = (matrix: Matrix, row: number, column: number, value: number): Matrix =>
  matrix.map((line, i) => (i === row ? line.map((old, j) => (j === column ? value : old)) : line));
