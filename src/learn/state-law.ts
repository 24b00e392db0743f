/** How a latency measured at the top clock of an idle device changes with the state. */
import type { BytesPerSecond, Fraction, Hertz, Seconds } from "../base/units.ts";
import { type NodeCost, trafficOf } from "../cost/node-cost.ts";
import type { State } from "../device/device.ts";
import { loadFactor } from "../device/roofline.ts";
import type { Configuration } from "./weights.ts";

/** A latency in the state of its measurement, in two parts that a state moves differently. */
export interface Reference {
  /** Time that goes with 1 / clock. */
  readonly cpuSeconds: Seconds;
  /** Time that goes with 1 / bandwidth. */
  readonly memorySeconds: Seconds;
  readonly frequencyHz: Hertz;
  readonly bandwidth: BytesPerSecond | undefined;
}

export interface Scaling {
  /** f0 / f. */
  readonly slower: number;
  /** B0 / B. */
  readonly narrower: number;
  readonly load: number;
}

/** Part of a node's time spent on traffic: its time at full bandwidth over that plus its time at full peak. */
export function memoryShare(node: NodeCost, peak: number | undefined, bandwidth: number | undefined): Fraction {
  const traffic = trafficOf(node);
  if (peak === undefined || bandwidth === undefined || node.flops === undefined || traffic === undefined) return 0;
  const [compute, memory] = [node.flops / peak, traffic / bandwidth];
  return compute + memory === 0 ? 0 : memory / (compute + memory);
}

export function scalingOf(
  { frequencyHz, bandwidth }: Pick<Reference, "frequencyHz" | "bandwidth">,
  { slowdowns }: Pick<Configuration, "slowdowns">,
  state: State,
): Scaling {
  const free = state.bandwidthBytesPerSecond;
  return {
    slower: frequencyHz / state.frequencyHz,
    narrower: bandwidth === undefined || free === undefined ? 1 : bandwidth / free,
    load: slowdowns === undefined ? loadFactor(state.utilization) : slowdownAt(slowdowns, state.utilization),
  };
}

/** T = (T_cpu · f0/f + T_mem · B0/B) · load. */
export const inState = (
  { cpuSeconds, memorySeconds }: Pick<Reference, "cpuSeconds" | "memorySeconds">,
  { slower, narrower, load }: Scaling,
): Seconds => (cpuSeconds * slower + memorySeconds * narrower) * load;

/** Straight lines between measured loads; beyond the last one, along the last line. */
function slowdownAt(points: NonNullable<Configuration["slowdowns"]>, utilization: Fraction): number {
  const next = Math.max(
    1,
    points.findIndex(([at]) => at >= utilization),
  );
  const [low, high] =
    points.findIndex(([at]) => at >= utilization) < 0 ? points.slice(-2) : [points[next - 1], points[next]];
  if (low === undefined || high === undefined) return loadFactor(utilization);
  const [u0, s0] = low;
  const [u1, s1] = high;
  return s0 + ((s1 - s0) * (utilization - u0)) / (u1 - u0);
}
