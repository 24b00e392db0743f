/** Kernels of one model that do nearly the same arithmetic and yet cannot take the same time. */
import type { Bytes, Flops, Fraction, Seconds } from "../../../base/units.ts";
import { type NodeCost, trafficOf } from "../../../cost/node-cost.ts";
import { type Roof, rooflineTime } from "../../../device/roofline.ts";
import type { Kernel } from "../../../runtime/fusion/kernels.ts";

export interface Twin {
  readonly kernel: Kernel;
  /** The node it is named by. */
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

/** Smaller kernels take no time that anybody would look for. */
const leastShare: Fraction = 1e-4;
/** Pairs that differ by less teach nothing. */
export const tellingRatio = 1.2;
/** Neighbours looked at; models of thousands of nodes repeat themselves. */
const neighbours = 200;

/** The kernels that count, each pair of FLOPs and traffic once, by rising FLOPs. */
function candidates(kernels: readonly Kernel[], nodes: readonly NodeCost[], roof: Roof): readonly Twin[] {
  const all = kernels.reduce((sum, { flops }) => sum + (flops ?? 0), 0);
  const each = new Map<string, Twin>();
  for (const kernel of kernels) {
    const { flops, root } = kernel;
    const node = nodes[root];
    const traffic = trafficOf(kernel);
    if (node === undefined || flops === undefined || traffic === undefined || traffic === 0) continue;
    if (flops === 0 || flops < leastShare * all) continue;
    const seconds = rooflineTime(flops, traffic, roof);
    const key = `${flops} ${traffic}`;
    if (seconds !== undefined && !each.has(key)) each.set(key, { kernel, node, flops, traffic, seconds });
  }
  return [...each.values()].toSorted((a, b) => a.flops - b.flops);
}

/**
 * Pairs whose FLOPs differ by at most `tolerance` of the smaller, those of the largest ratio of least times first; no
 * kernel is in two of them. None where the roofs are not known, or where FLOPs tell the least times.
 */
export function twinsOf(
  kernels: readonly Kernel[],
  nodes: readonly NodeCost[],
  roof: Roof,
  tolerance: Fraction,
  limit = 4,
): readonly Twins[] {
  const sorted = candidates(kernels, nodes, roof);
  const pairs: Twins[] = [];
  for (const [at, one] of sorted.entries()) {
    for (const other of sorted.slice(at + 1, at + 1 + neighbours)) {
      if (other.flops > one.flops * (1 + tolerance)) break;
      const [fast, slow] = one.seconds <= other.seconds ? [one, other] : [other, one];
      const ratio = slow.seconds / fast.seconds;
      if (ratio >= tellingRatio) pairs.push({ fast, slow, ratio });
    }
  }
  const taken = new Set<Kernel>();
  const shown: Twins[] = [];
  for (const pair of pairs.toSorted((a, b) => b.ratio - a.ratio)) {
    if (shown.length === limit) break;
    if (taken.has(pair.fast.kernel) || taken.has(pair.slow.kernel)) continue;
    taken.add(pair.fast.kernel).add(pair.slow.kernel);
    shown.push(pair);
  }
  return shown;
}
