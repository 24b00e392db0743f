import fc from "fast-check";
import { expect, test } from "vitest";
import { seeded } from "../train/random.ts";
import { fitForest } from "./forest.ts";
import { binned, binsOf, columnsOf, growTree, treeValue } from "./trees.ts";

const rows = Array.from({ length: 64 }, (_, at) => Float64Array.of(at % 8, Math.floor(at / 8), Number.NaN));
const everything = { depth: 8, leastRows: 1, ridge: 0 };

test("a deep tree tells apart whatever its columns tell apart", () => {
  const bins = binsOf(rows, 3);
  const table = rows.map((row) => binned(bins, row));
  const target = Float64Array.from(rows, ([x = 0, y = 0]) => 10 * x + y);
  const tree = growTree(columnsOf(table), target, Int32Array.from(rows.keys()), everything, seeded(1));
  for (const [at, row] of table.entries()) expect(treeValue(tree, row)).toBeCloseTo(target[at] ?? 0);
});

test("values that many rows share are told apart as well as rare ones", () => {
  const many = Array.from({ length: 1000 }, (_, at) => Float64Array.of(Math.floor(at / 100)));
  expect([...(binsOf(many, 1).cuts[0] ?? [])]).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5]);
});

test("a tree without depth is the mean, drawn towards zero by its ridge: Σ / (n + ridge)", () => {
  const target = Float64Array.of(1, 2, 3);
  const table = [0, 1, 2].map((value) => Uint8Array.of(value));
  const tree = growTree(
    columnsOf(table),
    target,
    Int32Array.of(0, 1, 2),
    { depth: 0, leastRows: 1, ridge: 1 },
    seeded(1),
  );
  expect(table.map((row) => treeValue(tree, row))).toEqual([1.5, 1.5, 1.5]);
});

test("bins keep the order of values, and unknown ones apart", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2 }), (values) => {
      const bins = binsOf(
        values.map((value) => Float64Array.of(value)),
        1,
      );
      const binOf = (value: number): number => binned(bins, Float64Array.of(value))[0] ?? 0;
      for (const a of values) {
        for (const b of values) if (a <= b) expect(binOf(a)).toBeLessThanOrEqual(binOf(b));
        expect(binOf(a)).toBeLessThan(binOf(Number.NaN));
      }
    }),
  );
});

test("a forest stays within the values it learned, and the same seed gives the same forest", () => {
  const target = rows.map(([x = 0, y = 0]) => x * y);
  const options = { trees: 10, depth: 6, tried: 2 };
  const [one, two] = [7, 7].map((seed) => fitForest(rows, target, options, seed));
  for (const row of [Float64Array.of(100, 100, 0), Float64Array.of(-5, 3, Number.NaN), ...rows]) {
    expect(one?.(row)).toBe(two?.(row));
    expect(one?.(row)).toBeGreaterThanOrEqual(0);
    expect(one?.(row)).toBeLessThanOrEqual(49);
  }
});
