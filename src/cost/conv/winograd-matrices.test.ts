import fc from "fast-check";
import { expect, test } from "vitest";
import { alphaOf, type Matrix, transformsOf, vectorCounts } from "./winograd-matrices.ts";

const multiply = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, x, k) => sum + x * (b[k]?.[j] ?? 0), 0)));
const transpose = (a: Matrix): Matrix => (a[0] ?? []).map((_, j) => a.map((row) => row[j] ?? 0));
const sandwich = (left: Matrix, middle: Matrix): Matrix => multiply(multiply(left, middle), transpose(left));

/** y[i][j] = Σ g[u][v]·d[i+u][j+v]: what networks call convolution. */
const slide = (d: Matrix, g: Matrix): Matrix => {
  const m = d.length - g.length + 1;
  const at = (i: number, j: number): number =>
    g.reduce((sum, row, u) => sum + row.reduce((part, x, v) => part + x * (d[i + u]?.[j + v] ?? 0), 0), 0);
  return Array.from({ length: m }, (_, i) => Array.from({ length: m }, (__, j) => at(i, j)));
};

const sizes = [
  [2, 3], [4, 3], [6, 3], [3, 2], [5, 2], [7, 2], [3, 4], [5, 4], [2, 5], [4, 5], [3, 6], [2, 7],
] as const; // prettier-ignore

const square = (n: number): fc.Arbitrary<Matrix> => {
  const row = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: n, maxLength: n });
  return fc.array(row, { minLength: n, maxLength: n });
};

test.each(sizes)("F(%i,%i): Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A is the convolution of any tile", (m, r) => {
  const transforms = transformsOf(m, r);
  if (transforms === undefined) throw new Error("no matrices");
  const { Bt, G, At } = transforms;
  expect([Bt.length, G.length, At.length]).toEqual([m + r - 1, m + r - 1, m]);
  fc.assert(
    fc.property(square(m + r - 1), square(r), (d, g) => {
      const u = sandwich(G, g);
      const v = sandwich(Bt, d);
      const y = sandwich(
        At,
        v.map((row, i) => row.map((x, j) => x * (u[i]?.[j] ?? 0))),
      );
      slide(d, g).forEach((row, i) => row.forEach((x, j) => expect(y[i]?.[j]).toBeCloseTo(x, 6)));
    }),
    { numRuns: 25 },
  );
});

test("the matrices of F(2,3) and F(4,3) are those of Lavin and Gray", () => {
  expect(transformsOf(2, 3)?.G).toEqual([
    [1, 0, 0],
    [0.5, 0.5, 0.5],
    [0.5, -0.5, 0.5],
    [0, 0, 1],
  ]);
  expect(transformsOf(2, 3)?.At).toEqual([
    [1, 1, 1, 0],
    [0, 1, -1, 1],
  ]);
  expect(transformsOf(4, 3)?.At).toEqual([
    [1, 1, 1, 1, 1, 0],
    [0, 1, -1, 2, -2, 0],
    [0, 1, 1, 4, 4, 0],
    [0, 1, -1, 8, -8, 1],
  ]);
  expect(transformsOf(4, 3)?.G[3]).toEqual([1 / 24, 2 / 24, 4 / 24]);
});

test("F(6,3) has entries of 5.25 in Bᵀ and 32 in Aᵀ", () => {
  const { Bt = [], At = [] } = transformsOf(6, 3) ?? {};
  expect(Math.max(...Bt.flat())).toBe(5.25);
  expect(Math.max(...At.flat())).toBe(32);
});

test("only tiles of 4, 6 and 8 have points", () => {
  expect(alphaOf(3, 3)).toBeUndefined();
  expect(transformsOf(8, 3)).toBeUndefined();
  expect(vectorCounts(1, 3)).toBeUndefined();
});

