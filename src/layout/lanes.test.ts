import fc from "fast-check";
import { expect, test } from "vitest";
import { lanesOf } from "./lanes.ts";

test("ranges of one lane never meet, and overlapping ranges are in one group", () => {
  const range = fc.record({ a: fc.nat(40), b: fc.nat(40) });
  fc.assert(
    fc.property(fc.array(range, { maxLength: 40 }), (pairs) => {
      const ranges = pairs.map(({ a, b }) => ({ first: Math.min(a, b), last: Math.max(a, b) }));
      const { lane, group, groups } = lanesOf(ranges);
      ranges.forEach((a, i) => {
        expect(groups[group[i]!]!.first).toBeLessThanOrEqual(a.first);
        expect(groups[group[i]!]!.last).toBeGreaterThanOrEqual(a.last);
        ranges.slice(i + 1).forEach((b, offset) => {
          const j = i + 1 + offset;
          const meet = a.first <= b.last && b.first <= a.last;
          if (meet) expect(lane[i]).not.toBe(lane[j]);
          if (meet) expect(group[i]).toBe(group[j]);
        });
      });
    }),
  );
});

test("nested ranges nest: the inner one has the inner lane", () => {
  const nested = [5, 4, 3, 2, 1].map((reach) => ({ first: 10 - reach, last: 10 + reach }));
  expect([...lanesOf(nested).lane]).toEqual([4, 3, 2, 1, 0]);
});

test("a ladder of ranges over four layers needs four lanes, however long it is", () => {
  const ladder = Array.from({ length: 1000 }, (_, i) => ({ first: i, last: i + 3 }));
  expect(Math.max(...lanesOf(ladder).lane)).toBe(3);
});
