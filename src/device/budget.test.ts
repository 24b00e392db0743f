import fc from "fast-check";
import { expect, test } from "vitest";
import { roofline } from "../predict/roofline.ts";
import { analysisOf } from "../testing/analyze-text.ts";
import { type Ask, roundSettings, slowestMeeting } from "./budget.ts";
import { pixel4 } from "./catalog/pixel4.ts";
import { nominalState } from "./roofline.ts";

/** Work over clock, and how often it was asked. */
function clockLaw(work: number): { readonly ask: Ask; readonly rounds: () => number } {
  let rounds = 0;
  return {
    ask: (clocks) => {
      rounds += 1;
      return Promise.resolve(clocks.map((hz) => work / hz));
    },
    rounds: () => rounds,
  };
}

const steps = [400e6, 600e6, 800e6, 1000e6, 1200e6];

test("60 Mcycles in 70 ms: 1 GHz takes 60 ms, the step below takes 75 ms", async () => {
  const { ask, rounds } = clockLaw(60e6);
  expect(await slowestMeeting(steps, 0.07, ask)).toEqual({
    kind: "found",
    at: { value: 1000e6, latencySeconds: 0.06 },
    below: { value: 800e6, latencySeconds: 0.075 },
    ordered: true,
  });
  expect(rounds()).toBe(1);
});

test("a budget that is met exactly is met", async () => {
  expect(await slowestMeeting(steps, 0.075, clockLaw(60e6).ask)).toMatchObject({ at: { value: 800e6 } });
});

test("the slowest step meets: there is none below it", async () => {
  expect(await slowestMeeting(steps, 1, clockLaw(60e6).ask)).toMatchObject({ at: { value: 400e6 }, below: undefined });
});

test("impossible: the highest clock, what it takes, and by how much it misses", async () => {
  const found = await slowestMeeting(steps, 0.04, clockLaw(60e6).ask);
  expect(found).toMatchObject({ kind: "impossible", at: { value: 1200e6, latencySeconds: 0.05 } });
  expect(found.kind === "impossible" && found.overSeconds).toBeCloseTo(0.01, 12);
});

test("a predictor that refuses leaves it unknown, as do no settings at all", async () => {
  const refuses: Ask = (clocks) => Promise.resolve(clocks.map(() => undefined));
  expect(await slowestMeeting(steps, 1, refuses)).toEqual({ kind: "unknown" });
  expect(await slowestMeeting([], 1, clockLaw(1).ask)).toEqual({ kind: "unknown" });
});

test("a predictor that calls a faster clock slower is found out, and every faster setting still meets", async () => {
  const bumpy: Ask = (clocks) => Promise.resolve(clocks.map((hz) => (hz === 800e6 ? 2 : 1)));
  expect(await slowestMeeting(steps, 1.5, bumpy)).toMatchObject({
    kind: "found",
    at: { value: 1000e6 },
    ordered: false,
  });
});

test("thousands of settings take few rounds, and agree with asking each of them", async () => {
  const settings = roundSettings(300.5e6, 2841.6e6, 1e6);
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 1e6, max: 1e9, noNaN: true }), async (work) => {
      const { ask, rounds } = clockLaw(work);
      const found = await slowestMeeting(settings, 0.1, ask);
      const slowest = settings.find((hz) => work / hz <= 0.1);
      if (slowest === undefined) expect(found.kind).toBe("impossible");
      else expect(found).toMatchObject({ kind: "found", at: { value: slowest }, ordered: true });
      expect(rounds()).toBeLessThanOrEqual(3);
    }),
  );
});

test("round settings: both ends, and whole steps between them", () => {
  expect(roundSettings(0.25, 1, 0.25)).toEqual([0.25, 0.5, 0.75, 1]);
  expect(roundSettings(300.5, 302.2, 1)).toEqual([300.5, 301, 302, 302.2]);
  expect(roundSettings(5, 5, 1)).toEqual([5]);
});

test("on a real device by a real predictor: what is found meets the budget, and the step below does not", async () => {
  const nominal = nominalState(pixel4, { large: 1 });
  const clocks = pixel4.clusters[0]?.levelsHz?.value ?? [];
  expect(clocks.length).toBeGreaterThan(5);
  const { nodes, edges } = analysisOf(`
    x: float32[1,64,56,56]
    const w: float32[64,64,3,3]
    y = Conv(x, w) pads=[1,1,1,1]
  `);
  const ready = await roofline.prepare({ nodes, edges });
  const latencyAt = (frequencyHz: number) =>
    ready.predict({
      device: pixel4,
      cores: { large: 1 },
      runtime: "tflite",
      precision: "fp32",
      state: { utilization: 0, bandwidthBytesPerSecond: nominal?.bandwidthBytesPerSecond, frequencyHz },
    }).latencySeconds;
  const [slow = NaN, fast = NaN] = [latencyAt(clocks[0] ?? NaN), latencyAt(clocks.at(-1) ?? NaN)];
  expect(slow).toBeGreaterThan(fast);
  await fc.assert(
    fc.asyncProperty(fc.double({ min: fast, max: slow, noNaN: true }), async (budget) => {
      const found = await slowestMeeting(clocks, budget, (some) => Promise.resolve(some.map(latencyAt)));
      if (found.kind !== "found") throw new Error(`${found.kind} within reach`);
      expect(found.ordered).toBe(true);
      expect(found.at.latencySeconds).toBeLessThanOrEqual(budget);
      if (found.below !== undefined) expect(found.below.latencySeconds).toBeGreaterThan(budget);
    }),
  );
});
