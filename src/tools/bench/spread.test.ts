import { expect, test } from "vitest";
import { median, spreadOf, timeRuns } from "./spread.ts";

test("the median of an odd and of an even number of values", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 7])).toBe(6);
  expect(median([10])).toBe(10);
  expect(() => median([])).toThrow("no values");
});

test("an outlier moves the most, not the median", () => {
  expect(spreadOf([2, 100, 1, 2, 3])).toEqual({ median: 2, least: 1, most: 100, runs: 5 });
});

test("warm-up calls run but are not counted", async () => {
  let calls = 0;
  const spread = await timeRuns(() => void (calls += 1), { runs: 3, warmUps: 2 });
  expect([calls, spread.runs]).toEqual([5, 3]);
  expect(spread.least).toBeGreaterThanOrEqual(0);
});
