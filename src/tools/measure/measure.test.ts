import { expect, test } from "vitest";
import { clockHz } from "./clock.ts";
import { coreTime } from "./cpu-time.ts";
import { disturbance, networksToMeasure, surroundings } from "./plan.ts";
import { nodeTimes } from "./profile.ts";
import { completeVisits, header, interquartileMean, line, onlyVisits, type Row, summaryOf } from "./row.ts";

test("core time: user + nice + system + irq + softirq + steal hundredths, without idle and iowait (proc(5))", () => {
  const stat = "cpu  9 9 9 9 9 9 9 9 0 0\ncpu0 100 20 30 5000 700 4 6 40 0 0\ncpu1 1 1 1 1 1 1 1 1 0 0\n";
  const { busy, stolen } = coreTime(stat, 0);
  expect(busy).toBeCloseTo(2, 10);
  expect(stolen).toBeCloseTo(0.4, 10);
  expect(() => coreTime(stat, 7)).toThrow("no cpu7");
});

test("summary: of 1, 2, 3, 10 the mean is 4, the median 2.5, the deviation sqrt(50 / 3)", () => {
  const { mean, median, deviation, least } = summaryOf([3, 1, 10, 2]);
  expect([mean, median, least]).toEqual([4, 2.5, 1]);
  expect(deviation).toBeCloseTo(Math.sqrt(50 / 3), 12);
});

test("the plan has all ten families from the start, the same each time, and idle rounds at both ends", () => {
  const networks = networksToMeasure(2);
  expect(networks).toHaveLength(20);
  expect(new Set(networks).size).toBe(20);
  expect(networksToMeasure(2)).toEqual(networks);
  expect(networksToMeasure(3).slice(0, 10)).toEqual(networks.slice(0, 10));
  expect(surroundings.at(0)?.load).toBe(0);
  expect(surroundings.at(-1)?.load).toBe(0);
});

const row: Row = {
  network: "resnet18~3",
  pass: 2,
  load: 0.5,
  priority: "equal",
  streamBytesPerSecond: 8e9,
  runs: 30,
  meanSeconds: 0.0123456,
  medianSeconds: 0.012,
  deviationSeconds: 0.001,
  leastSeconds: 0.011,
  inferenceShare: 0.75,
  loadShare: 0.25,
  loadDuty: 0.5,
  streamedBytesPerSecond: 7.9e9,
  foreignShare: 0.01,
  otherCoreShare: 0.02,
  clockHz: 2.5e9,
  repeats: 1,
};

test("a row has a value for every column, times in microseconds", () => {
  expect(line(row).split(",")).toHaveLength(header.split(",").length);
  expect(line(row)).toContain("resnet18~3,2,0.5,equal,8000000000,30,12345.6,12000,1000,11000,0.75,");
});

test("a visit cut short loses its rows, a complete one keeps them", () => {
  const table = [header, line(row), line(row), line({ ...row, pass: 3 }), line({ ...row, network: "vgg11" }), ""];
  const complete = completeVisits(table.join("\n"), 2);
  expect([...complete]).toEqual(["resnet18~3,2"]);
  expect(onlyVisits(table.join("\n"), complete)).toBe([header, line(row), line(row)].join("\n"));
});

test("a round of 0.5 s is disturbed by more than 3 % + 1.5 ticks of 10 ms, that is 6 % of the core", () => {
  const round = { foreignShare: 0.06, otherCoreShare: 0, meanSeconds: 0.05, runs: 10 };
  expect(disturbance(round)).toBeCloseTo(1, 12);
  expect(disturbance({ ...round, foreignShare: 0, otherCoreShare: 0.56 })).toBeCloseTo(2, 12);
});

test("the interquartile mean: the median of two or four, of eight the mean of the middle four, of odd numbers in parts", () => {
  expect(interquartileMean([7])).toBe(7);
  expect(interquartileMean([3, 1])).toBe(2);
  expect(interquartileMean([9, 1, 2])).toBeCloseTo((0.25 * 1 + 2 + 0.25 * 9) / 1.5, 12);
  expect(interquartileMean([3, 1, 10, 2])).toBe(2.5);
  expect(interquartileMean([100, 4, 2, 1, 3, 5, 6, -90])).toBe(3.5);
  expect(interquartileMean([5, 1, 2, 3, 90])).toBeCloseTo((0.75 * 2 + 3 + 0.75 * 5) / 2.5, 12);
});

test("a profile gives each node's median after the warm-up", () => {
  const event = (name: string, dur: number) => ({ cat: "Node", name, dur, args: { op_name: "Conv" } });
  const events = [900, 10, 30, 20].map((dur) => event("conv1_kernel_time", dur));
  const text = JSON.stringify([
    ...events,
    event("conv1_fence_before", 5),
    { cat: "Session", name: "x", dur: 1, args: {} },
  ]);
  expect(nodeTimes(text, 1, 3)).toEqual([{ node: "conv1", op: "Conv", medianSeconds: 20e-6 }]);
});

test("the timed loop sees a clock of this age: between 0.3 and 10 GHz", () => {
  // The best of a few: a loop that other work interrupts sees less.
  const best = Math.max(...Array.from({ length: 5 }, () => clockHz()));
  expect(best).toBeGreaterThan(3e8);
  expect(best).toBeLessThan(1e10);
});
