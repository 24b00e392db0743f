/** Which node of one model is which node of another. */
import type { NodeCost } from "../cost/node-cost.ts";
import type { ComparedNode } from "./compared-node.ts";
import { commonPairs } from "./edit-path.ts";

/** A model as matching sees it: the nodes that run, by position. */
export interface Side {
  readonly nodes: readonly ComparedNode[];
  /** All traits of each node as one text. */
  readonly signatures: readonly string[];
  /** Positions of the nodes whose values each node reads, and of those that read its. */
  readonly producers: readonly (readonly number[])[];
  readonly consumers: readonly (readonly number[])[];
}

/** Position in the second model of each node of the first; undefined for nodes that it does not have. */
export type Match = readonly (number | undefined)[];

/** Kinds whose operators take each other's place: a Relu becomes a HardSwish, an Add hardly ever a Reshape. */
const exchangeable: readonly NodeCost["kind"][] = ["conv", "matmul", "normalization", "activation", "pool"];

type Tokens = readonly (number | undefined)[];

/** A number for each text, the same for equal texts; undefined, which equals nothing, stays. */
function numbering() {
  const numbers = new Map<string, number>();
  return (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  };
}

type Pairing = readonly [first: Tokens, second: Tokens];

/** What nodes of both models are compared by, strictest first; each pairing finds what those before it left. */
function pairingsOf(first: Side, second: Side): readonly Pairing[] {
  const pairing = (textOf: (side: Side, at: number, which: 0 | 1) => string | undefined): Pairing => {
    const numberOf = numbering();
    const all = (side: Side, which: 0 | 1): Tokens => side.nodes.map((_, at) => numberOf(textOf(side, at, which)));
    return [all(first, 0), all(second, 1)];
  };
  const alike = pairing(({ signatures }, at) => signatures[at]);
  const around = (positions: readonly number[] | undefined, which: 0 | 1): string =>
    (positions ?? [])
      .map((position) => alike[which][position] ?? -1)
      .sort((a, b) => a - b)
      .join();
  const alikeAround = pairing(({ producers, consumers }, at, which) =>
    [alike[which][at], around(producers[at], which), around(consumers[at], which)].join(";"),
  );
  return [
    alikeAround,
    alike,
    pairing(({ nodes }, at) => `${nodes[at]?.domain} ${nodes[at]?.op}`),
    pairing(({ nodes }, at) => exchangeable.find((kind) => kind === nodes[at]?.kind)),
  ];
}

/**
 * Matches twice, and keeps what leaves less to explain. Names come first: equal names are the same node, what lies between
 * is matched by structure. But exporters that number their nodes give every name to another node as soon as one is
 * added; then structure alone tells more, and half the differences are enough to say so.
 */
export function matchNodes(first: Side, second: Side): Match {
  const pairings = pairingsOf(first, second);
  const cost = (match: Match): number => differences(match, first, second);
  const byName = filled(sameNames(first, second), pairings);
  const toExplain = cost(byName);
  if (toExplain < 2) return byName;
  const nothing: Match = first.nodes.map(() => undefined);
  const alone = filled(nothing, pairings);
  return 2 * cost(alone) < toExplain ? alone : byName;
}

/** Names that each model gives to one node only. */
function sameNames(first: Side, second: Side): Match {
  const places = ({ nodes }: Side): ReadonlyMap<string, number | undefined> => {
    const found = new Map<string, number | undefined>();
    nodes.forEach(({ name }, at) => found.set(name, found.has(name) ? undefined : at));
    return found;
  };
  const [own, other] = [places(first), places(second)];
  return first.nodes.map(({ name }, at) => (name === "" || own.get(name) !== at ? undefined : other.get(name)));
}

/** Nodes without a partner and pairs that differ. */
function differences(match: Match, first: Side, second: Side): number {
  let [same, paired] = [0, 0];
  match.forEach((to, at) => {
    if (to === undefined) return;
    paired += 1;
    if (first.signatures[at] === second.signatures[to]) same += 1;
  });
  return first.nodes.length + second.nodes.length - paired - same;
}

/** Adds what each pairing finds between the pairs that there are already. */
function filled(start: Match, pairings: readonly Pairing[]): Match {
  const match = [...start];
  for (const pairing of pairings) fillGaps(match, pairing);
  return match;
}

function fillGaps(match: (number | undefined)[], [first, second]: Pairing): void {
  const taken = new Set(match);
  const free = (tokens: Tokens, from: number, to: number, isTaken: (at: number) => boolean) => {
    const places: number[] = [];
    const items: number[] = [];
    for (let at = from; at < to; at += 1) {
      const token = tokens[at];
      if (token === undefined || isTaken(at)) continue;
      places.push(at);
      items.push(token);
    }
    return { places, items };
  };
  let [x, y] = [0, 0];
  // The end closes the last gap.
  for (const [endX, endY] of [...spineOf(match), [first.length, second.length] as const]) {
    if (x < endX && y < endY) {
      const a = free(first, x, endX, (at) => match[at] !== undefined);
      const b = free(second, y, endY, (at) => taken.has(at));
      for (const [i, j] of commonPairs(a.items, b.items)) match[a.places[i] ?? 0] = b.places[j];
    }
    [x, y] = [endX + 1, endY + 1];
  }
}

/** The longest list of pairs that ascends on both sides; nodes that changed their place are not in it. */
export function spineOf(match: Match): readonly (readonly [number, number])[] {
  // ends[n]: where the best list of n + 1 pairs ends, the one that ends lowest in the second model.
  const ends: number[] = [];
  const before: (number | undefined)[] = match.map(() => undefined);
  const heightOf = (at: number | undefined): number => match[at ?? -1] ?? -1;
  match.forEach((to, at) => {
    if (to === undefined) return;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (heightOf(ends[middle]) < to) low = middle + 1;
      else high = middle;
    }
    before[at] = ends[low - 1];
    ends[low] = at;
  });
  const spine: (readonly [number, number])[] = [];
  for (let at = ends.at(-1); at !== undefined; at = before[at]) spine.push([at, heightOf(at)]);
  return spine.reverse();
}
