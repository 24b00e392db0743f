/** Nodes on their way to kernels: at first each alone, then in blocks, then in chains. */
import type { Block } from "./rules.ts";
import { matchTerm, parseTerm, type Term } from "./term.ts";
import type { Work } from "./work.ts";

export interface Unit {
  readonly nodes: number[];
  /** The node it is named by: the first that computes anything. */
  root: number;
  /** The node whose value leaves it; all others are read inside only. */
  exit: number;
  /** The node whose value leaves it first: the exit, or one before it whose value others read as well. */
  first: number;
  /** For chains: the type of a single node, the name of a block, "integer" for what takes no more nodes. */
  type: string;
  /** Types and names of what it consists of, in order. */
  readonly parts: string[];
}

/** The unit of each working node, by position. */
export type Units = (Unit | undefined)[];

/**
 * Each unit once, by the position of the value that leaves it first. Units can run in this order: all that enters one
 * was made before anything leaves it.
 */
export function inOrder(units: Units): readonly Unit[] {
  const order: Unit[] = [];
  units.forEach((unit, at) => {
    if (unit?.first === at) order.push(unit);
  });
  return order;
}

/** Are all readers of a node's value among `inside`, and does nothing else need it? */
export function isInner(at: number, inside: ReadonlySet<number>, work: Work): boolean {
  const readers = work.outgoing[at] ?? [];
  return readers.length > 0 && work.escaping[at] === undefined && readers.every(({ to }) => inside.has(to));
}

/** Puts every working node into a unit: the blocks that fit, the rest one by one. */
export function unitsOf(work: Work, types: readonly string[], blocks: readonly Block[]): Units {
  const units: Units = work.nodes.map(() => undefined);
  const byType = new Map<string, number[]>();
  types.forEach((type, at) => {
    if (type === "") return;
    const same = byType.get(type);
    if (same === undefined) byType.set(type, [at]);
    else same.push(at);
  });
  for (const { name, terms } of blocks) {
    for (const term of terms.map(parseTerm)) {
      const ends = term.kind === "node" ? term.types.flatMap((type) => byType.get(type) ?? []) : [];
      for (const at of ends) placeBlock(name, term, at, { work, types, units });
    }
  }
  types.forEach((type, at) => {
    if (type !== "") units[at] ??= { nodes: [at], root: at, exit: at, first: at, type, parts: [type] };
  });
  return units;
}

interface Board {
  readonly work: Work;
  readonly types: readonly string[];
  readonly units: Units;
}

function placeBlock(name: string, term: Term, at: number, { work, types, units }: Board): void {
  if (units[at] !== undefined) return;
  const nodes = matchTerm(term, at, types, work);
  if (nodes === undefined) return;
  const inside = new Set(nodes);
  const fits = nodes.every(
    (node) => units[node] === undefined && sameRuns(node, at, work) && (node === at || isInner(node, inside, work)),
  );
  if (!fits) return;
  const unit: Unit = { nodes: [...nodes], root: heaviest(nodes, work), exit: at, first: at, type: name, parts: [name] };
  for (const node of nodes) units[node] = unit;
}

/** Nodes of one kernel are in the same body and run equally often. */
export const sameRuns = (a: number, b: number, { nodes }: Work): boolean =>
  nodes[a]?.parent === nodes[b]?.parent && nodes[a]?.times === nodes[b]?.times;

/** The node with the most arithmetic; the first of equals. */
const heaviest = (nodes: readonly number[], work: Work): number =>
  nodes.reduce(
    (best, node) => ((work.nodes[node]?.flops ?? 0) > (work.nodes[best]?.flops ?? 0) ? node : best),
    nodes[0] ?? 0,
  );
