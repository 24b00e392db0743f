/** Ceilings below (and beside) the peak of a roofline: what a kernel gives away that does not use all of a core. */
import type { FlopsPerSecond } from "../base/units.ts";
import { takingPart, type Taking } from "./core-set.ts";
import { type CoreSet, type Device, precisions, type Precision, type Sourced, type State } from "./device.ts";
import { sourcedPeak } from "./roofline.ts";

export interface Ceiling {
  readonly id: string;
  /** "fp32 SIMD without FMA" */
  readonly label: string;
  readonly rate: Sourced<FlopsPerSecond>;
}

const half = (peak: Sourced<number>): Sourced<number> => ({
  value: peak.value / 2,
  kind: peak.kind === "assumed" ? "assumed" : "derived",
  source: `half the peak: on the same pipes a multiply-add is two operations, a product or a sum one; ${peak.source}`,
});

/** 128-bit pipes of cores whose sources tell them: a scalar instruction takes a pipe as a vector of 4 does. */
const pipes: Readonly<Record<string, readonly [count: number, source: string]>> = {
  "Cortex-A76": [2, "two 128-bit NEON pipes: 16 FLOP/cycle of pigirons/cpufp@93e165ea Broadcom_BCM2712.md"],
  "Cortex-A77": [2, "two 128-bit NEON pipes as Cortex-A76"],
  "Cortex-A78": [2, "two 128-bit NEON pipes as Cortex-A76"],
  "Cortex-X1": [4, "four 128-bit NEON pipes (cryer.org.uk/Cortex-X1; AnandTech 15813)"],
};

/** Cores x pipes x 2 x clock with a scalar multiply-add in each pipe; undefined where the pipes are not known. */
function scalarRate(taking: readonly Taking[], frequencyHz: number): Sourced<FlopsPerSecond> | undefined {
  const top = taking[0]?.cluster.maxFrequencyHz.value ?? 1;
  let sum = 0;
  const sources: string[] = [];
  for (const { cluster, cores } of taking) {
    const known = pipes[cluster.core];
    if (known === undefined) return undefined;
    sum += cores * known[0] * 2 * cluster.maxFrequencyHz.value * (frequencyHz / top);
    sources.push(`${cores} x 2 FLOP/cycle x ${known[0]} pipes (${cluster.core}: ${known[1]})`);
  }
  return { value: sum, kind: "derived", source: sources.join(" + ") };
}

/** One core alone, and all cores of the fastest cluster, where these are not the cores chosen. */
function coreCeilings(device: Device, cores: CoreSet, precision: Precision, state: State): readonly Ceiling[] {
  const taking = takingPart(device, cores);
  const lead = taking[0];
  if (lead === undefined) return [];
  const count = lead.cluster.count.value;
  const alone = taking.length === 1 && lead.cores === 1;
  const whole = taking.length === 1 && lead.cores === count;
  const of = (id: string, label: string, used: number): readonly Ceiling[] => {
    const rate = sourcedPeak(device, { [lead.cluster.id]: used }, precision, state.frequencyHz);
    return rate === undefined ? [] : [{ id, label, rate }];
  };
  return [
    ...(alone ? [] : of("one-core", `one ${lead.cluster.core}`, 1)),
    ...(whole || count === 1 ? [] : of("all-cores", `all ${count} ${lead.cluster.core}`, count)),
  ];
}

/** Ceilings of a core set in a state, highest first, without the peak itself. What is not known is left out. */
export function ceilingsOf(device: Device, cores: CoreSet, precision: Precision, state: State): readonly Ceiling[] {
  const peak = sourcedPeak(device, cores, precision, state.frequencyHz);
  const scalar = precision === "fp32" ? scalarRate(takingPart(device, cores), state.frequencyHz) : undefined;
  const found: Ceiling[] = [...coreCeilings(device, cores, precision, state)];
  for (const other of precisions) {
    const rate = other === precision ? undefined : sourcedPeak(device, cores, other, state.frequencyHz);
    if (rate !== undefined) found.push({ id: other, label: `${other} peak`, rate });
  }
  // Dot products of 8-bit integers have no counterpart that multiplies without adding.
  if (peak !== undefined && precision !== "int8")
    found.push({ id: "no-fma", label: `${precision} SIMD without FMA`, rate: half(peak) });
  if (scalar !== undefined) found.push({ id: "scalar", label: `${precision} scalar, with FMA`, rate: scalar });
  return found.toSorted((a, b) => b.rate.value - a.rate.value);
}
