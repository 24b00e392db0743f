/** Nodes of one model that do nearly the same arithmetic and yet cannot take the same time. */
import type { Bytes, Flops, Fraction, Seconds } from "../../../base/units.ts";
import { type NodeCost, trafficOf } from "../../../cost/node-cost.ts";
import { type Roof, rooflineTime } from "../../../device/roofline.ts";

export interface Twin {
  readonly index: number;
  readonly node: NodeCost;
  readonly flops: Flops;
  readonly traffic: Bytes;
  /** Least time by the roofline. */
  readonly seconds: Seconds;
}

export interface Twins {
  readonly fast: Twin;
  readonly slow: Twin;
  /** Least time of the slow one / that of the fast one. */
  readonly ratio: number;
}

/** Smaller nodes take no time that anybody would look for. */
const leastShare: Fraction = 1e-4;
/** Pairs that differ by less teach nothing. */
export const tellingRatio = 1.2;
/** Neighbours looked at; models of thousands of nodes repeat themselves. */
const neighbours = 200;

/** The nodes that count, each pair of FLOPs and traffic once, by rising FLOPs. */
function candidates(nodes: readonly NodeCost[], roof: Roof): readonly Twin[] {
  const all = nodes.reduce((sum, { flops, folded }) => sum + (folded ? 0 : (flops ?? 0)), 0);
  const each = new Map<string, Twin>();
  for (const [index, node] of nodes.entries()) {
    const { flops } = node;
    const traffic = trafficOf(node);
    if (node.folded || flops === undefined || traffic === undefined || traffic === 0) continue;
    if (flops === 0 || flops < leastShare * all) continue;
    const seconds = rooflineTime(flops, traffic, roof);
    const key = `${flops} ${traffic}`;
    if (seconds !== undefined && !each.has(key)) each.set(key, { index, node, flops, traffic, seconds });
  }
  return [...each.values()].toSorted((a, b) => a.flops - b.flops);
}

/**
 * Pairs whose FLOPs differ by at most `tolerance` of the smaller, those of the largest ratio of least times first; no
 * node is in two of them. None where the roofs are not known, or where FLOPs tell the least times.
 */
export function twinsOf(nodes: readonly NodeCost[], roof: Roof, tolerance: Fraction, limit = 4): readonly Twins[] {
  const sorted = candidates(nodes, roof);
  const pairs: Twins[] = [];
  for (const [at, one] of sorted.entries()) {
    for (const other of sorted.slice(at + 1, at + 1 + neighbours)) {
      if (other.flops > one.flops * (1 + tolerance)) break;
      const [fast, slow] = one.seconds <= other.seconds ? [one, other] : [other, one];
      const ratio = slow.seconds / fast.seconds;
      if (ratio >= tellingRatio) pairs.push({ fast, slow, ratio });
    }
  }
  const taken = new Set<number>();
  const shown: Twins[] = [];
  for (const pair of pairs.toSorted((a, b) => b.ratio - a.ratio)) {
    if (shown.length === limit) break;
    if (taken.has(pair.fast.index) || taken.has(pair.slow.index)) continue;
    taken.add(pair.fast.index).add(pair.slow.index);
    shown.push(pair);
  }
  return shown;
}
