/** A memory graph prepared for choosing orders: who waits for whom, and what running a step takes and frees. */
import type { MemoryGraph } from "./memory-graph.ts";
import { plainRule, timelineOf } from "./timeline.ts";

export interface Demand {
  readonly graph: MemoryGraph;
  /** Value → bytes, 0 where unknown. */
  readonly bytes: Float64Array;
  /** Value → steps that read it. */
  readonly readers: readonly (readonly number[])[];
  /** Values that stay to the end. */
  readonly kept: Uint8Array;
  /** Step → steps that come after it. */
  readonly dependents: readonly (readonly number[])[];
  /** Step → bytes that its bodies need while it runs. */
  readonly inner: Float64Array;
}

export function demandOf(graph: MemoryGraph): Demand {
  const readers: number[][] = graph.values.map(() => []);
  const dependents: number[][] = graph.steps.map(() => []);
  graph.steps.forEach((step, position) => {
    for (const value of step.reads) readers[value]?.push(position);
    for (const before of step.after) dependents[before]?.push(position);
  });
  const kept = new Uint8Array(graph.values.length);
  for (const value of graph.outputs) kept[value] = 1;
  for (const value of graph.inputs) if (readers[value]?.length === 0) kept[value] = 1;
  return {
    graph,
    bytes: Float64Array.from(graph.values, (value) => value.bytes ?? 0),
    readers,
    kept,
    dependents,
    inner: Float64Array.from(graph.steps, (step) =>
      Math.max(0, ...step.bodies.map((body) => timelineOf(body, plainRule).knownPeakBytes)),
    ),
  };
}

/** Bytes a step adds while it runs, and the change that is left after it; `left` counts readers still to come. */
export function effectOf(
  { graph, bytes, kept, inner, readers }: Demand,
  position: number,
  left: Int32Array,
): { readonly during: number; readonly net: number } {
  const step = graph.steps[position];
  let written = 0;
  let freed = 0;
  for (const value of step?.writes ?? []) {
    written += bytes[value] ?? 0;
    if (kept[value] === 0 && readers[value]?.length === 0) freed += bytes[value] ?? 0;
  }
  for (const value of step?.reads ?? []) if (left[value] === 1 && kept[value] === 0) freed += bytes[value] ?? 0;
  return { during: written + (inner[position] ?? 0), net: written - freed };
}

export const readersLeft = ({ readers }: Demand): Int32Array => Int32Array.from(readers, (list) => list.length);

export const stepsToWaitFor = ({ graph }: Demand): Int32Array =>
  Int32Array.from(graph.steps, (step) => step.after.length);
