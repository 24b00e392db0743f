import fc from "fast-check";
import { expect, test } from "vitest";
import { crossing, doublingPoint, latencyAt, slowerFrom } from "./doubling.ts";

/** 1 ms of memory and 1 ms of arithmetic at 1 GHz. */
const byClock = (points: number) =>
  Array.from({ length: points }, (_, i) => {
    const ghz = 0.2 + (1.8 * i) / (points - 1);
    return [ghz * 1e9, 1e-3 + 1e-3 / ghz] as const;
  });

test("latency m + w / f is twice that of 2 GHz where w / f = m + 2 w / 2: at 0.5 GHz", () => {
  const curve = byClock(200);
  expect(latencyAt(curve, 2e9)).toBeCloseTo(1.5e-3, 9);
  const found = doublingPoint(curve, "frequency", 2e9);
  expect(found).toBeGreaterThan(0.498e9);
  expect(found).toBeLessThan(0.506e9);
});

test("seen from the lowest clock nothing is slower any more", () => {
  expect(doublingPoint(byClock(25), "frequency", 0.2e9)).toBeUndefined();
});

test("load grows upwards: 1 / (1 - u / 2) is 2 at full load, and from half load on it never doubles", () => {
  const curve = Array.from({ length: 101 }, (_, i) => [i / 100, 1 / (1 - i / 200)] as const);
  expect(doublingPoint(curve, "utilization", 0)).toBeCloseTo(1, 9);
  expect(doublingPoint(curve, "utilization", 0.5)).toBeUndefined();
});

test("a flat curve never doubles, an unknown one has no latency to double", () => {
  const flat = [
    [1, 5],
    [2, 5],
  ] as const;
  expect(doublingPoint(flat, "bandwidth", 2)).toBeUndefined();
  expect(doublingPoint([[1, undefined]], "bandwidth", 1)).toBeUndefined();
  expect(doublingPoint([], "bandwidth", 1)).toBeUndefined();
});

test("an unknown point is not bridged: what lies behind it is met there", () => {
  expect(
    crossing(
      [
        [3, 1],
        [2, undefined],
        [1, 9],
      ],
      2,
    ),
  ).toBe(1);
  expect(
    latencyAt(
      [
        [1, 9],
        [2, undefined],
        [3, 1],
      ],
      2.5,
    ),
  ).toBeUndefined();
});

test("walking goes away from the present value, nearest first", () => {
  const curve = [1, 2, 3, 4].map((value) => [value, value] as const);
  expect(slowerFrom(curve, "bandwidth", 3).map(([value]) => value)).toEqual([2, 1]);
  expect(slowerFrom(curve, "utilization", 3).map(([value]) => value)).toEqual([4]);
});

test("for any falling curve, the latency at the doubling point is twice the present one", () => {
  const falling = fc
    .array(fc.double({ min: 0.01, max: 3, noNaN: true }), { minLength: 2, maxLength: 30 })
    .map((drops) => {
      let latency = 0.5;
      return drops
        .map((drop, i) => {
          latency += drop;
          return [-i, latency] as const;
        })
        .toReversed();
    });
  fc.assert(
    fc.property(falling, fc.double({ min: 0, max: 1, noNaN: true }), (curve, share) => {
      const [low = 0, high = 0] = [curve[0]?.[0], curve.at(-1)?.[0]];
      const at = low + share * (high - low);
      const found = doublingPoint(curve, "frequency", at);
      const now = latencyAt(curve, at) ?? Number.NaN;
      if (found === undefined) expect(curve[0]?.[1]).toBeLessThan(2 * now * (1 + 1e-9));
      else expect((latencyAt(curve, found) ?? 0) / (2 * now)).toBeCloseTo(1, 6);
    }),
  );
});
