import { expect, test } from "vitest";
import type { Axis } from "./axes.ts";
import { type Band, bandText, doublingText, shapesOf, topOf } from "./bands.ts";

const axis: Axis = {
  knob: "frequency",
  name: "CPU frequency",
  range: [1e9, 2e9],
  levels: [1e9, 1.5e9, 2e9],
  at: 2e9,
  unit: "GHz",
  scale: 1e9,
};

/** 0.1 s of cycles at 1 GHz; the interval is known at the upper clocks only. */
const band: Band = [1e9, 1.25e9, 1.5e9, 1.75e9, 2e9].map((value) => {
  const latency = 1e8 / value;
  const isMeasured = value > 1.4e9;
  return { value, latency, low: isMeasured ? latency * 0.9 : undefined, high: isMeasured ? latency * 1.2 : undefined };
});

test("the curve falls from the top of its box, and the marker stands on its end", () => {
  const { lines, now, doubled } = shapesOf(band, axis, 0.1);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.[0]).toEqual([0, 0]);
  expect(now).toEqual([1, 0.5]);
  expect(doubled).toEqual([0, 0]);
});

test("the band goes there and back over the points that have an interval, and no further", () => {
  const { areas } = shapesOf(band, axis, 0.1);
  expect(areas).toHaveLength(1);
  expect(areas[0]).toHaveLength(6);
  expect(areas[0]?.map(([x]) => x)).toEqual([0.5, 0.75, 1, 1, 0.75, 0.5]);
  expect(areas[0]?.[2]?.[1]).toBeCloseTo(1 - 0.6, 9);
  expect(areas[0]?.[3]?.[1]).toBeCloseTo(1 - 0.45, 9);
});

test("steps of the clock are ticks", () => {
  expect(shapesOf(band, axis, 0.1).ticks).toEqual([0, 0.5, 1]);
});

test("an unknown point breaks the curve in two", () => {
  const broken = band.map((one, i) => (i === 2 ? { ...one, latency: undefined } : one));
  expect(shapesOf(broken, axis, 0.1).lines.map((line) => line.length)).toEqual([2, 2]);
});

test("curves share the longest latency or upper end of all", () => {
  expect(topOf([{ axis, band }])).toBe(0.1);
  expect(
    topOf([
      { axis, band },
      { axis, band: [{ value: 0, latency: 0.05, low: 0.04, high: 0.3 }] },
    ]),
  ).toBe(0.3);
  expect(topOf([])).toBe(0);
});

test("T / (1 - u) leaves through the top at six times its least, unless the present state lies beyond", () => {
  const load: Band = [0, 0.5, 0.8, 0.9, 0.95, 1].map((value) => {
    const latency = value < 1 ? 0.05 / (1 - value) : undefined;
    return { value, latency, low: undefined, high: undefined };
  });
  const along = (at: number): Axis => ({ ...axis, knob: "utilization", range: [0, 1], levels: [], at, scale: 1 });
  expect(topOf([{ axis: along(0), band: load }])).toBeCloseTo(6 * 0.05, 12);
  expect(topOf([{ axis: along(0.95), band: load }])).toBeCloseTo(0.05 / 0.05, 12);
  expect(topOf([{ axis: along(0), band: load.slice(0, 2) }])).toBeCloseTo(2 * 0.05, 12);
});

test("the words have both ends, the present state, where it doubles and where an interval is given", () => {
  expect(bandText(band, axis)).toBe(
    "Latency against CPU frequency: 100 ms at 1.00 GHz, 50.0 ms at 2.00 GHz. Now 50.0 ms at 2.00 GHz; " +
      "doubles at 1.00 GHz. An 80 % interval at 3 of 5 points.",
  );
  expect(doublingText(band, { ...axis, at: 1.5e9 })).toBe("never doubles");
  expect(doublingText([], axis)).toBe("no latency here");
});
