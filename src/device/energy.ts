/**
 * Energy of a node as a band: arithmetic, and the traffic of each memory level. E = MACs · e_mac + other operations · e_op
 * + sum over levels of bytes · e_level (after Horowitz, ISSCC 2014; Sze et al., Efficient processing of deep neural
 * networks). Leakage, clocks and everything that waits are not in it.
 */
import type { Joules, Seconds, Watts } from "../base/units.ts";
import type { NodeCost } from "../cost/node-cost.ts";
import { takingPart } from "./core-set.ts";
import type { CoreSet, Device, PowerPoint, Sourced, State } from "./device.ts";
import type { Band } from "./energy/coefficients.ts";
import type { UnitEnergies } from "./energy/technologies.ts";
import { dramBounds, type LevelId, levelIds, type LevelTraffic } from "./levels.ts";
import { derived } from "./sourced.ts";

export type PartId = "arithmetic" | LevelId;

export const partIds: readonly PartId[] = ["arithmetic", ...levelIds];

/** Joules per inference by where they go; undefined where the count or the unit energy is not known. */
export type Parts = { readonly [P in PartId]: Band | undefined };

const times = (count: number | undefined, unit: Band | undefined): Band | undefined =>
  count === undefined || unit === undefined ? undefined : { low: count * unit.low, high: count * unit.high };

export const addBands = (a: Band, b: Band): Band => ({ low: a.low + b.low, high: a.high + b.high });

const nothing: Band = { low: 0, high: 0 };

/** The known ones; undefined when none is. */
export function sumOfParts(parts: Parts): Band | undefined {
  const known = partIds.flatMap((part) => parts[part] ?? []);
  return known.length === 0 ? undefined : known.reduce(addBands, nothing);
}

/** Energy of all executions of a node in one inference. `traffic` is that of one execution. */
export function nodeEnergy(node: NodeCost, traffic: LevelTraffic, units: UnitEnergies): Parts {
  const runs = node.folded ? 0 : node.times;
  const { macs, flops } = node;
  const other = macs === undefined || flops === undefined ? undefined : flops - 2 * macs;
  const products = times(runs === undefined || macs === undefined ? undefined : macs * runs, units.mac);
  const rest = times(runs === undefined || other === undefined ? undefined : other * runs, units.other);
  const moved = (level: LevelId): Band | undefined => {
    const bytes = traffic[level];
    return times(bytes === undefined || runs === undefined ? undefined : bytes * runs, units.perByte[level]);
  };
  return {
    arithmetic: products && rest && addBands(products, rest),
    L1: moved("L1"),
    L2: moved("L2"),
    L3: moved("L3"),
    DRAM: dramEnergy(traffic, runs, units.perByte.DRAM),
  };
}

/** Where the last cache is not known, the low end moves what must move and the high end what leaves the known caches. */
function dramEnergy(traffic: LevelTraffic, runs: number | undefined, perByte: Band | undefined): Band | undefined {
  const bounds = dramBounds(traffic);
  if (bounds === undefined || runs === undefined || perByte === undefined) return undefined;
  const [least, most] = bounds;
  return { low: least * runs * perByte.low, high: most * runs * perByte.high };
}

/** Sums of several nodes, part by part. */
export interface EnergySum {
  readonly parts: Parts;
  /** Nodes that do anything, and those of them whose arithmetic and DRAM traffic are both known. */
  readonly nodes: number;
  readonly covered: number;
}

export const noEnergy: EnergySum = {
  parts: { arithmetic: undefined, L1: undefined, L2: undefined, L3: undefined, DRAM: undefined },
  nodes: 0,
  covered: 0,
};

const plus = (a: Band | undefined, b: Band | undefined): Band | undefined =>
  a === undefined || b === undefined ? (a ?? b) : addBands(a, b);

export function addEnergy(sum: EnergySum, one: Parts): EnergySum {
  const { parts } = sum;
  const known = one.arithmetic !== undefined && one.DRAM !== undefined;
  // Views and folded nodes cost nothing, and would only swell the count.
  const idle = known && one.arithmetic?.high === 0 && one.DRAM?.high === 0;
  return {
    parts: {
      arithmetic: plus(parts.arithmetic, one.arithmetic),
      L1: plus(parts.L1, one.L1),
      L2: plus(parts.L2, one.L2),
      L3: plus(parts.L3, one.L3),
      DRAM: plus(parts.DRAM, one.DRAM),
    },
    nodes: sum.nodes + (idle ? 0 : 1),
    covered: sum.covered + (known && !idle ? 1 : 0),
  };
}

/** Watts at a clock, on the line between the measured clocks around it; the nearest one beyond them. */
export function powerAt(points: readonly PowerPoint[], frequencyHz: number): Watts | undefined {
  const above = points.find(([clock]) => clock >= frequencyHz);
  const below = points.findLast(([clock]) => clock <= frequencyHz);
  if (above === undefined || below === undefined) return (above ?? below)?.[1];
  const span = above[0] - below[0];
  return span === 0 ? above[1] : below[1] + ((above[1] - below[1]) * (frequencyHz - below[0])) / span;
}

/** Watts that the cores taking part draw at a state's clock, as measured; undefined where one was not. */
export function corePower(device: Device, cores: CoreSet, { frequencyHz }: State): Sourced<Watts> | undefined {
  const taking = takingPart(device, cores);
  const top = taking[0]?.cluster.maxFrequencyHz.value;
  if (top === undefined) return undefined;
  let sum = 0;
  const sources = new Set<string>();
  for (const { cluster, cores: count } of taking) {
    const clock = (cluster.maxFrequencyHz.value * frequencyHz) / top;
    const power = cluster.corePower && powerAt(cluster.corePower.value, clock);
    if (power === undefined) return undefined;
    sum += count * power;
    sources.add(cluster.corePower?.source ?? "");
  }
  return derived(
    sum,
    `power of one core in CoreMark x cores: ${[...sources].join("; ")}`,
    "Integer work: vector arithmetic draws more. Several cores may draw less than several times one.",
  );
}

/** Power x latency: what the cores draw while an inference runs, memory and display of that device included above idle. */
export const runEnergy = (power: Watts | undefined, latency: Seconds | undefined): Joules | undefined =>
  power === undefined || latency === undefined ? undefined : power * latency;

/** Power over peak: joules of a whole core per FLOP it could do, 21.6 pJ of a Cortex-A77 at 2.84 GHz. */
export const joulesPerFlop = (power: Watts | undefined, peak: number | undefined): Joules | undefined =>
  power === undefined || peak === undefined ? undefined : power / peak;
