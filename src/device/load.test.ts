import { expect, test } from "vitest";
import { loadPoints as measurements } from "./load-points.ts";
import { loadFactor } from "./load.ts";

const idle = 43340;

const errors = (weight: number) =>
  measurements.map(({ utilization, time }) => Math.abs(idle * loadFactor(utilization, weight) - time) / time);
const mape = (weight: number) => errors(weight).reduce((sum, error) => sum + error, 0) / measurements.length;

const grid = Array.from({ length: 101 }, (_, step) => step / 100);

test("an idle device is as fast as it is: factor 1 at u = 0", () => {
  for (const weight of grid.slice(0, 100)) expect(loadFactor(0, weight)).toBe(1);
});

test("one equal competitor takes half the core while it is busy: u = 1 doubles the time, u = 0.5 adds a third", () => {
  expect(loadFactor(1)).toBe(2);
  expect(loadFactor(0.5)).toBeCloseTo(4 / 3, 12);
});

test("three equal competitors leave a quarter of the core: w = 3/4, factor 4", () => {
  expect(loadFactor(1, 3 / 4)).toBe(4);
});

test("more load or a heavier load never speeds inference up, and 1 / (1 - w) bounds it", () => {
  for (const weight of [0.1, 0.5, 0.549, 0.9]) {
    const factors = grid.map((utilization) => loadFactor(utilization, weight));
    expect(factors).toEqual(factors.toSorted((a, b) => a - b));
    expect(factors.at(-1)).toBeCloseTo(1 / (1 - weight), 12);
  }
  expect(loadFactor(0.5, 0.6)).toBeGreaterThan(loadFactor(0.5, 0.5));
});

test("a utilization outside 0..1 counts as the nearest end", () => {
  expect(loadFactor(-0.2)).toBe(1);
  expect(loadFactor(7)).toBe(2);
});

test("w = 0.5 meets all ten measured points within 10 %, MAPE 4.14 %, nothing fitted", () => {
  expect(100 * mape(0.5)).toBeCloseTo(4.14, 2);
  expect(Math.max(...errors(0.5))).toBeLessThan(0.1);
});

test("w = 0.549, fitted, meets all within 5 % (MAPE 2.40 %), and w = 1, the often quoted 1 / (1 - u), is refuted (87.7 %)", () => {
  expect(100 * mape(0.549)).toBeCloseTo(2.4, 2);
  expect(Math.max(...errors(0.549))).toBeLessThan(0.05);
  expect(100 * mape(1)).toBeCloseTo(87.7, 1);
});
