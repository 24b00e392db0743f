/** Execution orders that need less memory. Finding the best one is NP-hard, so several rules compete. */
import type { Bytes } from "../../base/units.ts";
import { beamOrder } from "./beam.ts";
import { type Demand, demandOf, effectOf, readersLeft, stepsToWaitFor } from "./demand.ts";
import { heapOf } from "../heap.ts";
import type { MemoryGraph } from "./memory-graph.ts";
import { fileOrder, plainRule, type Rule, type Timeline, timelineOf } from "./timeline.ts";

/** Rules by which orders are found. */
export type OrderId = "file" | "greedy" | "deepest" | "subtrees" | "beam";

export interface BestOrder {
  readonly id: OrderId;
  readonly timeline: Timeline;
  /** What the file's order needs by the same rule. */
  readonly fileBytes: Bytes;
  /** No order can need less: a single step needs as much. False where that is not known. */
  readonly optimal: boolean;
}

/** A beam is searched up to this many steps: its work grows with steps, width and ready steps at once. */
const beamSteps = 120;

/**
 * The order of the lowest peak among all rules, the file's own included, which it therefore never exceeds. The search
 * ends where no order could be better.
 */
export function bestOrder(graph: MemoryGraph, rule: Rule = plainRule): BestOrder {
  const file = timelineOf(graph, rule);
  let best: Omit<BestOrder, "optimal"> = { id: "file", timeline: file, fileBytes: file.knownPeakBytes };
  const demand = demandOf(graph);
  const least = leastBytes(demand, rule);
  const rules: readonly (readonly [OrderId, () => readonly number[]])[] = [
    ["greedy", () => greedyOrder(demand, false)],
    ["deepest", () => greedyOrder(demand, true)],
    ["subtrees", () => subtreeOrder(demand)],
    ["beam", () => (graph.steps.length <= beamSteps ? beamOrder(demand) : fileOrder(graph))],
  ];
  for (const [id, find] of rules) {
    if (best.timeline.knownPeakBytes <= least) break;
    const timeline = timelineOf(graph, rule, find());
    if (timeline.knownPeakBytes < best.timeline.knownPeakBytes) best = { ...best, id, timeline };
  }
  return { ...best, optimal: best.timeline.unsized === 0 && best.timeline.knownPeakBytes <= least };
}

/** What no order goes below: the largest working set of a step, less what its outputs could take over. */
export function leastBytes({ graph, bytes, inner }: Demand, rule: Rule): Bytes {
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + (bytes[value] ?? 0), 0);
  return graph.steps.reduce((most, { reads, writes, mayReuse }, step) => {
    const written = total(writes);
    const reused = rule.inPlace ? Math.min(written, total(mayReuse)) : 0;
    return Math.max(most, total(reads) + written - reused + (rule.inPlace ? 0 : (inner[step] ?? 0)));
  }, 0);
}

interface Ready {
  readonly step: number;
  readonly net: Bytes;
  /** Which was made ready first, in steps. */
  readonly since: number;
}

/** Always the ready step that leaves the least memory behind; of equals the first in the file, or the latest ready one. */
function greedyOrder(demand: Demand, deepest: boolean): readonly number[] {
  const left = readersLeft(demand);
  const waiting = stepsToWaitFor(demand);
  const done = new Uint8Array(waiting.length);
  const order: number[] = [];
  const tie = (a: Ready, b: Ready) => (deepest && a.since !== b.since ? a.since > b.since : a.step < b.step);
  const ready = heapOf<Ready>((a, b) => (a.net === b.net ? tie(a, b) : a.net < b.net));
  const offer = (step: number) => ready.push({ step, net: effectOf(demand, step, left).net, since: order.length });
  waiting.forEach((count, step) => {
    if (count === 0) offer(step);
  });
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    const { step } = next;
    // A step is offered again when it comes to free more; its older offers are void.
    if (done[step] === 1) continue;
    done[step] = 1;
    order.push(step);
    for (const value of demand.graph.steps[step]?.reads ?? []) {
      const count = (left[value] ?? 0) - 1;
      left[value] = count;
      const last = count === 1 ? demand.readers[value]?.find((reader) => done[reader] === 0) : undefined;
      if (last !== undefined && waiting[last] === 0) offer(last);
    }
    for (const dependent of demand.dependents[step] ?? []) {
      const count = (waiting[dependent] ?? 0) - 1;
      waiting[dependent] = count;
      if (count === 0) offer(dependent);
    }
  }
  return order;
}

/**
 * Depth first from the ends of the graph, of a step's inputs first the one whose subtree needs most above what it
 * leaves. Best for trees (Sethi and Ullman 1970 for registers, Liu 1987 for sizes); elsewhere a shared subtree counts
 * at each use.
 */
function subtreeOrder({ graph, bytes, inner, dependents }: Demand): readonly number[] {
  const { steps } = graph;
  const leaves = Float64Array.from(steps, (step) => step.writes.reduce((sum, value) => sum + (bytes[value] ?? 0), 0));
  const needs = new Float64Array(steps.length);
  const excess = (step: number) => (needs[step] ?? 0) - (leaves[step] ?? 0);
  const sorted = steps.map((step, position) => {
    const inputs = step.after.toSorted((a, b) => excess(b) - excess(a) || a - b);
    let held = 0;
    let most = 0;
    for (const input of inputs) {
      most = Math.max(most, held + (needs[input] ?? 0));
      held += leaves[input] ?? 0;
    }
    needs[position] = Math.max(most, held + (leaves[position] ?? 0) + (inner[position] ?? 0));
    return inputs;
  });
  const order: number[] = [];
  const state = new Uint8Array(steps.length);
  const path: number[] = [];
  const visit = (step: number): void => {
    path.push(step);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = state[top] === 0 ? sorted[top]?.toReversed().filter((input) => state[input] === 0) : [];
      if (next !== undefined && next.length > 0) {
        state[top] = 1;
        path.push(...next);
        continue;
      }
      path.pop();
      if (state[top] !== 2) order.push(top);
      state[top] = 2;
    }
  };
  steps.forEach((_, step) => {
    if (dependents[step]?.length === 0) visit(step);
  });
  return order;
}
