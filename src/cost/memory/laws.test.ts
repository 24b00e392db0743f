/** What must hold for every graph, whatever its branches. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { analyzeModel } from "../../engine/analyze.ts";
import { synthetic } from "../../generate/synthetic.ts";
import { analysisOf } from "../../testing/analyze-text.ts";
import { programs } from "../../testing/random-programs.ts";
import { arenaOf } from "./arena.ts";
import { demandOf } from "./demand.ts";
import { type MemoryGraph, withActivations } from "./memory-graph.ts";
import { bestOrder, leastBytes } from "./order.ts";
import { timelineOf } from "./timeline.ts";

const rules = [{ inPlace: false }, { inPlace: true }] as const;

/** Bytes of what a step reads and writes. */
const workingSet = ({ values, steps }: MemoryGraph, step: number): number =>
  [...new Set([...(steps[step]?.reads ?? []), ...(steps[step]?.writes ?? [])])].reduce(
    (sum, value) => sum + (values[value]?.bytes ?? 0),
    0,
  );

test("the peak lies between the largest working set and the sum of all values; in place it is never higher", () => {
  fc.assert(
    fc.property(programs, ({ text }) => {
      const { memory } = analysisOf(text(1));
      const peak = timelineOf(memory).peakBytes ?? NaN;
      const sum = memory.values.reduce((total, value) => total + (value.bytes ?? 0), 0);
      expect(peak).toBeGreaterThanOrEqual(Math.max(...memory.steps.map((_, step) => workingSet(memory, step))));
      expect(peak).toBeLessThanOrEqual(sum);
      expect(timelineOf(memory, { inPlace: true }).peakBytes).toBeLessThanOrEqual(peak);
    }),
  );
});

test("an arena holds no two buffers at one place at one time, and is no smaller than the peak", () => {
  fc.assert(
    fc.property(programs, fc.constantFrom(...rules), fc.constantFrom(1, 64), ({ text }, rule, alignment) => {
      const timeline = timelineOf(analysisOf(text(1)).memory, rule);
      const { placed, bytes, fragmentation } = arenaOf(timeline, alignment);
      expect(bytes).toBeGreaterThanOrEqual(timeline.peakBytes ?? NaN);
      expect(fragmentation).toBeCloseTo(1 - (timeline.peakBytes ?? NaN) / bytes, 12);
      expect(placed).toHaveLength(timeline.buffers.length);
      placed.forEach((a, index) => {
        expect(a.offset % alignment).toBe(0);
        for (const b of placed.slice(index + 1)) {
          const together = a.first <= b.last && b.first <= a.last;
          const apart = a.offset + a.bytes <= b.offset || b.offset + b.bytes <= a.offset;
          expect(!together || apart).toBe(true);
        }
      });
    }),
  );
});

test("the best order runs every node once, after all it needs, and never needs more than the file's", () => {
  fc.assert(
    fc.property(programs, fc.constantFrom(...rules), ({ text }, rule) => {
      const { memory } = analysisOf(text(1));
      const { timeline, fileBytes } = bestOrder(memory, rule);
      expect(timeline.peakBytes).toBeLessThanOrEqual(fileBytes);
      expect(timeline.peakBytes).toBeGreaterThanOrEqual(leastBytes(demandOf(memory), rule));
      expect(fileBytes).toBe(timelineOf(memory, rule).peakBytes);
      expect([...timeline.order].sort((a, b) => a - b)).toEqual(memory.steps.map((_, index) => index));
      const time = new Map(timeline.order.map((step, at) => [step, at]));
      memory.steps.forEach((step, position) => {
        for (const before of step.after) expect(time.get(before)).toBeLessThan(time.get(position) ?? NaN);
      });
    }),
  );
});

test("peak and arena are linear in the batch, and half the width of floats halves them", () => {
  fc.assert(
    fc.property(programs, fc.constantFrom(...rules), fc.integer({ min: 2, max: 9 }), ({ text }, rule, batch) => {
      const one = timelineOf(analysisOf(text(1)).memory, rule);
      const many = timelineOf(analysisOf(text(batch)).memory, rule);
      const half = timelineOf(withActivations(analysisOf(text(1)).memory, "float16"), rule);
      expect(many.peakBytes).toBe(batch * (one.peakBytes ?? NaN));
      expect(arenaOf(many).bytes).toBe(batch * arenaOf(one).bytes);
      expect(half.peakBytes).toBe((one.peakBytes ?? NaN) / 2);
      expect(arenaOf(half).bytes).toBe(arenaOf(one).bytes / 2);
    }),
  );
});

test("a graph that is written breadth first is run branch by branch: 2 wide values at a time instead of 4", () => {
  const branches = [0, 1, 2, 3];
  const text = [
    "x: float32[10]",
    "const w: float32[10,1000]",
    "row = Unsqueeze(x, axes)",
    "const axes: int64[1] = 0",
    ...branches.map((n) => `wide${n} = MatMul(row, w)`),
    ...branches.map((n) => `thin${n} = ReduceSum(wide${n})`),
    "y = Sum(thin0, thin1, thin2, thin3)",
  ].join("\n");
  const { memory, totals } = analysisOf(text);
  const best = bestOrder(memory);
  expect(totals.peakActivationBytes).toBe(4 * 4000 + 40);
  // One wide value, the input, and the sums so far with the new one; a step alone needs only 4040.
  expect(best.timeline.peakBytes).toBe(4000 + 40 + 3 * 4);
  expect(best.optimal).toBe(false);
  expect(bestOrder(analysisOf("x: float32[10]\n a = Relu(x)\n y = Neg(a)").memory).optimal).toBe(true);
});

test("10,000 nodes: timeline, arena and orders without a search that grows with the square", () => {
  const { memory } = analyzeModel(synthetic({ nodes: 10_000, seed: 3 }), { name: "", bytes: 0, bytesRead: 0 });
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    const timeline = timelineOf(memory, { inPlace: true });
    expect(arenaOf(timeline).bytes).toBeGreaterThanOrEqual(timeline.peakBytes ?? NaN);
    return performance.now() - start;
  });
  // A quiet machine takes a fifth of it.
  expect(Math.min(...times)).toBeLessThan(100);
  expect(bestOrder(memory).timeline.peakBytes).toBeLessThanOrEqual(timelineOf(memory).peakBytes ?? NaN);
});
