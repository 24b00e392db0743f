import fc from "fast-check";
import { expect, test } from "vitest";
import { formatBandwidth, formatFrequency, formatPercent, formatSeconds } from "./format.ts";
import { parseBandwidth, parseFactor, parseFrequency, parsePercent, parseSeconds } from "./parse.ts";

test.each([
  ["1.2 GHz", 1.2e9],
  ["1200 MHz", 1.2e9],
  ["1200mhz", 1.2e9],
  ["1,2", 1.2e9],
  [" .5 ghz ", 0.5e9],
])("a clock: %s", (text, hertz) => {
  expect(parseFrequency(text)).toBeCloseTo(hertz, 3);
});

test("load, bandwidth and time have their own units; a bare number is in the one that is shown", () => {
  expect(parsePercent("35 %")).toBeCloseTo(0.35, 12);
  expect(parsePercent("35")).toBeCloseTo(0.35, 12);
  expect(parseBandwidth("900 MB/s")).toBe(9e8);
  expect(parseBandwidth("8.2")).toBe(8.2e9);
  expect(parseSeconds("50")).toBeCloseTo(0.05, 12);
  expect(parseSeconds("300 us")).toBeCloseTo(3e-4, 12);
  expect(parseSeconds("0.05 s")).toBe(0.05);
});

test("a factor may have its sign on either side", () => {
  expect(["× 0.75", "0.75x", "0.75", "×2", "two"].map(parseFactor)).toEqual([0.75, 0.75, 0.75, 2, undefined]);
});

test.each(["", "fast", "-3", "1.2 V", "1.2.3", "GHz", "5 constructor"])("not a clock: %j", (text) => {
  expect(parseFrequency(text)).toBeUndefined();
});

test("what is shown can be typed: the way there and back keeps three digits", () => {
  const ways = [
    [formatFrequency, parseFrequency],
    [formatBandwidth, parseBandwidth],
    [formatSeconds, parseSeconds],
  ] as const;
  for (const [format, parse] of ways) {
    const [low, high] = parse === parseSeconds ? [1e-6, 900] : [1e4, 9e11];
    fc.assert(
      fc.property(fc.double({ min: low, max: high, noNaN: true }), (value) => {
        expect((parse(format(value)) ?? Number.NaN) / value).toBeCloseTo(1, 2);
      }),
    );
  }
  expect(parsePercent(formatPercent(0.125))).toBeCloseTo(0.125, 12);
});
