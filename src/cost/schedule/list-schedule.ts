/** List scheduling: which worker runs which task when, if branches may run side by side. */
import type { Seconds } from "../../base/units.ts";
import { heapOf } from "../heap.ts";
import { criticalPathOf, type Tasks } from "./tasks.ts";

/** What runs one task at a time: a core, or all cores of a cluster together. */
export interface Worker {
  readonly name: string;
  /** Speed against that for which the tasks' seconds hold. */
  readonly speed: number;
}

export interface Slot {
  readonly task: number;
  readonly worker: number;
  readonly start: Seconds;
  readonly end: Seconds;
}

export interface Schedule {
  /** Tasks in the order in which they were placed; those that take no time too. */
  readonly slots: readonly Slot[];
  readonly makespan: Seconds;
  /** All tasks one after the other on the fastest worker. */
  readonly sum: Seconds;
  /** The longest path at the speed of the fastest worker. */
  readonly criticalPath: Seconds;
  /** Tasks of one longest path, in order. */
  readonly critical: readonly number[];
  /** sum / criticalPath: no number of such workers gains more; 1 where nothing takes time. */
  readonly bound: number;
}

/** k workers as fast as the one for which the seconds hold. */
export const equalWorkers = (count: number): readonly Worker[] =>
  Array.from({ length: count }, (_, index) => ({ name: `Worker ${index + 1}`, speed: 1 }));

/**
 * Whenever a worker is free, it is given the ready task with the longest path still before it, which then runs where
 * it ends first. `transferSeconds` is what a task waits for a result from another worker; the default of 0 assumes
 * shared memory and no cost of waking, since none is known for these devices. Where all this is slower than the
 * fastest worker alone, that worker does everything.
 */
export function listSchedule(tasks: Tasks, workers: readonly Worker[], transferSeconds: Seconds = 0): Schedule {
  const fastest = workers.reduce(
    (best, worker, index) => (worker.speed > (workers[best]?.speed ?? 0) ? index : best),
    0,
  );
  const top = workers[fastest]?.speed ?? 1;
  const path = criticalPathOf(tasks);
  const slots = place(tasks, workers, path.remaining, transferSeconds);
  const sum = tasks.seconds.reduce((total, time) => total + time, 0) / top;
  const makespan = slots.reduce((end, slot) => Math.max(end, slot.end), 0);
  const criticalPath = path.seconds / top;
  const common = { sum, criticalPath, critical: path.tasks, bound: criticalPath === 0 ? 1 : sum / criticalPath };
  return makespan > sum
    ? { ...common, slots: oneByOne(tasks, fastest, top), makespan: sum }
    : { ...common, slots, makespan };
}

interface Waiting {
  readonly task: number;
  readonly ready: Seconds;
}

function place(tasks: Tasks, workers: readonly Worker[], remaining: Float64Array, transfer: Seconds): readonly Slot[] {
  const slots: Slot[] = [];
  const placed: (Slot | undefined)[] = tasks.nodes.map(() => undefined);
  const free = new Float64Array(workers.length);
  const left = Int32Array.from(tasks.after, (list) => list.length);
  const dependents: number[][] = tasks.nodes.map(() => []);
  tasks.after.forEach((list, task) => {
    for (const before of list) dependents[before]?.push(task);
  });
  const pending = heapOf<Waiting>((a, b) => (a.ready === b.ready ? a.task < b.task : a.ready < b.ready));
  const urgency = (task: number) => remaining[task] ?? 0;
  const ready = heapOf<Waiting>((a, b) =>
    urgency(a.task) === urgency(b.task) ? a.task < b.task : urgency(a.task) > urgency(b.task),
  );
  left.forEach((count, task) => {
    if (count === 0) pending.push({ task, ready: 0 });
  });
  const arrival = (task: number, worker: number): Seconds =>
    (tasks.after[task] ?? []).reduce((latest, before) => {
      const slot = placed[before];
      return slot === undefined ? latest : Math.max(latest, slot.end + (slot.worker === worker ? 0 : transfer));
    }, 0);
  const end = (task: number, worker: number): Slot => {
    const start = Math.max(free[worker] ?? 0, arrival(task, worker));
    return { task, worker, start, end: start + (tasks.seconds[task] ?? 0) / (workers[worker]?.speed ?? 1) };
  };
  while (ready.size() + pending.size() > 0) {
    const idle = free.reduce((soonest, time) => Math.min(soonest, time), Infinity);
    const now = ready.size() === 0 ? Math.max(idle, pending.peek()?.ready ?? 0) : idle;
    for (let next = pending.peek(); next !== undefined && next.ready <= now; next = pending.peek()) {
      pending.pop();
      ready.push(next);
    }
    const next = ready.pop();
    if (next === undefined) break;
    const slot = workers
      .map((_, worker) => end(next.task, worker))
      .reduce((best, other) => (other.end < best.end ? other : best));
    placed[next.task] = slot;
    free[slot.worker] = slot.end;
    slots.push(slot);
    for (const dependent of dependents[next.task] ?? []) {
      const count = (left[dependent] ?? 0) - 1;
      left[dependent] = count;
      if (count === 0) pending.push({ task: dependent, ready: soonest(tasks, placed, dependent) });
    }
  }
  return slots;
}

const soonest = ({ after }: Tasks, placed: readonly (Slot | undefined)[], task: number): Seconds =>
  (after[task] ?? []).reduce((latest, before) => Math.max(latest, placed[before]?.end ?? 0), 0);

function oneByOne({ seconds }: Tasks, worker: number, speed: number): readonly Slot[] {
  let now = 0;
  return seconds.map((time, task) => {
    const start = now;
    now += time / speed;
    return { task, worker, start, end: now };
  });
}
