/**
 * The matrices of Winograd's minimal filtering F(m, r): m outputs of a filter of r taps with α = m + r - 1
 * multiplications, y = Aᵀ[(G g) ⊙ (Bᵀ d)], by Cook and Toom's evaluation at α - 1 points and infinity
 * (Lavin & Gray 2016; the points and scales give the matrices of andravin/wincnn@c2bf630 and Tencent/ncnn@a4d2ea1).
 */
export type Matrix = readonly (readonly number[])[];

export interface Transforms {
  /** α x α, for the data. */
  readonly Bt: Matrix;
  /** α x r, for the filter. */
  readonly G: Matrix;
  /** m x α, for the products. */
  readonly At: Matrix;
}

/** Tile sizes that libraries use. */
export type Alpha = 4 | 6 | 8;

/** Bᵀ depends on the points alone, so filters of 3 and of 5 taps share it. Rows: 0, 1, -1, 2, -2, ½, -½, infinity. */
const dataMatrices: Readonly<Record<Alpha, Matrix>> = {
  4: [
    [1, 0, -1, 0],
    [0, 1, 1, 0],
    [0, -1, 1, 0],
    [0, -1, 0, 1],
  ],
  6: [
    [4, 0, -5, 0, 1, 0],
    [0, -4, -4, 1, 1, 0],
    [0, 4, -4, -1, 1, 0],
    [0, -2, -1, 2, 1, 0],
    [0, 2, -1, -2, 1, 0],
    [0, 4, 0, -5, 0, 1],
  ],
  8: [
    [1, 0, -21 / 4, 0, 21 / 4, 0, -1, 0],
    [0, 1, 1, -17 / 4, -17 / 4, 1, 1, 0],
    [0, -1, 1, 17 / 4, -17 / 4, -1, 1, 0],
    [0, 1 / 2, 1 / 4, -5 / 2, -5 / 4, 2, 1, 0],
    [0, -1 / 2, 1 / 4, 5 / 2, -5 / 4, -2, 1, 0],
    [0, 2, 4, -5 / 2, -5, 1 / 2, 1, 0],
    [0, -2, 4, 5 / 2, -5, -1 / 2, 1, 0],
    [0, -1, 0, 21 / 4, 0, -21 / 4, 0, 1],
  ],
};

/**
 * The finite points, each with the weight of its row of G: 1 / ∏(p - q) over the other points q, with the sign that the
 * row of Bᵀ was given. ½ comes last, so that the points of a smaller tile begin those of a larger one.
 */
const points: Readonly<Record<Alpha, readonly (readonly [point: number, weight: number])[]>> = {
  4: [
    [0, 1],
    [1, 1 / 2],
    [-1, 1 / 2],
  ],
  6: [
    [0, 1 / 4],
    [1, -1 / 6],
    [-1, -1 / 6],
    [2, 1 / 24],
    [-2, 1 / 24],
  ],
  8: [
    [0, 1],
    [1, -2 / 9],
    [-1, -2 / 9],
    [2, 1 / 90],
    [-2, 1 / 90],
    [1 / 2, 32 / 45],
    [-1 / 2, 32 / 45],
  ],
};

/** Powers of ½ become whole numbers in Aᵀ when their column is scaled by 2^(m-1) and the row of G by its inverse. */
const scaleOf = (point: number, m: number): number => (Math.abs(point) === 1 / 2 ? 2 ** (m - 1) : 1);

const powers = (point: number, count: number): readonly number[] => Array.from({ length: count }, (_, j) => point ** j);

/** The matrices of F(m, r); undefined unless m + r - 1 is 4, 6 or 8. */
export function transformsOf(m: number, r: number): Transforms | undefined {
  const alpha = alphaOf(m, r);
  if (alpha === undefined) return undefined;
  const last = (count: number): readonly number[] => Array.from({ length: count }, (_, j) => (j === count - 1 ? 1 : 0));
  const columns = [
    ...points[alpha].map(([point]) => powers(point, m).map((power) => power * scaleOf(point, m))),
    last(m),
  ];
  return {
    Bt: dataMatrices[alpha],
    G: [
      ...points[alpha].map(([point, weight]) => powers(point, r).map((power) => (power * weight) / scaleOf(point, m))),
      last(r),
    ],
    At: Array.from({ length: m }, (_, j) => columns.map((column) => column[j] ?? 0)),
  };
}

/** Inputs of a tile along one axis: m + r - 1. */
export function alphaOf(m: number, r: number): Alpha | undefined {
  const size = m + r - 1;
  return m >= 1 && r >= 2 && (size === 4 || size === 6 || size === 8) ? size : undefined;
}

/** Instructions that transform one vector, a fused multiply-add being one. */
export interface VectorCounts {
  readonly data: number;
  readonly filter: number;
  readonly inverse: number;
}

/**
 * With sums over ±p shared. Data 4, 12, 26 and filters of three taps 4, 8, 13: F(4,3) from wincnn's FAQ, F(6,3) from
 * the supplement of Lavin & Gray, F(2,3) from the matrices. A filter of r taps costs r + 1 a pair of points. Inverse:
 * 2 a pair of points for its sum and difference, then m outputs that add the α/2 - 1 pairs, and the two outer columns.
 */
export function vectorCounts(m: number, r: number): VectorCounts | undefined {
  const alpha = alphaOf(m, r);
  if (alpha === undefined) return undefined;
  const pairs = alpha / 2 - 1;
  return {
    data: { 4: 4, 6: 12, 8: 26 }[alpha],
    filter: r === 3 ? { 4: 4, 6: 8, 8: 13 }[alpha] : pairs * (r + 1) + 1,
    inverse: 2 * pairs + m * (pairs - 1) + 2,
  };
}
