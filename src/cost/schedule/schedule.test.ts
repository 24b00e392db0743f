import fc from "fast-check";
import { expect, test } from "vitest";
import { analysisOf } from "../../testing/analyze-text.ts";
import { equalWorkers, listSchedule } from "./list-schedule.ts";
import { criticalPathOf, type Tasks, tasksOf } from "./tasks.ts";

const diamond: Tasks = { nodes: [0, 1, 2, 3], seconds: [1, 5, 3, 1], after: [[], [0], [0], [1, 2]], unknown: 0 };

test("a diamond 1 → (5 | 3) → 1: sum 10, longest path 7, on two workers 7, at most 10/7 faster", () => {
  const schedule = listSchedule(diamond, equalWorkers(2));
  expect(schedule).toMatchObject({ sum: 10, criticalPath: 7, critical: [0, 1, 3], makespan: 7, bound: 10 / 7 });
  expect(schedule.slots).toEqual([
    { task: 0, worker: 0, start: 0, end: 1 },
    { task: 1, worker: 0, start: 1, end: 6 },
    { task: 2, worker: 1, start: 1, end: 4 },
    { task: 3, worker: 0, start: 6, end: 7 },
  ]);
});

test("a result from another worker comes later: 1 + 3 + 1 fits beside 5, 1.5 + 3 + 1.5 does not", () => {
  expect(listSchedule(diamond, equalWorkers(2), 1).makespan).toBe(7);
  // Out at 1 + 1.5, done at 5.5, back at 7, and the last task ends at 8.
  expect(listSchedule(diamond, equalWorkers(2), 1.5).makespan).toBe(8);
});

test("where handing over costs more than it gains, the fastest worker does everything", () => {
  const { makespan, slots } = listSchedule(
    { nodes: [0, 1, 2], seconds: [1, 1, 1], after: [[], [], [0, 1]], unknown: 0 },
    equalWorkers(2),
    9,
  );
  expect(makespan).toBe(3);
  expect(new Set(slots.map((slot) => slot.worker)).size).toBe(1);
});

test("a slow cluster takes a branch only where that ends earlier: 3 s at half speed beside 5 s", () => {
  const workers = [
    { name: "large", speed: 1 },
    { name: "small", speed: 0.5 },
  ];
  const { makespan, slots } = listSchedule(diamond, workers);
  expect(slots.find((slot) => slot.task === 2)).toMatchObject({ worker: 1, start: 1, end: 7 });
  expect(makespan).toBe(8);
});

test("nodes of a body are part of the node that holds them; an unknown time is counted as such", () => {
  const nodes = [
    { id: "a", parent: undefined },
    { id: "if", parent: undefined },
    { id: "if/then/b", parent: "if" },
    { id: "c", parent: undefined },
  ];
  const edges = [
    { from: 0, to: 2 },
    { from: 1, to: 3 },
  ];
  expect(tasksOf(nodes, edges, [1, 2, 4, undefined])).toEqual({
    nodes: [0, 1, 3],
    seconds: [1, 6, 0],
    after: [[], [0], [1]],
    unknown: 1,
  });
});

test("a chain gains nothing from more workers", () => {
  const { nodes, edges } = analysisOf("x: float32[8]\n a = Relu(x)\n b = Neg(a)\n y = Abs(b)");
  expect(listSchedule(tasksOf(nodes, edges, [1, 1, 1]), equalWorkers(8))).toMatchObject({ makespan: 3, bound: 1 });
});

/** Tasks each of which may need any before it. */
const graphs: fc.Arbitrary<Tasks> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.array(fc.nat(30), { maxLength: 3 })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((tasks) => ({
    nodes: tasks.map((_, index) => index),
    seconds: tasks.map(([time]) => time),
    after: tasks.map(([, before], index) => [...new Set(before.filter((other) => other < index))]),
    unknown: 0,
  }));

test("longest path <= makespan <= sum; one worker takes the sum; Graham: makespan <= sum/k + (1 - 1/k) longest path", () => {
  fc.assert(
    fc.property(graphs, fc.integer({ min: 1, max: 6 }), (tasks, k) => {
      const { makespan, sum, criticalPath } = listSchedule(tasks, equalWorkers(k));
      expect(makespan).toBeGreaterThanOrEqual(criticalPath);
      expect(makespan).toBeLessThanOrEqual(sum);
      expect(makespan).toBeLessThanOrEqual(sum / k + (1 - 1 / k) * criticalPath + 1e-9);
      if (k === 1) expect(makespan).toBe(sum);
    }),
  );
});

test("on workers of any speeds and with transfers, tasks wait for what they need and no worker does two at once", () => {
  const speeds = fc.array(
    fc.integer({ min: 1, max: 8 }).map((n) => n / 4),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(graphs, speeds, fc.integer({ min: 0, max: 3 }), (tasks, speed, transfer) => {
      const workers = speed.map((one, index) => ({ name: `${index}`, speed: one }));
      const { slots, makespan, sum, criticalPath } = listSchedule(tasks, workers, transfer);
      expect(slots.map((slot) => slot.task).sort((a, b) => a - b)).toEqual(tasks.nodes);
      const of = new Map(slots.map((slot) => [slot.task, slot]));
      for (const slot of slots) {
        for (const before of tasks.after[slot.task] ?? []) {
          const other = of.get(before);
          const wait = other?.worker === slot.worker ? 0 : transfer;
          expect(slot.start).toBeGreaterThanOrEqual((other?.end ?? NaN) + wait);
        }
        for (const other of slots) {
          const apart = other.end <= slot.start || slot.end <= other.start;
          expect(other === slot || other.worker !== slot.worker || apart).toBe(true);
        }
      }
      expect(makespan).toBeGreaterThanOrEqual(criticalPath - 1e-9);
      expect(makespan).toBeLessThanOrEqual(sum);
    }),
  );
});

test("the longest path is a path, and its tasks sum to its length", () => {
  fc.assert(
    fc.property(graphs, (tasks) => {
      const { seconds, tasks: path } = criticalPathOf(tasks);
      expect(path.reduce((total, task) => total + (tasks.seconds[task] ?? NaN), 0)).toBe(seconds);
      path.slice(1).forEach((task, index) => expect(tasks.after[task]).toContain(path[index]));
    }),
  );
});
