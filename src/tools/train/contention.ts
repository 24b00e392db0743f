/** What runs beside loads and streams tell: how much slower each makes an inference, and what the runs would take alone. */
import type { Slowdowns } from "../../learn/weights.ts";
import type { AtlasRow } from "../atlas/row.ts";

/** [utilization of a load of equal or higher priority, or bytes per second of a stream on another core; T / T idle]. */
export type Contention = Readonly<Record<"equal" | "higher" | "stream", readonly (readonly [number, number])[]>>;

export const isIdle = ({ state }: AtlasRow): boolean =>
  (state.utilization ?? 0) === 0 && state.streamBytesPerSecond === undefined;

/** Times beside a load or a stream over the mean of the same network alone; both at once tell neither. */
export function contentionOf(rows: readonly AtlasRow[]): Contention {
  const alone = new Map<string, number[]>();
  for (const { network, seconds } of rows.filter(isIdle)) alone.set(network, [...(alone.get(network) ?? []), seconds]);
  const found: Record<keyof Contention, [number, number][]> = { equal: [], higher: [], stream: [] };
  for (const { network, seconds, state } of rows) {
    const { utilization = 0, streamBytesPerSecond = 0, priority = "equal" } = state;
    const before = alone.get(network);
    if (before === undefined || utilization > 0 === streamBytesPerSecond > 0) continue;
    const slowdown = (seconds * before.length) / before.reduce((sum, value) => sum + value, 0);
    if (utilization > 0) found[priority].push([utilization, slowdown]);
    else found.stream.push([streamBytesPerSecond, slowdown]);
  }
  return found;
}

/** The median slowdown at each load, made to rise with it: pooled adjacent values where two are in the wrong order. */
export function slowdownsOf(loads: readonly (readonly [number, number])[]): Slowdowns | undefined {
  if (loads.length === 0) return undefined;
  const at = [...new Set(loads.map(([utilization]) => utilization))].toSorted((a, b) => a - b);
  const points: { from: number; to: number; value: number; count: number }[] = [];
  for (const [index, utilization] of at.entries()) {
    const own = loads
      .filter(([u]) => u === utilization)
      .map(([, slowdown]) => slowdown)
      .toSorted((a, b) => a - b);
    points.push({
      from: index,
      to: index,
      value: Math.max(1, own[Math.floor(own.length / 2)] ?? 1),
      count: own.length,
    });
    for (;;) {
      const [before, last] = points.slice(-2);
      if (before === undefined || last === undefined || before.value <= last.value) break;
      const count = before.count + last.count;
      const value = (before.value * before.count + last.value * last.count) / count;
      points.splice(-2, 2, { from: before.from, to: last.to, value, count });
    }
  }
  const rising = points.flatMap(({ from, to, value }) =>
    at.slice(from, to + 1).map((utilization): readonly [number, number] => [utilization, Number(value.toFixed(4))]),
  );
  return [[0, 1], ...rising];
}
