/** What the memory panel shows, from the analysis and the user's choices. */
import type { Bytes, Intensity } from "../../../base/units.ts";
import { type Arena, arenaOf, tfliteAlignment } from "../../../cost/memory/arena.ts";
import { type MemoryGraph, withActivations } from "../../../cost/memory/memory-graph.ts";
import { bestOrder } from "../../../cost/memory/order.ts";
import { dtypeOfStorage, type Storages, withPrecision } from "../../../cost/memory/precision.ts";
import { aliveAt, type Timeline, timelineOf } from "../../../cost/memory/timeline.ts";
import { type WeightBytes, weightTable } from "../../../cost/memory/weights.ts";
import { type NodeCost, trafficOf } from "../../../cost/node-cost.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import type { Order } from "../../state/session.ts";

export interface MemoryChoice extends Storages {
  readonly inPlace: boolean;
  readonly order: Order;
}

export interface MemoryView {
  /** With the chosen element types. */
  readonly memory: MemoryGraph;
  readonly timeline: Timeline;
  /** Known peaks of the file's order and of the best one found, both by the chosen rule. */
  readonly filePeak: Bytes;
  readonly bestPeak: Bytes;
  /** No order can need less. */
  readonly optimal: boolean;
  readonly arena: Arena;
  readonly weights: readonly WeightBytes[];
  readonly traffic: Totalled;
}

/** Sums over the nodes whose traffic is known, each as often as it runs. */
export interface Totalled {
  readonly bytes: Bytes;
  readonly intensity: Intensity | undefined;
  readonly unknown: number;
}

/** Waits for `breath` between its parts: together they hold up a page that shows ten thousand nodes. */
export async function memoryView(
  { memory: file, nodes }: Pick<Analysis, "memory" | "nodes">,
  choice: MemoryChoice,
  breath: () => Promise<void> = () => Promise.resolve(),
): Promise<MemoryView> {
  const memory = withActivations(file, dtypeOfStorage(choice.activations));
  const rule = { inPlace: choice.inPlace };
  const best = bestOrder(memory, rule);
  await breath();
  const timeline = choice.order === "best" ? best.timeline : timelineOf(memory, rule);
  const arena = arenaOf(timeline, tfliteAlignment);
  await breath();
  const weights = weightTable(nodes);
  await breath();
  return {
    memory,
    timeline,
    filePeak: best.fileBytes,
    bestPeak: best.timeline.knownPeakBytes,
    optimal: best.optimal,
    arena,
    weights,
    traffic: totalled(withPrecision(nodes, choice)),
  };
}

function totalled(nodes: readonly NodeCost[]): Totalled {
  let [bytes, flops, unknown] = [0, 0, 0];
  for (const node of nodes) {
    const traffic = trafficOf(node);
    if (traffic === undefined || node.flops === undefined || node.times === undefined) unknown += 1;
    else {
      bytes += traffic * node.times;
      flops += node.flops * node.times;
    }
  }
  return { bytes, intensity: bytes === 0 ? undefined : flops / bytes, unknown };
}

/** The time at which a node runs, a node of a body at that of the outermost node around it. */
export function timeOf(
  { memory, timeline }: Pick<MemoryView, "memory" | "timeline">,
  node: number,
): number | undefined {
  const step = memory.steps.findLastIndex((one) => one.node <= node);
  const time = timeline.order.indexOf(step);
  return time === -1 ? undefined : time;
}

/** Position of the node that runs at a time. */
export const nodeAt = (
  { memory, timeline }: Pick<MemoryView, "memory" | "timeline">,
  time: number,
): number | undefined => memory.steps[timeline.order[time] ?? -1]?.node;

export interface TensorRow {
  /** "conv1", or "conv1 → relu1" where one takes over the other's place. */
  readonly name: string;
  readonly bytes: Bytes | undefined;
  /** "born here", "last use", or since and until when it lives. */
  readonly life: string;
}

/** What is alive at a time, largest first. */
export function tensorRows(
  { memory, timeline }: Pick<MemoryView, "memory" | "timeline">,
  time: number,
): readonly TensorRow[] {
  const rows = aliveAt(memory, timeline, time).map(({ names, bytes, buffer, born, dying }): TensorRow => {
    const [first = "", ...others] = names;
    const end = others.at(-1);
    const name = end === undefined ? first : `${first} ${others.length > 1 ? "→ … →" : "→"} ${end}`;
    const since = born ? "born here" : `since step ${buffer.first + 1}`;
    return { name, bytes, life: `${since}, ${dying ? "last use here" : `until step ${buffer.last + 1}`}` };
  });
  const inner = timeline.inner[time] ?? 0;
  return inner === 0 ? rows : [...rows, { name: "inside its bodies", bytes: inner, life: "while it runs" }];
}
