/**
 * Bytes a node moves at each level of memory. The traffic of a level is what passes between it and the level nearer the
 * core: registers and L1, L1 and L2, L2 and L3 (or the system cache), the last cache and DRAM.
 */
import type { Bytes, BytesPerSecond, Flops, Intensity } from "../base/units.ts";
import { type NodeCost, trafficOf } from "../cost/node-cost.ts";
import { takingPart, type Taking } from "./core-set.ts";
import type { CoreSet, Device, Precision, Sourced, State } from "./device.ts";
import { bandwidthOf } from "./roofline.ts";
import { derivedKind } from "./sourced.ts";
import { productOf } from "./traffic/operands.ts";
import { pathsOf } from "./traffic/paths.ts";
import { registerBytes } from "./traffic/registers.ts";
import { productTraffic, type TiledProduct } from "./traffic/tiles.ts";

export type LevelId = "L1" | "L2" | "L3" | "DRAM";

/** Nearest the core first. */
export const levelIds: readonly LevelId[] = ["L1", "L2", "L3", "DRAM"];

export type PerLevel<T> = { readonly [L in LevelId]: T };

/** Bytes one execution moves at each level; undefined where the size of the cache in front of it is not known. */
export interface LevelTraffic extends PerLevel<Bytes | undefined> {
  /** Everything read and written once: what DRAM sees at least. */
  readonly compulsory: Bytes | undefined;
}

/** Bytes of DRAM, between what must move and what the outermost known cache lets through. */
export function dramBounds({ L1, L2, L3, DRAM, compulsory }: LevelTraffic): readonly [Bytes, Bytes] | undefined {
  if (DRAM !== undefined) return [DRAM, DRAM];
  const most = L3 ?? L2 ?? L1;
  return most === undefined || compulsory === undefined ? undefined : [compulsory, most];
}

/** What stands in front of each level, and how fast the level is. */
export interface Hierarchy {
  /** Size of the memory whose misses are the level's traffic: registers, L1, L2, the last cache. */
  readonly front: PerLevel<Sourced<Bytes> | undefined>;
  /** Size of the level itself; DRAM has none that matters. */
  readonly size: PerLevel<Sourced<Bytes> | undefined>;
  /** Of the cores that take part: DRAM's as sustained, those of caches as wide as the paths of the core. */
  readonly bandwidth: PerLevel<BytesPerSecond | undefined>;
  /** What was taken for granted, in sentences. */
  readonly assumptions: readonly string[];
}

/** The larger of two caches that data passes on its way out; what is known where only one is. */
function larger(a: Sourced<Bytes> | undefined, b: Sourced<Bytes> | undefined): Sourced<Bytes> | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.value === b.value) return a;
  const kind = derivedKind([a, b]);
  const most = a.value > b.value ? a : b;
  return { ...most, kind: kind === "assumed" ? kind : most.kind };
}

const common: readonly string[] = [
  "Caches are cold when a node begins, keep what is used again (no conflicts, all of their size) and move no lines in vain.",
  "Products are cut into the tiles that move least; convolutions are implicit products, which read overlapping windows once while their rows fit. Libraries move at least this much.",
  "All other operators read and write everything once at every level.",
];

/** Cores x bytes per cycle x clock: what the paths of the cores carry at most; undefined if one is not known. */
function pathBandwidth(taking: readonly Taking[], level: "L1" | "L2", state?: State): BytesPerSecond | undefined {
  const top = taking[0]?.cluster.maxFrequencyHz.value;
  if (top === undefined) return undefined;
  const share = (state?.frequencyHz ?? top) / top;
  let sum = 0;
  for (const { cluster, cores } of taking) {
    const width = pathsOf(cluster.core)[level];
    if (width === undefined) return undefined;
    sum += cores * width.value * cluster.maxFrequencyHz.value * share;
  }
  return sum;
}

