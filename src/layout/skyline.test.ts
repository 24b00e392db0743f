import fc from "fast-check";
import { expect, test } from "vitest";
import { highest, raise, skylineOf } from "./skyline.ts";

test("equals a plain array that is walked", () => {
  const step = fc.record({ a: fc.nat(30), b: fc.nat(30), value: fc.integer({ min: -50, max: 50 }) });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 31 }),
      fc.array(step),
      (start, steps) => {
        const slow = start.slice();
        const fast = skylineOf(Float64Array.from(start));
        for (const { a, b, value } of steps) {
          const first = Math.min(a, b) % start.length;
          const last = Math.max(first, Math.max(a, b) % start.length);
          expect(highest(fast, first, last)).toBe(Math.max(...slow.slice(first, last + 1)));
          raise(fast, first, last, value);
          for (let i = first; i <= last; i++) slow[i] = Math.max(slow[i]!, value);
        }
      },
    ),
  );
});
