/** How a latency measured at the top clock of an idle device changes with the state. */
import type { BytesPerSecond, Fraction, Hertz, Seconds } from "../base/units.ts";
import { type NodeCost, trafficOf } from "../cost/node-cost.ts";
import type { State } from "../device/device.ts";
import { loadFactor, loadWeight } from "../device/load.ts";
import type { Configuration, Slowdowns } from "./weights.ts";

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
  /** Of a competing load, times that of the traffic of other cores. */
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
  measured: Pick<Configuration, "slowdowns" | "preempted" | "crowded">,
  state: State,
): Scaling {
  const free = state.bandwidthBytesPerSecond;
  return {
    slower: frequencyHz / state.frequencyHz,
    narrower: bandwidth === undefined || free === undefined ? 1 : bandwidth / free,
    load: contentionSlowdown(measured, state),
  };
}

/** T = (T_cpu · f0/f + T_mem · B0/B) · load. */
export const inState = (
  { cpuSeconds, memorySeconds }: Pick<Reference, "cpuSeconds" | "memorySeconds">,
  { slower, narrower, load }: Scaling,
): Seconds => (cpuSeconds * slower + memorySeconds * narrower) * load;

/** How much slower competitors for the core and for memory make an inference. */
export const contentionSlowdown = (
  measured: Pick<Configuration, "slowdowns" | "preempted" | "crowded">,
  state: Pick<State, "utilization" | "priority" | "streamBytesPerSecond">,
): number => loadSlowdown(measured, state) * streamSlowdown(measured, state);

/** Where loads were measured, between those; elsewhere the share of the core that is left by law. */
function loadSlowdown(
  { slowdowns, preempted }: Pick<Configuration, "slowdowns" | "preempted">,
  { utilization, priority }: Pick<State, "utilization" | "priority">,
): number {
  const measured = priority === "higher" ? preempted : slowdowns;
  return measured === undefined ? loadFactor(utilization, loadWeight(priority)) : slowdownAt(measured, utilization);
}

/** 1 where it was not measured: what another core leaves of the bandwidth is a state of its own. */
const streamSlowdown = (
  { crowded }: Pick<Configuration, "crowded">,
  { streamBytesPerSecond = 0 }: Pick<State, "streamBytesPerSecond">,
): number => (crowded === undefined ? 1 : slowdownAt(crowded, streamBytesPerSecond));

/**
 * Straight lines of the speed 1 / slowdown between measured points, as a share of the core falls with the load; beyond the
 * last one along the last line, down to no speed at all.
 */
function slowdownAt(points: Slowdowns, competitor: number): number {
  const above = points.findIndex(([at]) => at >= competitor);
  const next = above < 0 ? points.length - 1 : Math.max(1, above);
  const [low, high] = [points[next - 1], points[next]];
  if (low === undefined || high === undefined) return low?.[1] ?? high?.[1] ?? 1;
  const [[x0, s0], [x1, s1]] = [low, high];
  return 1 / Math.max(0, 1 / s0 + ((1 / s1 - 1 / s0) * (competitor - x0)) / (x1 - x0));
}