/** A machine with three instructions that counts them: a + b·x is one, as is a + b and a·x. */
function machine() {
  let count = 0;
  const one = (value: number): number => {
    count += 1;
    return value;
  };
  return {
    add: (a: number, b: number) => one(a + b),
    sub: (a: number, b: number) => one(a - b),
    mul: (a: number, x: number) => one(a * x),
    fma: (a: number, b: number, x: number) => one(a + b * x),
    count: () => count,
  };
}
type Machine = ReturnType<typeof machine>;
type Program = (d: readonly number[], on: Machine) => readonly number[];
const at = (d: readonly number[], i: number): number => d[i] ?? Number.NaN;

const dataPrograms: Readonly<Record<number, Program>> = {
  4: (d, { add, sub }) => [
    sub(at(d, 0), at(d, 2)),
    add(at(d, 1), at(d, 2)),
    sub(at(d, 2), at(d, 1)),
    sub(at(d, 3), at(d, 1)),
  ],
  6: (d, { add, sub, fma }) => {
    const even = fma(at(d, 4), at(d, 2), -4);
    const odd = fma(at(d, 3), at(d, 1), -4);
    const even2 = sub(at(d, 4), at(d, 2));
    const odd2 = sub(at(d, 3), at(d, 1));
    return [
      fma(fma(at(d, 4), at(d, 2), -5), at(d, 0), 4),
      add(even, odd),
      sub(even, odd),
      fma(even2, odd2, 2),
      fma(even2, odd2, -2),
      fma(fma(at(d, 5), at(d, 3), -5), at(d, 1), 4),
    ];
  },
  8: (d, { add, sub, mul, fma }) => {
    const even = fma(add(at(d, 2), at(d, 6)), at(d, 4), -4.25);
    const odd = fma(add(at(d, 1), at(d, 5)), at(d, 3), -4.25);
    const even2 = fma(fma(at(d, 6), at(d, 2), 0.25), at(d, 4), -1.25);
    const odd2 = fma(fma(mul(at(d, 1), 0.5), at(d, 3), -2.5), at(d, 5), 2);
    const even3 = fma(at(d, 6), fma(at(d, 2), at(d, 4), -1.25), 4);
    const odd3 = fma(fma(mul(at(d, 1), 2), at(d, 3), -2.5), at(d, 5), 0.5);
    return [
      fma(sub(at(d, 0), at(d, 6)), sub(at(d, 4), at(d, 2)), 5.25),
      add(even, odd),
      sub(even, odd),
      add(even2, odd2),
      sub(even2, odd2),
      add(even3, odd3),
      sub(even3, odd3),
      fma(sub(at(d, 7), at(d, 1)), sub(at(d, 3), at(d, 5)), 5.25),
    ];
  },
};

const filterPrograms: Readonly<Record<number, Program>> = {
  4: (g, { add, mul, fma }) => {
    const even = mul(add(at(g, 0), at(g, 2)), 0.5);
    return [at(g, 0), fma(even, at(g, 1), 0.5), fma(even, at(g, 1), -0.5), at(g, 2)];
  },
  6: (g, { mul, fma }) => {
    const last = mul(at(g, 2), 1 / 6);
    const even = fma(last, at(g, 0), 1 / 6);
    const even2 = fma(last, at(g, 0), 1 / 24);
    return [
      mul(at(g, 0), 1 / 4),
      fma(-even, at(g, 1), -1 / 6),
      fma(-even, at(g, 1), 1 / 6),
      fma(even2, at(g, 1), 1 / 12),
      fma(even2, at(g, 1), -1 / 12),
      at(g, 2),
    ];
  },
};

