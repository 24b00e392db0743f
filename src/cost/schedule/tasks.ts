/** The nodes of a model as tasks: what runs, how long, and what must be done before it. */
import type { Seconds } from "../../base/units.ts";
import type { Edge, NodeCost } from "../node-cost.ts";

export interface Tasks {
  /** Task → position in the node list. Nodes inside a body are part of the outermost node that holds them. */
  readonly nodes: readonly number[];
  /** Task → seconds, on the worker for which they were predicted; 0 where unknown. */
  readonly seconds: readonly Seconds[];
  /** Task → tasks whose results it needs; all of them stand before it in the list. */
  readonly after: readonly (readonly number[])[];
  /** Nodes whose time is not known. */
  readonly unknown: number;
}

/** `seconds` holds one entry a node, already weighted with how often it runs. */
export function tasksOf(
  nodes: readonly Pick<NodeCost, "id" | "parent">[],
  edges: readonly Pick<Edge, "from" | "to">[],
  seconds: readonly (Seconds | undefined)[],
): Tasks {
  const outer: number[] = [];
  const list: number[] = [];
  const sums: number[] = [];
  let unknown = 0;
  nodes.forEach((node, position) => {
    // A body's nodes follow the node that holds them.
    if (node.parent === undefined) {
      list.push(position);
      sums.push(0);
    }
    const task = list.length - 1;
    outer.push(task);
    const time = seconds[position];
    if (time === undefined) unknown += 1;
    sums[task] = (sums[task] ?? 0) + (time ?? 0);
  });
  const before: Set<number>[] = list.map(() => new Set());
  for (const { from, to } of edges) {
    const [giver, taker] = [outer[from], outer[to]];
    if (giver !== undefined && taker !== undefined && giver < taker) before[taker]?.add(giver);
  }
  return { nodes: list, seconds: sums, after: before.map((set) => [...set]), unknown };
}

export interface CriticalPath {
  readonly seconds: Seconds;
  /** Tasks of one longest path, in order. */
  readonly tasks: readonly number[];
  /** Task → seconds from its start to the end of the longest path that it begins. */
  readonly remaining: Float64Array;
}

/** The longest chain of tasks that wait for each other: no number of workers is faster. */
export function criticalPathOf({ seconds, after }: Pick<Tasks, "seconds" | "after">): CriticalPath {
  const remaining = Float64Array.from(seconds);
  const next = new Int32Array(seconds.length).fill(-1);
  for (let task = seconds.length - 1; task >= 0; task -= 1) {
    for (const before of after[task] ?? []) {
      const along = (seconds[before] ?? 0) + (remaining[task] ?? 0);
      if (next[before] !== -1 && along <= (remaining[before] ?? 0)) continue;
      remaining[before] = along;
      next[before] = task;
    }
  }
  let start = -1;
  remaining.forEach((length, task) => {
    if (start === -1 || length > (remaining[start] ?? 0)) start = task;
  });
  const tasks: number[] = [];
  for (let task = start; task !== -1 && task !== undefined; task = next[task] ?? -1) tasks.push(task);
  return { seconds: start === -1 ? 0 : (remaining[start] ?? 0), tasks, remaining };
}
