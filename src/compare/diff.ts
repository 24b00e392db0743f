/** What became of each node from one model to another. */
import type { Edge } from "../cost/node-cost.ts";
import { blockOf } from "./blocks.ts";
import type { ComparedNode } from "./compared-node.ts";
import { type Match, matchNodes, type Side } from "./match.ts";
import { type Change, changesBetween, signatureOf, traitsOf } from "./traits.ts";

export type Fate = "unchanged" | "changed" | "added" | "removed";

export const fates: readonly Fate[] = ["unchanged", "changed", "added", "removed"];

export interface NodeDiff {
  readonly fate: Fate;
  /** Positions in the models' lists of nodes; undefined where a model does not have it. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** Empty unless changed. */
  readonly changes: readonly Change[];
  /** Of the model that has it, the second where both have; undefined: names tell of none. */
  readonly block: string | undefined;
}

/** Every node that runs, in the order of the second model, with what it lacks at its place in the first. */
export type StructuralDiff = readonly NodeDiff[];

/** The model side of an analysis. */
export interface Structure {
  readonly nodes: readonly ComparedNode[];
  readonly edges: readonly Edge[];
}

/** A side, and how to get from it back to the analysis. */
interface Sketch extends Side {
  /** Position in the analysis of each node of the side. */
  readonly places: readonly number[];
}

/** Nodes that are computed once are no part of what runs, and left out. */
function sketchOf({ nodes, edges }: Structure): Sketch {
  const places = nodes.flatMap(({ folded }, at) => (folded ? [] : [at]));
  const sideAt = new Map(places.map((place, at) => [place, at]));
  const shown = places.flatMap((place) => nodes[place] ?? []);
  const producers: number[][] = shown.map(() => []);
  const consumers: number[][] = shown.map(() => []);
  for (const edge of edges) {
    const [from, to] = [sideAt.get(edge.from), sideAt.get(edge.to)];
    if (from === undefined || to === undefined) continue;
    producers[to]?.push(from);
    consumers[from]?.push(to);
  }
  return { nodes: shown, signatures: shown.map(signatureOf), producers, consumers, places };
}

/** Nodes are matched in execution order, in time that grows with their number. */
export function diffOf(first: Structure, second: Structure): StructuralDiff {
  const [a, b] = [sketchOf(first), sketchOf(second)];
  // Ties are broken from the first to the second; beginning from the same one either way makes both ways agree.
  const match = comesFirst(b, a) ? inverse(matchNodes(b, a), a.nodes.length) : matchNodes(a, b);
  return merged(a, b, match);
}

const inverse = (match: Match, length: number): Match => {
  const back: (number | undefined)[] = Array.from({ length }, () => undefined);
  match.forEach((to, from) => {
    if (to !== undefined) back[to] = from;
  });
  return back;
};

/** An order of sides in which only equal ones tie: the shorter first, else by all that matching looks at. */
function comesFirst(a: Sketch, b: Sketch): boolean {
  if (a.nodes.length !== b.nodes.length) return a.nodes.length < b.nodes.length;
  const keys: readonly ((side: Sketch, at: number) => string)[] = [
    ({ nodes }, at) => nodes[at]?.name ?? "",
    ({ signatures }, at) => signatures[at] ?? "",
    ({ producers }, at) => producers[at]?.join() ?? "",
  ];
  for (const keyOf of keys) {
    for (let at = 0; at < a.nodes.length; at += 1) {
      const [own, other] = [keyOf(a, at), keyOf(b, at)];
      if (own !== other) return own < other;
    }
  }
  return false;
}

function merged(a: Sketch, b: Sketch, match: Match): StructuralDiff {
  const back = inverse(match, b.nodes.length);
  const entries: NodeDiff[] = [];
  const told = new Set<number>();
  let [x, y] = [0, 0];
  let block: string | undefined;
  const tell = (before: number | undefined, after: number | undefined): void => {
    const node = after === undefined ? a.nodes[before ?? -1] : b.nodes[after];
    if (node === undefined) return;
    // A node without a name of its own stands in the block of its neighbour.
    block = blockOf(node) ?? (node.name === "" ? block : undefined);
    const changes =
      before === undefined || after === undefined ? [] : changesOf(a, b, [before, after], { match, back });
    const fate =
      before === undefined ? "added" : after === undefined ? "removed" : changes.length > 0 ? "changed" : "unchanged";
    entries.push({ fate, before: a.places[before ?? -1], after: b.places[after ?? -1], changes, block });
  };
  while (x < a.nodes.length || y < b.nodes.length) {
    if (told.has(x)) x += 1;
    else if (x < a.nodes.length && match[x] === undefined) tell(x++, undefined);
    else if (back[y] === undefined) tell(undefined, y++);
    else {
      // A node that changed its place is told at the new one.
      const from = back[y];
      if (from !== undefined) told.add(from);
      tell(from, y++);
    }
  }
  return entries;
}

function changesOf(
  a: Sketch,
  b: Sketch,
  [before, after]: readonly [number, number],
  pairs: { readonly match: Match; readonly back: Match },
): readonly Change[] {
  const [old, now] = [a.nodes[before], b.nodes[after]];
  const isSame = old === undefined || now === undefined || a.signatures[before] === b.signatures[after];
  const traits = isSame ? [] : changesBetween(traitsOf(old), traitsOf(now));
  const wiring = rewiring(a, b, [before, after], pairs);
  return wiring === undefined ? traits : [...traits, wiring];
}

/**
 * Does a node read from other nodes than before? A node that came between does not count, nor one that went: those are
 * differences of their own. What counts is a producer of before that is still there and no longer read, and one read now
 * that was there before.
 */
function rewiring(
  a: Sketch,
  b: Sketch,
  [before, after]: readonly [number, number],
  { match, back }: { readonly match: Match; readonly back: Match },
): Change | undefined {
  const [old, now] = [a.producers[before] ?? [], b.producers[after] ?? []];
  const lost = old.filter((from) => match[from] !== undefined && !now.includes(match[from] ?? -1));
  const gained = now.filter((from) => back[from] !== undefined && !old.includes(back[from] ?? -1));
  if (lost.length === 0 || gained.length === 0) return undefined;
  const names = ({ nodes }: Sketch, positions: readonly number[]): string =>
    positions.map((at) => nodes[at]?.name || nodes[at]?.id || "").join(", ");
  return { facet: "wiring", key: "", before: names(a, lost), after: names(b, gained) };
}

/** How many nodes met each fate. */
export function countFates(entries: readonly Pick<NodeDiff, "fate">[]): Readonly<Record<Fate, number>> {
  const counts = { unchanged: 0, changed: 0, added: 0, removed: 0 };
  for (const { fate } of entries) counts[fate] += 1;
  return counts;
}
