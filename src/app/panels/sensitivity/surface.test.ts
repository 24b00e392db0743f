import { expect, test } from "vitest";
import { deviceById } from "../../../device/catalog/index.ts";
import { defaultSession } from "../../state/session.ts";
import { askOf } from "../../state/prediction.ts";
import { axesOf, type AxisPair, endText, pairOf, shareAlong } from "./axes.ts";
import { isFlat } from "../prediction/sweeps.ts";
import { asksOf, columnCount, factsOf, isoline, multiplesOf, rowCount, surfaceOf } from "./surface.ts";

const choice = { ...defaultSession, device: "pixel4" };
const axes = pairOf(axesOf(choice), "frequency-bandwidth");
if (axes === undefined) throw new Error("the Pixel 4 has a clock and a bandwidth");
const [across, up]: AxisPair = axes;

/** Seconds of a job of `work` cycles and `bytes`, one after the other. */
const law = (work: number, bytes: number) =>
  asksOf(askOf(choice), [across, up]).map((row) =>
    row.map(({ state }) => work / state.frequencyHz + bytes / (state.bandwidthBytesPerSecond ?? 0)),
  );

test("a surface asks for every pair of values once, the third knob staying where it is", () => {
  const asks = asksOf(askOf({ ...choice, utilization: 0.4 }), [across, up]);
  expect([asks.length, asks[0]?.length]).toEqual([rowCount, columnCount]);
  expect(asks[0]?.[0]?.state).toEqual({
    frequencyHz: across.range[0],
    bandwidthBytesPerSecond: up.range[0],
    utilization: 0.4,
  });
  expect(asks.at(-1)?.at(-1)?.state.frequencyHz).toBeCloseTo(across.range[1], 0);
  expect(new Set(asks.flat().map(({ state }) => JSON.stringify(state))).size).toBe(rowCount * columnCount);
});

test("the least latency is at the top of clock and bandwidth, the most at their bottom", () => {
  const facts = factsOf(surfaceOf([across, up], law(1e9, 1e9)));
  expect(facts?.least).toMatchObject({ x: across.range[1], y: up.range[1] });
  expect(facts?.most).toMatchObject({ x: across.range[0], y: up.range[0] });
});

test("arithmetic alone doubles at half the clock, and no bandwidth doubles it", () => {
  const facts = factsOf(surfaceOf([across, up], law(1e9, 0)));
  expect((facts?.doubledAlong[0] ?? 0) / (across.range[1] / 2)).toBeCloseTo(1, 2);
  expect(facts?.doubledAlong[1]).toBeUndefined();
});

test("lines of equal latency lie where it has that value, however they run", () => {
  for (const [work, bytes] of [
    [1e9, 1e9],
    [1e9, 0],
    [0, 1e9],
  ] as const) {
    const surface = surfaceOf([across, up], law(work, bytes));
    const level = 2 * (factsOf(surface)?.least.latency ?? 0);
    const spots = isoline(surface, level).flat();
    expect(spots.length).toBeGreaterThan(40);
    for (const [x, y] of spots) expect((work / x + bytes / y) / level).toBeCloseTo(1, 1);
  }
});

test("what is unknown is in no line and no sum; without any latency there are no facts", () => {
  const z = law(1e9, 0).map((row, j) => row.map((latency) => (j < rowCount - 1 ? undefined : latency)));
  expect(isoline(surfaceOf([across, up], z), 1)).toEqual([]);
  expect(factsOf(surfaceOf([across, up], z))?.most.y).toBe(up.range[1]);
  const none = z.map((row) => row.map(() => undefined));
  expect(factsOf(surfaceOf([across, up], none))).toBeUndefined();
});

test("lines stand at 2, 4, 8... times the least, as far as the surface goes", () => {
  const place = { x: 0, y: 0 };
  expect(
    multiplesOf({
      least: { ...place, latency: 1 },
      most: { ...place, latency: 9 },
      doubledAlong: [undefined, undefined],
    }),
  ).toEqual([2, 4, 8]);
  expect(
    multiplesOf({
      least: { ...place, latency: 1 },
      most: { ...place, latency: 1 },
      doubledAlong: [undefined, undefined],
    }),
  ).toEqual([]);
});

test("the marker stands at the present state, within the axis", () => {
  const half = { ...choice, utilization: 0.25 };
  const load = axesOf(half).find(({ knob }) => knob === "utilization");
  expect(load && shareAlong(load, load.at)).toBe(0.25);
  expect(shareAlong({ range: [1, 1] }, 1)).toBe(0);
  expect(shareAlong({ range: [0, 10] }, 12)).toBe(1);
});

test("traffic of other cores is an axis of its own, from none, and of no surface", () => {
  const axis = axesOf({ ...choice, streamBytesPerSecond: 4e9 }).at(-1);
  expect(axis).toMatchObject({ knob: "stream", at: 4e9, levels: [] });
  expect(axis?.range[0]).toBe(0);
  expect(
    isFlat([
      [0, 1],
      [1, 1],
    ]),
  ).toBe(true);
  expect(
    isFlat([
      [0, 1],
      [1, 1.1],
    ]),
  ).toBe(false);
});

test("steps of the clock are the device's own", () => {
  const clock = axesOf({ ...defaultSession, device: "rk3399" })[0];
  const levels = deviceById("rk3399")?.clusters[0]?.levelsHz?.value;
  expect(levels?.length).toBeGreaterThan(1);
  expect(clock?.levels).toEqual(levels);
});

test("the ends of an axis have its unit's size and three digits", () => {
  expect(endText({ scale: 1e9 }, 2.84e9)).toBe("2.84");
  expect(endText({ scale: 0.01 }, 1)).toBe("100");
  expect(endText({ scale: 1e9 }, 14.9e9)).toBe("14.9");
});
