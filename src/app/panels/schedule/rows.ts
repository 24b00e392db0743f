/** What the schedule panel shows: branches on several workers, from the prediction of every node. */
import type { Fraction, Seconds } from "../../../base/units.ts";
import { equalWorkers, listSchedule, type Schedule, type Worker } from "../../../cost/schedule/list-schedule.ts";
import { type Tasks, tasksOf } from "../../../cost/schedule/tasks.ts";
import type { CoreSet, Device, Precision } from "../../../device/device.ts";
import { nominalState, peakOf } from "../../../device/roofline.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import type { Workers } from "../../state/session.ts";

/**
 * One worker a cluster, all its cores together. Its speed is its peak over that of the cores for which the nodes were
 * predicted, each at its highest clock; undefined where a peak is not known.
 */
export function clusterWorkers(device: Device, cores: CoreSet, precision: Precision): readonly Worker[] | undefined {
  const peak = (set: CoreSet): number | undefined => {
    const best = nominalState(device, set);
    return best && peakOf(device, set, precision, best.frequencyHz);
  };
  const base = peak(cores);
  const workers = device.clusters.flatMap(({ id, count, core }): readonly Worker[] => {
    const own = peak({ [id]: count.value });
    return own === undefined || base === undefined
      ? []
      : [{ name: `${count.value} × ${core} (${id})`, speed: own / base }];
  });
  return workers.length === device.clusters.length ? workers : undefined;
}

export interface ScheduleView {
  readonly tasks: Tasks;
  readonly workers: readonly Worker[];
  readonly schedule: Schedule;
  readonly blocks: readonly Block[];
}

/** A bar of the Gantt chart: a task, or several short ones in a row. */
export interface Block {
  readonly worker: number;
  readonly start: Seconds;
  readonly end: Seconds;
  /** The longest of its tasks, and how many there are. */
  readonly task: number;
  readonly count: number;
  readonly critical: boolean;
}

export function scheduleView(
  { nodes, edges }: Pick<Analysis, "nodes" | "edges">,
  seconds: readonly (Seconds | undefined)[],
  chosen: Workers,
  clusters: readonly Worker[] | undefined,
): ScheduleView {
  const tasks = tasksOf(nodes, edges, seconds);
  const workers = chosen === "clusters" ? (clusters ?? equalWorkers(1)) : equalWorkers(chosen);
  const schedule = listSchedule(tasks, workers);
  return { tasks, workers, schedule, blocks: blocksOf(schedule, workers.length) };
}

/** Bars narrower than this share of the chart are drawn as one with their neighbours. */
const narrow: Fraction = 1 / 400;

function blocksOf({ slots, makespan, critical }: Schedule, workers: number): readonly Block[] {
  const onPath = new Set(critical);
  const last: (Block | undefined)[] = Array.from({ length: workers });
  const blocks: Block[] = [];
  const flush = (worker: number): void => {
    const block = last[worker];
    if (block !== undefined) blocks.push(block);
    last[worker] = undefined;
  };
  for (const { task, worker, start, end } of slots) {
    if (end === start) continue;
    const block: Block = { worker, start, end, task, count: 1, critical: onPath.has(task) };
    const before = last[worker];
    const joins =
      before !== undefined &&
      before.critical === block.critical &&
      end - before.start < narrow * makespan &&
      start - before.end < (narrow * makespan) / 4;
    if (joins) last[worker] = joined(before, block);
    else {
      flush(worker);
      last[worker] = block;
    }
  }
  last.forEach((_, worker) => flush(worker));
  return blocks;
}

const joined = (a: Block, b: Block): Block => ({
  ...a,
  end: b.end,
  task: b.end - b.start > a.end - a.start ? b.task : a.task,
  count: a.count + b.count,
});

export interface CriticalRow {
  /** Position of the node. */
  readonly node: number;
  readonly seconds: Seconds;
  /** Of the longest path. */
  readonly share: Fraction;
}

/** The nodes of the longest path that take longest. */
export function criticalRows({ tasks, schedule }: ScheduleView, most: number): readonly CriticalRow[] {
  const total = schedule.critical.reduce((sum, task) => sum + (tasks.seconds[task] ?? 0), 0);
  return schedule.critical
    .map((task): CriticalRow => {
      const seconds = tasks.seconds[task] ?? 0;
      return { node: tasks.nodes[task] ?? -1, seconds, share: total === 0 ? 0 : seconds / total };
    })
    .filter(({ seconds }) => seconds > 0)
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, most);
}
