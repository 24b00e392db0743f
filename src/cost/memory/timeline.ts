/** Which activations are alive while each step runs, and how many bytes they are. */
import { bitsOf } from "../../base/dtype.ts";
import type { Bytes } from "../../base/units.ts";
import type { MemoryGraph, Step, Value } from "./memory-graph.ts";

export interface Rule {
  /** May an output take over the buffer of an input that nobody reads later? */
  readonly inPlace: boolean;
}

export const plainRule: Rule = { inPlace: false };

/** A piece of memory and how long it is needed. Times are positions in the order. */
export interface Buffer {
  /** Values that lie in it, one after the other; several only where one takes over another's place. */
  readonly values: readonly number[];
  /** Undefined when unknown. */
  readonly bytes: Bytes | undefined;
  readonly first: number;
  readonly last: number;
}

export interface Timeline {
  /** Time → position in the graph's steps. */
  readonly order: readonly number[];
  /** Time → bytes alive while that step runs, what its bodies need included; sums over what is known. */
  readonly bytes: readonly Bytes[];
  /** Time → bytes of the costliest body's own activations. */
  readonly inner: readonly Bytes[];
  readonly buffers: readonly Buffer[];
  /** Most bytes alive at once; undefined when a size is unknown. */
  readonly peakBytes: Bytes | undefined;
  /** The most among the known sizes: a lower bound where `unsized` is not 0. */
  readonly knownPeakBytes: Bytes;
  /** The first time at which the most is alive; undefined without steps. */
  readonly peakTime: number | undefined;
  /** Buffers, those of bodies included, whose size is not known. */
  readonly unsized: number;
}

/** The file's own order. */
export const fileOrder = (graph: MemoryGraph): readonly number[] => graph.steps.map((_, index) => index);

/**
 * Bytes alive at each step. A value lives from the step that writes it to the last that reads it; inputs from the
 * start, outputs to the end, and both belong to the caller, so an input is never overwritten.
 */
export function timelineOf(
  graph: MemoryGraph,
  rule: Rule = plainRule,
  order: readonly number[] = fileOrder(graph),
): Timeline {
  const buffers = buffersOf(graph, rule, order);
  const change = new Float64Array(order.length + 1);
  let unsized = 0;
  for (const { bytes, first, last } of buffers) {
    if (bytes === undefined) unsized += 1;
    change[first] = (change[first] ?? 0) + (bytes ?? 0);
    change[last + 1] = (change[last + 1] ?? 0) - (bytes ?? 0);
  }
  let live = 0;
  // Without steps the inputs alone are there.
  let most = order.length === 0 ? (change[0] ?? 0) : 0;
  let peakTime: number | undefined;
  const inner: number[] = [];
  const bytes = order.map((position, time) => {
    const within = innerPeak(graph.steps[position], rule);
    unsized += within.unsized;
    inner.push(within.bytes);
    live += change[time] ?? 0;
    const total = live + within.bytes;
    if (peakTime === undefined || total > most) [most, peakTime] = [total, time];
    return total;
  });
  const peakBytes = unsized === 0 ? most : undefined;
  return { order, bytes, inner, buffers, peakBytes, knownPeakBytes: most, peakTime, unsized };
}

/** The costliest body's own activations; what it gets from outside is already alive. */
function innerPeak(step: Step | undefined, rule: Rule): { readonly bytes: number; readonly unsized: number } {
  let bytes = 0;
  let unsized = 0;
  for (const body of step?.bodies ?? []) {
    const inner = timelineOf(body, rule);
    bytes = Math.max(bytes, inner.knownPeakBytes);
    unsized += inner.unsized;
  }
  return { bytes, unsized };
}

/** Buffers of a graph in an order: one for each value, or fewer where outputs take over the place of inputs. */
function buffersOf(graph: MemoryGraph, rule: Rule, order: readonly number[]): readonly Buffer[] {
  const last = lastUses(graph, order);
  const kept = new Set([...graph.inputs, ...graph.outputs]);
  const buffers: { values: number[]; bytes: Bytes | undefined; first: number; last: number }[] = [];
  const home = new Map<number, number>();
  const open = (value: number, first: number): void => {
    home.set(value, buffers.length);
    buffers.push({
      values: [value],
      bytes: graph.values[value]?.bytes,
      first,
      last: Math.max(first, last[value] ?? first),
    });
  };
  for (const value of graph.inputs) open(value, 0);
  order.forEach((position, time) => {
    const step = graph.steps[position];
    if (step === undefined) return;
    const free = rule.inPlace ? step.mayReuse.filter((value) => last[value] === time && !kept.has(value)) : [];
    for (const value of step.writes) {
      const taken = free.findIndex((other) => fits(graph.values[other], graph.values[value]));
      const at = taken === -1 ? undefined : home.get(free.splice(taken, 1)[0] ?? -1);
      const buffer = at === undefined ? undefined : buffers[at];
      if (at === undefined || buffer === undefined) open(value, time);
      else {
        home.set(value, at);
        buffer.values.push(value);
        buffer.last = Math.max(time, last[value] ?? time);
      }
    }
  });
  return buffers;
}

/** The same number of elements of the same width: no broadcasting, and no element is overwritten before it is read. */
const fits = (from: Value | undefined, to: Value | undefined): boolean =>
  from?.dtype !== undefined &&
  to?.dtype !== undefined &&
  from.elements !== undefined &&
  from.elements === to.elements &&
  bitsOf(from.dtype) === bitsOf(to.dtype);

/** Value → the last time it is needed; inputs nobody reads and outputs stay to the end. */
export function lastUses(graph: MemoryGraph, order: readonly number[]): Int32Array {
  const last = new Int32Array(graph.values.length).fill(-1);
  order.forEach((position, time) => {
    const step = graph.steps[position];
    for (const value of step?.reads ?? []) last[value] = time;
    for (const value of step?.writes ?? []) last[value] = time;
  });
  const end = Math.max(0, order.length - 1);
  for (const value of graph.inputs) if (last[value] === -1) last[value] = end;
  for (const value of graph.outputs) last[value] = end;
  return last;
}

/** A buffer at a moment, for people. */
export interface AliveBuffer {
  readonly buffer: Buffer;
  /** All values that lie in it during its life, in order. */
  readonly names: readonly string[];
  readonly bytes: Bytes | undefined;
  readonly born: boolean;
  readonly dying: boolean;
}

/** The buffers alive at a time, largest first. */
export const aliveAt = (graph: MemoryGraph, timeline: Timeline, time: number): readonly AliveBuffer[] =>
  timeline.buffers
    .filter(({ first, last }) => first <= time && time <= last)
    .map((buffer) => ({
      buffer,
      names: buffer.values.flatMap((value) => graph.values[value]?.name ?? []),
      bytes: buffer.bytes,
      born: buffer.first === time,
      dying: buffer.last === time,
    }))
    .sort((a, b) => (b.bytes ?? Number.MAX_VALUE) - (a.bytes ?? Number.MAX_VALUE));
