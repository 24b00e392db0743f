import { expect, test } from "vitest";
import { distanceTo, intervalAt } from "./novelty.ts";

test("distance is the part of the time spent on other kinds of kernels, to the nearest network", () => {
  const seen = Float32Array.of(1, 0, 0.5, 0.5);
  expect(distanceTo(seen, Float32Array.of(1, 0))).toBe(0);
  expect(distanceTo(seen, Float32Array.of(0.25, 0.75))).toBeCloseTo(0.25, 6);
});

test("the interval of a distance is the first that reaches it, and the last beyond", () => {
  const intervals = [
    { distance: 0.1, low: -1, high: 1 },
    { distance: 0.3, low: -2, high: 2 },
  ];
  expect([0, 0.1, 0.2, 0.9].map((distance) => intervalAt(intervals, distance)?.high)).toEqual([1, 1, 2, 2]);
});
