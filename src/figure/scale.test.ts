import fc from "fast-check";
import { expect, test } from "vitest";
import type { NumberAxis } from "./figure.ts";
import { bandTicks, decades, fractionOf, linearTicks, logTicks } from "./scale.ts";

const axis = (scale: "linear" | "log", low: number, high: number, size = 1): NumberAxis => ({
  scale,
  quantity: { name: "Latency", field: "latency_seconds", unit: { symbol: "ms", size } },
  range: [low, high],
});

test("linear: 0 to 0.0173 s shown in ms, at most six numbers: 0, 5, 10, 15", () => {
  const ticks = linearTicks(axis("linear", 0, 0.0173, 1e-3), 6);
  expect(ticks.map(({ text }) => text)).toEqual(["0", "5", "10", "15"]);
  expect(ticks[3]?.at).toBeCloseTo(0.015, 12);
  expect(linearTicks({ ...axis("linear", 0, 1.3), lastTick: 1 }, 6).at(-1)).toEqual({ at: 1, text: "1.0" });
});

test("logarithmic: decades have numbers, what lies between them has none; few decades have 1, 2, 5", () => {
  const ticks = logTicks(axis("log", 0.1, 1000), 8);
  expect(ticks.filter(({ text }) => text !== "").map(({ text }) => text)).toEqual(["0.1", "1", "10", "100", "1000"]);
  expect(ticks).toHaveLength(5 + 4 * 8);
  const few = logTicks(axis("log", 1, 20), 8).filter(({ text }) => text !== "");
  expect(few.map(({ text }) => text)).toEqual(["1", "2", "5", "10", "20"]);
  expect(logTicks(axis("log", 1e-6, 1), 8)[0]).toMatchObject({ text: "10", power: -6 });
});

test("names that have no room are left out evenly", () => {
  expect(bandTicks(["a", "b", "c", "d", "e"], 3).map(({ text }) => text)).toEqual(["a", "c", "e"]);
});

const positive = fc.double({ min: 1e-9, max: 1e12, noNaN: true });

test("ticks lie within the range, ascend and are never many more than asked for", () => {
  fc.assert(
    fc.property(
      positive,
      fc.double({ min: 1.01, max: 1e6, noNaN: true }),
      fc.integer({ min: 2, max: 12 }),
      (low, factor, most) => {
        for (const scale of ["linear", "log"] as const) {
          const one = axis(scale, low, low * factor);
          const ticks = scale === "linear" ? linearTicks(one, most) : logTicks(one, most);
          for (const [i, { at }] of ticks.entries()) {
            expect(fractionOf(one, at)).toBeGreaterThan(-1e-6);
            expect(fractionOf(one, at)).toBeLessThan(1 + 1e-6);
            expect(at).toBeGreaterThan(ticks[i - 1]?.at ?? 0);
          }
          expect(ticks.filter(({ text }) => text !== "").length).toBeLessThanOrEqual(Math.max(most + 1, 6));
        }
      },
    ),
  );
});

test("decades hold what they are made for", () => {
  fc.assert(
    fc.property(fc.array(positive, { minLength: 1 }), fc.boolean(), (values, tight) => {
      const [low, high] = decades(values, tight);
      expect(low).toBeLessThan(high);
      for (const value of values) {
        expect(value).toBeGreaterThanOrEqual(low * (1 - 1e-6));
        expect(value).toBeLessThanOrEqual(high * (1 + 1e-6));
      }
    }),
  );
  expect(decades([])).toEqual([1, 10]);
  expect(decades([3e-3, 0.14], true)).toEqual([2e-3, 0.2]);
});