/** The memories that a core set sees. Private caches hold the tile of one core, shared ones the tile of all. */
export function hierarchyOf(device: Device, cores: CoreSet, state?: State): Hierarchy {
  const taking = takingPart(device, cores);
  const lead = taking[0]?.cluster;
  const l1 = lead?.l1dBytes;
  const l2 = lead?.l2Bytes;
  const outer = larger(device.l3Bytes, device.slcBytes);
  const last = larger(outer, l2);
  const assumptions = [...common];
  if (taking.length > 1) assumptions.push(`The caches are those of the ${lead?.core ?? "fastest"} cores.`);
  if (last === undefined)
    assumptions.push(
      "No cache beyond L1 is known: of products only the compulsory DRAM traffic is, and an upper end by what leaves L1.",
    );
  else if (outer === undefined)
    assumptions.push("No L3 or system cache is known: all that leaves L2 counts as DRAM traffic.");
  else if (l2 === undefined) assumptions.push("The size of L2 is not known, and so what leaves it.");
  if (outer !== undefined && outer === device.slcBytes && device.l3Bytes !== undefined) {
    assumptions.push("L3 and system cache count as one, of the larger size.");
  }
  return {
    front: { L1: lead && registerBytes(device, lead), L2: l1, L3: outer === undefined ? undefined : l2, DRAM: last },
    size: { L1: l1, L2: l2, L3: outer, DRAM: undefined },
    bandwidth: {
      L1: pathBandwidth(taking, "L1", state),
      L2: pathBandwidth(taking, "L2", state),
      L3: undefined,
      DRAM: bandwidthOf(device, cores, state),
    },
    assumptions,
  };
}

const shrink: Readonly<Record<Precision, number>> = { fp32: 1, fp16: 0.5, int8: 0.25 };

/** Bytes at a precision over those of the file: tensors of float32 models shrink with it, others stay. */
export const precisionRatio = (node: NodeCost, precision: Precision): number =>
  node.outputs[0]?.dtype === "float32" ? shrink[precision] : 1;

const unknownTraffic = { L1: undefined, L2: undefined, L3: undefined, DRAM: undefined };

type Front = Hierarchy["front"];

function throughTiles(product: TiledProduct, front: Front, least: Bytes): LevelTraffic {
  const at = (level: LevelId, nearer: Bytes | undefined): Bytes | undefined => {
    const memory = front[level];
    // What a smaller memory reads only once, a larger one does not read again.
    if (memory === undefined || (nearer !== undefined && nearer <= least * rounding)) return memory && least;
    return Math.max(least, productTraffic(product, memory.value, level !== "L1"));
  };
  const L1 = at("L1", undefined);
  const L2 = at("L2", L1);
  const L3 = at("L3", L2);
  return { L1, L2, L3, DRAM: at("DRAM", L3 ?? L2), compulsory: least };
}

const keyOf = ({ batch, m, n, k, a, b, c }: TiledProduct): string =>
  [batch, m, n, k, a.unique, a.line, b.unique, c.unique, c.line].join();

/**
 * Traffic of one execution of each node at each level, in bytes: of products by tiles (see traffic/tiles.ts), of all
 * other nodes the compulsory traffic. Never less than that, and never more at an outer level than at an inner one. A
 * node that makes several products (a recurrence, a fused attention) has no estimate.
 */
export function levelTraffics(
  nodes: readonly NodeCost[],
  { front }: { readonly front: Front },
  precision: Precision,
): readonly LevelTraffic[] {
  // Networks repeat their layers.
  const met = new Map<string, LevelTraffic>();
  return nodes.map((node) => {
    const compulsory = trafficOf(node);
    if (compulsory === undefined) return { ...unknownTraffic, compulsory };
    const idle = compulsory === 0 || node.folded;
    const ratio = precisionRatio(node, precision);
    const least = compulsory * ratio;
    const product = idle ? undefined : productOf(node, ratio);
    if (product === undefined) {
      return idle || node.macs === 0 ? streamed(least, front) : { ...unknownTraffic, compulsory: least };
    }
    const key = keyOf(product);
    const known = met.get(key) ?? throughTiles(product, front, least);
    met.set(key, known);
    return known;
  });
}

/** DRAM sees a stream in any case; an inner level only where there is one. */
const streamed = (bytes: Bytes, front: Front): LevelTraffic => ({
  L1: front.L1 && bytes,
  L2: front.L2 && bytes,
  L3: front.L3 && bytes,
  DRAM: bytes,
  compulsory: bytes,
});

/** Division by groups and sizes leaves sums a little off. */
const rounding = 1 + 1e-9;

/** FLOPs per byte at a level; at L1 this is the intensity that the core sees. */
export const intensityAt = (flops: Flops | undefined, bytes: Bytes | undefined): Intensity | undefined =>
  flops === undefined || bytes === undefined || bytes === 0 ? undefined : flops / bytes;
