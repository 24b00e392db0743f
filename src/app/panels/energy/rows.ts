/** Energy per class of operator, as rows: what the bars and the table of the panel show. */
import { unknownText } from "../../../base/format.ts";
import type { NodeCost } from "../../../cost/node-cost.ts";
import {
  addBands,
  addEnergy,
  type EnergySum,
  noEnergy,
  nodeEnergy,
  type PartId,
  partIds,
  type Parts,
  sumOfParts,
} from "../../../device/energy.ts";
import type { Band } from "../../../device/energy/coefficients.ts";
import type { UnitEnergies } from "../../../device/energy/technologies.ts";
import type { LevelTraffic } from "../../../device/levels.ts";
import { classOf, type OpClass, opClasses } from "../../ui/op-class.ts";

export interface EnergyRow {
  readonly opClass: OpClass;
  readonly sum: EnergySum;
  readonly total: Band;
}

export interface EnergyView {
  /** Costliest class first; classes that cost nothing are left out. */
  readonly rows: readonly EnergyRow[];
  readonly sum: EnergySum;
  readonly total: Band | undefined;
  /** Of every node, in the order of the model. */
  readonly nodes: readonly Parts[];
}

/** The middle of a band, by which bars and shares are drawn. */
export const middle = ({ low, high }: Band): number => (low + high) / 2;

export function energyView(
  nodes: readonly NodeCost[],
  traffic: readonly LevelTraffic[],
  units: UnitEnergies,
): EnergyView {
  const each = nodes.map((node, index): Parts => {
    const bytes = traffic[index];
    return bytes === undefined ? noEnergy.parts : nodeEnergy(node, bytes, units);
  });
  const sums = new Map<OpClass, EnergySum>(opClasses.map((opClass) => [opClass, noEnergy]));
  each.forEach((parts, index) => {
    const node = nodes[index];
    if (node === undefined) return;
    const opClass = classOf(node);
    sums.set(opClass, addEnergy(sums.get(opClass) ?? noEnergy, parts));
  });
  const rows = [...sums].flatMap(([opClass, sum]): readonly EnergyRow[] => {
    const total = sumOfParts(sum.parts);
    return total === undefined || total.high === 0 ? [] : [{ opClass, sum, total }];
  });
  const sum = each.reduce(addEnergy, noEnergy);
  return {
    rows: rows.toSorted((a, b) => middle(b.total) - middle(a.total)),
    sum,
    total: rows.length === 0 ? undefined : rows.map(({ total }) => total).reduce(addBands),
    nodes: each,
  };
}

export const partNames: Readonly<Record<PartId, string>> = {
  arithmetic: "Arithmetic",
  L1: "L1",
  L2: "L2",
  L3: "L3",
  DRAM: "DRAM",
};

const units = [
  [1, "J"],
  [1e-3, "mJ"],
  [1e-6, "µJ"],
  [1e-9, "nJ"],
] as const;

/** The unit of a table whose largest value is `most`, so that its numbers can be compared at a glance. */
export const unitOf = (most: number): readonly [size: number, name: string] =>
  units.find(([size]) => most >= size) ?? [1e-9, "nJ"];

/** "1.62–5.65", "< 0.01", "—": a band in a unit, two decimals. */
export function bandIn(band: Band | undefined, size: number): string {
  if (band === undefined) return unknownText;
  if (band.high === 0) return "0";
  const [low, high] = [(band.low / size).toFixed(2), (band.high / size).toFixed(2)];
  return high === "0.00" ? "< 0.01" : low === high ? high : `${low}–${high}`;
}

export interface Segment {
  readonly part: PartId;
  /** Of the whole bar's scale. */
  readonly width: number;
}

/** A bar of the middles of its parts, and its band as a whisker; all as shares of `scale` joules. */
export function barOf({ sum, total }: Pick<EnergyRow, "sum" | "total">, scale: number) {
  const segments = partIds.flatMap((part): readonly Segment[] => {
    const band = sum.parts[part];
    return band === undefined || band.high === 0 ? [] : [{ part, width: middle(band) / scale }];
  });
  return { segments, low: total.low / scale, high: total.high / scale };
}

/** The largest part by its middle, and its share. */
export function largestPart({ parts }: EnergySum): { readonly part: PartId; readonly share: number } | undefined {
  const known = partIds.flatMap((part) => {
    const band = parts[part];
    return band === undefined ? [] : [{ part, size: middle(band) }];
  });
  const all = known.reduce((total, { size }) => total + size, 0);
  const [top] = known.toSorted((a, b) => b.size - a.size);
  return top === undefined || all === 0 ? undefined : { part: top.part, share: top.size / all };
}
