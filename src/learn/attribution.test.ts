import fc from "fast-check";
import { expect, test } from "vitest";
import { attributed } from "./attribution.ts";

const times = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });

test("a small time is lifted to its bound at the cost of the others, in proportion to what they have above theirs", () => {
  // 4 + 0 = 4; bounds 1 and 1: 1 + 3 · (4 - 2) / 3 = 3 and 1.
  expect(attributed([4, 0], [1, 1], 4)).toEqual([3, 1]);
});

test("bounds that exceed the total share it in proportion", () => {
  expect(attributed([1, 1], [3, 1], 2)).toEqual([1.5, 0.5]);
});

test("unknown times stay unknown", () => {
  expect(attributed([undefined, 1], [5, 0], 2)).toEqual([undefined, 2]);
});

test("parts sum to the total, and none is below its bound while the bounds fit into it", () => {
  fc.assert(
    fc.property(times, times, fc.double({ min: 1e-3, max: 10, noNaN: true }), (parts, bounds, total) => {
      fc.pre(parts.some((part) => part > 1e-6));
      const shared = attributed(parts, bounds, total);
      expect(shared.reduce<number>((sum, part) => sum + (part ?? 0), 0)).toBeCloseTo(total, 9);
      const floor = parts.map((_, at) => bounds[at] ?? 0);
      if (floor.reduce((sum, bound) => sum + bound, 0) > total) return;
      for (const [at, part] of shared.entries()) expect(part).toBeGreaterThanOrEqual((floor[at] ?? 0) - 1e-12);
    }),
  );
});
