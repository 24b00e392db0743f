import fc from "fast-check";
import { expect, test } from "vitest";
import { boundOf, clockQuiz, decades, halfClock, known, place, spanOf, spansOf } from "./chart.ts";

/** 40 GFLOP/s and 10 GB/s: ridge at 4 FLOP/B. */
const roof = { peak: 40e9, bandwidth: 10e9 };
const work = (intensity: number) => ({ flops: intensity * 1e6, traffic: 1e6 });
const right = (intensity: number) => clockQuiz(work(intensity), roof).choices.find(({ isRight }) => isRight)?.text;

test("a span holds its values with air around them, in whole decades", () => {
  expect(spanOf([4, 100])).toEqual({ low: 0, high: 3 });
  expect(decades({ low: -1, high: 2 })).toEqual([-1, 0, 1, 2]);
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1e-3, max: 1e15, noNaN: true }), { minLength: 1, maxLength: 5 }),
      (values) => {
        const span = spanOf(values);
        for (const value of values) {
          expect(place(value, span, 0, 1)).toBeGreaterThan(0);
          expect(place(value, span, 0, 1)).toBeLessThan(1);
        }
      },
    ),
  );
});

test("one decade takes the same room everywhere", () => {
  const span = { low: 0, high: 4 };
  expect([1, 10, 100, 1e4].map((value) => place(value, span, 100, 500))).toEqual([100, 200, 300, 500]);
});

test("left of the ridge memory binds, right of it the peak", () => {
  expect(boundOf(work(3.9), roof)).toBe("memory");
  expect(boundOf(work(4), roof)).toBe("compute");
});

test("half the clock doubles the time above the old ridge, changes nothing below the new one, and 1.5 times between", () => {
  expect(halfClock(work(8), roof)).toBe(2);
  expect(halfClock(work(1), roof)).toBe(1);
  // At 3: 3/10e9 per byte by memory before, 3/20e9 by the new peak: (3 / 20) / (1 / 10) = 1.5.
  expect(halfClock(work(3), roof)).toBeCloseTo(1.5, 12);
  expect([8, 1, 3].map(right)).toEqual(["It doubles", "It stays", "It grows, but to less than double"]);
});

test("spans hold the best roofs and today's, so that a lowered roof moves in a still picture", () => {
  const lowered = { peak: 10e9, bandwidth: 10e9 };
  expect(spansOf([lowered, roof], work(1))).toEqual(spansOf([roof, lowered], work(1)));
  expect(spansOf([lowered, roof], work(1)).y.high).toBeGreaterThanOrEqual(Math.log10(roof.peak));
});

test("a device that does not tell its bandwidth has no roofline", () => {
  expect(known({ peak: 1e9, bandwidth: undefined })).toBeUndefined();
  expect(known(roof)).toEqual(roof);
});