const inversePrograms: Readonly<Record<number, Program>> = {
  4: (m, { add, sub }) => {
    const sum = add(at(m, 1), at(m, 2));
    const difference = sub(at(m, 1), at(m, 2));
    return [add(at(m, 0), sum), add(at(m, 3), difference)];
  },
  6: (m, { add, sub, fma }) => {
    const [s1, d1, s2, d2] = [
      add(at(m, 1), at(m, 2)),
      sub(at(m, 1), at(m, 2)),
      add(at(m, 3), at(m, 4)),
      sub(at(m, 3), at(m, 4)),
    ];
    return [add(add(at(m, 0), s1), s2), fma(d1, d2, 2), fma(s1, s2, 4), add(at(m, 5), fma(d1, d2, 8))];
  },
  8: (m, { add, sub, fma }) => {
    const [s1, s2, s3] = [1, 3, 5].map((i) => add(at(m, i), at(m, i + 1))) as [number, number, number];
    const [d1, d2, d3] = [1, 3, 5].map((i) => sub(at(m, i), at(m, i + 1))) as [number, number, number];
    return [
      fma(add(add(at(m, 0), s1), s2), s3, 32),
      fma(fma(d1, d2, 2), d3, 16),
      fma(fma(s1, s2, 4), s3, 8),
      fma(fma(d1, d2, 8), d3, 4),
      fma(fma(s1, s2, 16), s3, 2),
      add(add(at(m, 7), fma(d1, d2, 32)), d3),
    ];
  },
};

const input = [3, -7, 2, 11, -5, 13, 8, -17];

test.each([
  ["data", 2, dataPrograms, "Bt"],
  ["data", 4, dataPrograms, "Bt"],
  ["data", 6, dataPrograms, "Bt"],
  ["filter", 2, filterPrograms, "G"],
  ["filter", 4, filterPrograms, "G"],
  ["inverse", 2, inversePrograms, "At"],
  ["inverse", 4, inversePrograms, "At"],
  ["inverse", 6, inversePrograms, "At"],
] as const)(
  "the %s transform of F(%i,3) is a program of exactly the counted instructions",
  (kind, m, programs, name) => {
    const matrix = transformsOf(m, 3)?.[name] ?? [];
    const on = machine();
    const result = programs[m + 2]?.(input, on) ?? [];
    expect(on.count()).toBe(vectorCounts(m, 3)?.[kind]);
    const expected = matrix.map((row) => row.reduce((sum, x, j) => sum + x * (input[j] ?? 0), 0));
    expect(result).toHaveLength(expected.length);
    expected.forEach((x, i) => expect(result[i]).toBeCloseTo(x, 9));
  },
);

test("in single precision larger tiles round worse: the error of random tiles grows from F(2,3) to F(6,3)", () => {
  const f = Math.fround;
  const single = (a: Matrix, b: Matrix): Matrix =>
    a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, x, k) => f(sum + f(f(x) * (b[k]?.[j] ?? 0))), 0)));
  const wrap = (left: Matrix, middle: Matrix): Matrix => single(single(left, middle), transpose(left));
  let seed = 1;
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return f(seed / 2_147_483_647 - 0.5);
  };
  const tile = (n: number): Matrix => Array.from({ length: n }, () => Array.from({ length: n }, random));
  const errorOf = (m: number): number => {
    const { Bt, G, At } = transformsOf(m, 3) ?? { Bt: [], G: [], At: [] };
    let sum = 0;
    for (let run = 0; run < 200; run += 1) {
      const [d, g] = [tile(m + 2), tile(3)];
      const u = wrap(G, g);
      const y = wrap(
        At,
        wrap(Bt, d).map((row, i) => row.map((x, j) => f(x * (u[i]?.[j] ?? 0)))),
      );
      const worst = slide(d, g).flatMap((row, i) => row.map((x, j) => Math.abs((y[i]?.[j] ?? 0) - x)));
      sum += worst.reduce((a, b) => a + b, 0) / worst.length;
    }
    return sum / 200;
  };
  const [small, middle, large] = [errorOf(2), errorOf(4), errorOf(6)] as const;
  expect(middle).toBeGreaterThan(2 * small);
  expect(large).toBeGreaterThan(middle);
});
