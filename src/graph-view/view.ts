/** What is drawn of a tree of groups while some of them are open. */
import { type Link, placesIn } from "./outline.ts";
import type { Group, GroupTree } from "./tree.ts";

/** A closed group, or an element of its own: the stretch [start, end) of the order. */
export interface Item {
  readonly start: number;
  readonly end: number;
  /** Position of the group; undefined: it is an element. */
  readonly group: number | undefined;
}

export interface View {
  /** In the order; each element lies in exactly one. */
  readonly items: readonly Item[];
  /** Element → item. */
  readonly itemAt: Int32Array;
  /** The edges of the elements between items, each pair of items once, and always from an earlier to a later one. */
  readonly edges: readonly Link[];
}

/** Groups that are open, by position; one that lies in a closed one is not drawn, and remembers that it is open. */
export type Open = ReadonlySet<number>;

export function itemsOf({ order, groups }: GroupTree, open: Open): readonly Item[] {
  const items: Item[] = [];
  let group = 0;
  for (let at = 0; at < order.length;) {
    while ((groups[group]?.start ?? Infinity) < at) group += 1;
    const here = groups[group];
    if (here === undefined || here.start > at) {
      items.push({ start: at, end: at + 1, group: undefined });
      at += 1;
    } else if (open.has(group)) group += 1;
    else {
      items.push({ start: at, end: here.end, group });
      at = here.end;
    }
  }
  return items;
}

export function viewOf(tree: GroupTree, edges: readonly Link[], open: Open): View {
  const { order } = tree;
  const items = itemsOf(tree, open);
  const itemAt = new Int32Array(order.length);
  items.forEach(({ start, end }, item) => {
    for (let at = start; at < end; at += 1) itemAt[order[at] ?? 0] = item;
  });
  const seen = new Set<number>();
  const projected: Link[] = [];
  for (const edge of edges) {
    const [from, to] = [itemAt[edge.from] ?? 0, itemAt[edge.to] ?? 0];
    const key = from * items.length + to;
    if (from === to || seen.has(key)) continue;
    seen.add(key);
    projected.push({ from, to });
  }
  return { items, itemAt, edges: projected };
}

/** An overview has no more items than this, and than a fifth of its elements, if the groups allow it. */
export const overviewItems = 100;

const itemsFor = (elements: number): number => Math.min(overviewItems, Math.max(12, Math.floor(elements / 5)));

/**
 * The groups that are open at first: the largest are opened, all of a kind at once and so all parts of a list, while no
 * more than `most` items come of it. The same model always opens the same way.
 */
export function overviewOf(tree: GroupTree, most = itemsFor(tree.order.length)): Open {
  const { groups } = tree;
  const inside = childCounts(tree);
  const open = new Set<number>();
  const refused = new Set<string>();
  let count = itemsOf(tree, open).length;
  for (;;) {
    const closed = itemsOf(tree, open).flatMap(({ group }) => (group === undefined ? [] : [group]));
    const byKind = new Map<string, number[]>();
    for (const group of closed) {
      const { role, kind: own, parent } = groups[group] ?? { role: "block", kind: 0, parent: undefined };
      // Parts differ by what happens to be in them; one open among closed ones would tell nothing.
      const kind = role === "part" ? `part of ${parent}` : `${own}`;
      if (refused.has(kind)) continue;
      const list = byKind.get(kind);
      if (list === undefined) byKind.set(kind, [group]);
      else list.push(group);
    }
    const [first] = [...byKind].toSorted(([, a], [, b]) => sizeOf(groups[b[0] ?? 0]) - sizeOf(groups[a[0] ?? 0]));
    if (first === undefined) return open;
    const [kind, members] = first;
    const more = members.reduce((sum, group) => sum + (inside[group] ?? 0) - 1, 0);
    if (count + more > most) refused.add(kind);
    else {
      count += more;
      for (const group of members) open.add(group);
    }
  }
}

const sizeOf = (group: Group | undefined): number => (group === undefined ? 0 : group.end - group.start);

/** Group → how many things it shows when it is opened. */
function childCounts({ groups }: GroupTree): readonly number[] {
  const counts = groups.map(sizeOf);
  for (const group of groups) {
    if (group.parent !== undefined) counts[group.parent] = (counts[group.parent] ?? 0) - sizeOf(group) + 1;
  }
  return counts;
}

/** The groups around a place, outermost first. */
export function groupsAround({ groups }: GroupTree, place: number): readonly number[] {
  // Outer ones stand before inner ones.
  return groups.flatMap(({ start, end }, group) => (start <= place && place < end ? [group] : []));
}

/** Place of an element. */
export const placeOf = ({ order }: GroupTree, element: number): number => placesIn(order)[element] ?? 0;

/** Groups of the same kind, itself included. */
export function alike({ groups }: GroupTree, group: number): readonly number[] {
  const kind = groups[group]?.kind;
  return groups.flatMap((other, position) => (other.kind === kind ? [position] : []));
}

/** Open groups after some were opened or closed. */
export function withGroups(open: Open, groups: readonly number[], isOpen: boolean): Open {
  const next = new Set(open);
  for (const group of groups) {
    if (isOpen) next.add(group);
    else next.delete(group);
  }
  return next;
}

/** What differs between two choices of open groups, ascending: all that a link needs to tell beside the overview. */
export const differing = (a: Open, b: Open): readonly number[] =>
  [...[...a].filter((group) => !b.has(group)), ...[...b].filter((group) => !a.has(group))].toSorted(
    (one, other) => one - other,
  );

/** Open groups after those of a link were opened or closed; numbers of no group are ignored. */
export function toggledFrom({ groups }: GroupTree, overview: Open, toggled: readonly number[]): Open {
  const open = new Set(overview);
  for (const group of toggled) {
    if (group >= groups.length) continue;
    if (overview.has(group)) open.delete(group);
    else open.add(group);
  }
  return open;
}
