/** What a kernel moves: the values between its nodes stay in registers and caches, and do not count. */
import type { Bytes } from "../../base/units.ts";
import type { NodeCost } from "../../cost/node-cost.ts";
import type { Savings } from "./integer.ts";
import type { Unit, Units } from "./units.ts";
import type { Work } from "./work.ts";

type Sum = number | undefined;

export const sum = (a: Sum, b: Sum): Sum => (a === undefined || b === undefined ? undefined : a + b);

/** Never below 0: some operators read or write less than their tensors hold. */
const less = (bytes: Sum, saved: Sum): Sum =>
  bytes === undefined || saved === undefined ? undefined : Math.max(0, bytes - saved);

export interface KernelCost {
  readonly flops: Sum;
  readonly params: Sum;
  readonly weightBytes: Bytes | undefined;
  readonly readBytes: Bytes | undefined;
  readonly writeBytes: Bytes | undefined;
}

/** Costs of units, given which unit each node is in. */
export interface Ledger {
  readonly work: Work;
  readonly units: Units;
  readonly savings: Savings;
}

const costOfNode = ({ flops, params, weightBytes, readBytes, writeBytes }: NodeCost): KernelCost => ({
  flops,
  params,
  weightBytes,
  readBytes,
  writeBytes,
});

/** Sums over the nodes; a value that enters is read once, one that leaves written once, all others not at all. */
export function costOf(unit: Unit, ledger: Ledger): KernelCost {
  const { work, savings } = ledger;
  let total: KernelCost | undefined;
  /** Values that the kernel has read. */
  const seen = new Set<string>();
  for (const at of unit.nodes) {
    const node = work.nodes[at];
    if (node === undefined) continue;
    if (unit.nodes.length === 1 && !savings.has(at)) return costOfNode(node);
    const read = less(node.readBytes, savings.has(at) ? savings.get(at) : 0);
    const part = {
      ...costOfNode(node),
      readBytes: less(read, hadBytes(at, unit, ledger, seen)),
      writeBytes: less(node.writeBytes, keptBytes(at, unit, ledger)),
    };
    total = total === undefined ? part : added(total, part);
  }
  return total ?? { flops: 0, params: 0, weightBytes: 0, readBytes: 0, writeBytes: 0 };
}

const added = (a: KernelCost, b: KernelCost): KernelCost => ({
  flops: sum(a.flops, b.flops),
  params: sum(a.params, b.params),
  weightBytes: sum(a.weightBytes, b.weightBytes),
  readBytes: sum(a.readBytes, b.readBytes),
  writeBytes: sum(a.writeBytes, b.writeBytes),
});

/** Bytes of what a node reads that the kernel has already: made by it, or read before. */
function hadBytes(at: number, unit: Unit, { work, units }: Ledger, seen: Set<string>): Sum {
  let bytes: Sum = 0;
  for (const link of work.incoming[at] ?? []) {
    if (units[link.from] === unit || seen.has(link.value)) bytes = sum(bytes, link.bytes);
    else seen.add(link.value);
  }
  return bytes;
}

/** Bytes of a node's values that nothing outside the kernel reads. */
function keptBytes(at: number, unit: Unit, { work, units }: Ledger): Sum {
  const links = work.outgoing[at] ?? [];
  const leaving = work.escaping[at];
  const [link] = links;
  if (links.length === 1 && link !== undefined) {
    return units[link.to] === unit && leaving?.has(link.value) !== true ? link.bytes : 0;
  }
  const kept = new Map<string, Sum>();
  for (const { value, bytes } of links) if (leaving?.has(value) !== true) kept.set(value, bytes);
  for (const { to, value } of links) if (units[to] !== unit) kept.delete(value);
  return [...kept.values()].reduce(sum, 0);
}
