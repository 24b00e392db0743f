import type { Bytes, BytesPerSecond, Flops, FlopsPerSecond, Hertz, Intensity, Seconds } from "../base/units.ts";
import { defaultCores, takingPart } from "./core-set.ts";
import type { Taking } from "./core-set.ts";
import type { CoreSet, Device, Precision, Sourced, State } from "./device.ts";
import { derivedKind } from "./sourced.ts";

export { loadFactor } from "./load.ts";

/** The two limits of a device in one state; either may be unknown. */
export type Roof = {
  readonly peak: FlopsPerSecond | undefined;
  readonly bandwidth: BytesPerSecond | undefined;
};

const gigahertz = (frequency: Hertz): string => `${Number((frequency / 1e9).toFixed(3))} GHz`;

/** Clock of a cluster when the fastest one that takes part runs at `frequencyHz`: the same share of its own maximum. */
function clockOf(taking: Taking, lead: Taking, frequencyHz: Hertz): Hertz {
  return taking.cluster.maxFrequencyHz.value * (frequencyHz / lead.cluster.maxFrequencyHz.value);
}

/**
 * Peak of a core set in FLOP/s (int8: operations/s) with its derivation: sum of cores x FLOP per cycle x clock.
 * Over several clusters this is the sum of their peaks, which a runtime that splits the work equally among its threads
 * does not reach: it runs at the pace of the slowest core. Undefined if the set does not fit or a rate is unknown.
 */
export function sourcedPeak(
  device: Device,
  cores: CoreSet,
  precision: Precision,
  frequencyHz: Hertz,
): Sourced<FlopsPerSecond> | undefined {
  const taking = takingPart(device, cores);
  const [lead] = taking;
  if (lead === undefined) return undefined;
  const rates: Sourced<number>[] = [];
  const terms: string[] = [];
  let peak = 0;
  for (const part of taking) {
    const rate = part.cluster.flopsPerCycle[precision];
    if (rate === undefined) return undefined;
    const clock = clockOf(part, lead, frequencyHz);
    peak += part.cores * rate.value * clock;
    rates.push(rate);
    terms.push(`${part.cores} x ${rate.value}/cycle x ${gigahertz(clock)} (${part.cluster.core})`);
  }
  const sourced = {
    value: peak,
    kind: derivedKind(rates),
    source: `${terms.join(" + ")}; ${rates.map((rate) => rate.source).join("; ")}`,
  };
  return taking.length === 1
    ? sourced
    : { ...sourced, note: "Sum over clusters; work split equally among the threads runs at the slowest core's pace." };
}

/** Peak of a core set in FLOP/s (int8: operations/s); see `sourcedPeak`. */
export const peakOf = (
  device: Device,
  cores: CoreSet,
  precision: Precision,
  frequencyHz: Hertz,
): FlopsPerSecond | undefined => sourcedPeak(device, cores, precision, frequencyHz)?.value;

/** DRAM traffic a part of one cluster can sustain: n times one core, at most what the whole cluster can. */
function clusterTraffic({ cluster, cores }: Taking): readonly [BytesPerSecond, ...Sourced<number>[]] | undefined {
  const { coreBandwidth: core, clusterBandwidth: whole } = cluster;
  if (core === undefined) return whole === undefined || cores < cluster.count.value ? undefined : [whole.value, whole];
  if (whole === undefined) return [cores * core.value, core];
  return [Math.min(cores * core.value, whole.value), core, whole];
}

/**
 * The device's own bandwidth for a core set: its cores' measured traffic added up, at most the memory bus.
 * Where nothing limits the sum, more cores count as one (the fastest), since they share the memory.
 */
export function sourcedBandwidth(device: Device, cores: CoreSet): Sourced<BytesPerSecond> | undefined {
  const taking = takingPart(device, cores);
  const used: Sourced<number>[] = [];
  let sum = 0;
  for (const part of taking) {
    const known = clusterTraffic(part);
    if (known === undefined) return undefined;
    const [traffic, ...sources] = known;
    sum += traffic;
    used.push(...sources);
  }
  const [first] = used;
  if (first === undefined) return undefined;
  const alone = taking.length === 1 && taking[0]?.cores === 1;
  if (alone) return first;
  const bus = device.memory.peakBytesPerSecond;
  const limit = bus?.value ?? Math.max(...used.map((part) => part.value));
  const parts = bus === undefined ? used : [...used, bus];
  return {
    value: Math.min(sum, limit),
    kind: derivedKind(parts),
    source: `min(sum of cores, memory bus): ${parts.map((part) => part.source).join("; ")}`,
  };
}

/** Bandwidth free for a core set: what the state says, else the device's own. */
export const bandwidthOf = (device: Device, cores: CoreSet, state?: State): BytesPerSecond | undefined =>
  state?.bandwidthBytesPerSecond ?? sourcedBandwidth(device, cores)?.value;

/** Highest clock, no background load, the device's own bandwidth: the state in which benchmarks are run. */
export function nominalState(device: Device, cores: CoreSet = defaultCores(device)): State | undefined {
  const [lead] = takingPart(device, cores);
  if (lead === undefined) return undefined;
  return {
    frequencyHz: lead.cluster.maxFrequencyHz.value,
    utilization: 0,
    bandwidthBytesPerSecond: bandwidthOf(device, cores),
  };
}

/** The roofs of a core set in a state. Background load is not in them: it multiplies time (`loadFactor`). */
export const roofOf = (device: Device, cores: CoreSet, precision: Precision, state: State): Roof => ({
  peak: peakOf(device, cores, precision, state.frequencyHz),
  bandwidth: bandwidthOf(device, cores, state),
});

/** Intensity at which the two roofs meet, in FLOP/byte: peak / bandwidth. */
export const ridgePoint = ({ peak, bandwidth }: Roof): Intensity | undefined =>
  peak === undefined || bandwidth === undefined ? undefined : peak / bandwidth;

/** Highest rate at an intensity, in FLOP/s: min(peak, bandwidth x intensity). */
export const attainable = (intensity: Intensity, { peak, bandwidth }: Roof): FlopsPerSecond | undefined =>
  peak === undefined || bandwidth === undefined ? undefined : Math.min(peak, bandwidth * intensity);

/** count / rate; no work takes no time, whatever the rate. */
function timeFor(count: number | undefined, rate: number | undefined): Seconds | undefined {
  if (count === 0) return 0;
  return count === undefined || rate === undefined ? undefined : count / rate;
}

/** Least time on an idle device, in seconds: max(FLOPs / peak, traffic / bandwidth), arithmetic and traffic overlapping fully. */
export function rooflineTime(flops: Flops | undefined, traffic: Bytes | undefined, roof: Roof): Seconds | undefined {
  const compute = timeFor(flops, roof.peak);
  const memory = timeFor(traffic, roof.bandwidth);
  return compute === undefined || memory === undefined ? undefined : Math.max(compute, memory);
}
