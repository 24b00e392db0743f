/** Groups within groups: each a stretch of one order in which elements can run, so that groups never wait for each other. */
import { scopeOrder } from "./order.ts";
import { crossingsOf, type Grouping, type Outline, placesIn, type Span } from "./outline.ts";
import { blockSpans } from "./repeats.ts";
import { scopeSpans, scopeTree } from "./scopes.ts";
import { partsOf } from "./parts.ts";

/** A scope of names; a block that was found; several alike blocks in a row; a part of a list that is too long to read. */
export type Role = "scope" | "block" | "run" | "part";

/** A stretch [start, end) of the order, of two elements or more. */
export interface Group extends Span {
  readonly role: Role;
  readonly title: string;
  /** Groups of one kind hold the same elements, joined in the same way. */
  readonly kind: number;
  /** Position of the group around it; undefined: none. */
  readonly parent: number | undefined;
}

export interface GroupTree {
  /** Place → element. */
  readonly order: Int32Array;
  /** By start, outer ones before those inside. */
  readonly groups: readonly Group[];
}

/** Too many things side by side to be read; longer lists are cut into parts. */
export const mostSiblings = 64;

/** The groups of an outline; time n log n for names and n · 192 for blocks. */
export function groupTree(outline: Outline, by: Grouping): GroupTree {
  const scopes = scopeTree(by === "scopes" ? outline.names : outline.names.map(() => ""));
  const order = scopeOrder(outline.edges, scopes);
  if (by === "none") return { order, groups: [] };
  const crossing = crossingsOf(order, outline.edges);
  const found: readonly Found[] =
    by === "scopes"
      ? scopeSpans(order, scopes).map((span) => ({ ...span, role: "scope" }))
      : blockSpans(symbolsOf(order, outline.labels), crossing).map((span) => ({ ...span, title: "" }));
  const nested = nestedOf(found, order.length);
  const all = nestedOf([...nested, ...partsOf(nested, order.length, crossing.values, mostSiblings)], order.length);
  return { order, groups: named(all, order, outline) };
}

/** By whichever way suits: nothing where all can be drawn, scopes where most names tell them, else blocks. */
export function groupingFor({ names }: Pick<Outline, "names">): Grouping {
  if (names.length <= mostUngrouped) return "none";
  const { of } = scopeTree(names);
  const scoped = of.reduce((count, scope) => count + (scope === 0 ? 0 : 1), 0);
  return scoped >= names.length * 0.8 ? "scopes" : "blocks";
}

/** So many elements are shown one by one, unless the user wants otherwise. */
export const mostUngrouped = 300;

export interface Found extends Span {
  readonly role: Role;
  readonly title: string;
}

/** Outer before inner; without what holds fewer than two elements, all of them, or the same as its only inner group. */
function nestedOf(found: readonly Found[], count: number): readonly Found[] {
  const size = ({ start, end }: Span): number => end - start;
  const sorted = found
    .filter((span) => size(span) >= 2 && size(span) < count)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  // Of scopes around the same elements the inner one tells most: it comes last where the sort is stable and titles grow.
  const last = new Map<string, Found>();
  for (const span of sorted) {
    const key = `${span.start} ${span.end}`;
    const before = last.get(key);
    if (before === undefined || span.title.length > before.title.length) last.set(key, span);
  }
  return [...last.values()];
}

function symbolsOf(order: Int32Array, labels: readonly string[]): Int32Array {
  const numbers = new Map<string, number>();
  return order.map((element) => {
    const label = labels[element] ?? "";
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  });
}

function named(spans: readonly Found[], order: Int32Array, outline: Outline): readonly Group[] {
  const kinds = kindsOf(spans, order, outline);
  const parents = parentsOf(spans);
  const letters = new Map<number, string>();
  const titles: string[] = [];
  const children: number[][] = spans.map(() => []);
  parents.forEach((parent, group) => {
    if (parent !== undefined) children[parent]?.push(group);
  });
  spans.forEach(({ role, title }, group) => {
    if (role === "block") {
      const kind = kinds[group] ?? 0;
      if (!letters.has(kind)) letters.set(kind, letterOf(letters.size));
    }
    titles.push(role === "block" ? `Block ${letters.get(kinds[group] ?? 0)}` : title);
  });
  // Runs and parts are named by what they hold, which stands after them.
  for (let group = spans.length - 1; group >= 0; group -= 1) {
    const span = spans[group];
    if (span === undefined) continue;
    const inner = children[group] ?? [];
    if (span.role === "run") titles[group] = runTitle(span, inner, titles, order, outline);
    if (span.role === "part") titles[group] = partTitle(span, inner, spans, titles, order, outline);
  }
  return spans.map(({ start, end, role }, group) => ({
    start,
    end,
    role,
    title: titles[group] ?? "",
    kind: kinds[group] ?? 0,
    parent: parents[group],
  }));
}

/** A, B, ... Z, AA, AB, ... */
function letterOf(number: number): string {
  const last = String.fromCharCode(65 + (number % 26));
  return number < 26 ? last : `${letterOf(Math.floor(number / 26) - 1)}${last}`;
}

/** "Block A × 3", "Conv 3×3 × 4" */
function runTitle(
  { start, end }: Span,
  blocks: readonly number[],
  titles: readonly string[],
  order: Int32Array,
  { labels }: Outline,
): string {
  const [first] = blocks;
  if (first === undefined) return `${labels[order[start] ?? 0] ?? ""} × ${end - start}`;
  const names = new Set(blocks.map((block) => titles[block]));
  return names.size === 1 ? `${titles[first]} × ${blocks.length}` : `${blocks.length} blocks`;
}

/** "layer1 … layer3": from its first to its last. */
function partTitle(
  { start, end }: Span,
  inner: readonly number[],
  spans: readonly Span[],
  titles: readonly string[],
  order: Int32Array,
  { names, labels }: Outline,
): string {
  const elementName = (place: number): string => {
    const element = order[place] ?? 0;
    return (names[element] ?? "") || (labels[element] ?? "");
  };
  const [first] = inner;
  const last = inner.at(-1);
  const from = first !== undefined && spans[first]?.start === start ? titles[first] : elementName(start);
  const to = last !== undefined && spans[last]?.end === end ? titles[last] : elementName(end - 1);
  // A part of parts names only the outer ends.
  return `${from?.split(" … ")[0]} … ${to?.split(" … ").at(-1)}`;
}

function parentsOf(spans: readonly Span[]): readonly (number | undefined)[] {
  const open: number[] = [];
  return spans.map(({ start }, group) => {
    while (open.length > 0 && (spans[open.at(-1) ?? 0]?.end ?? 0) <= start) open.pop();
    const parent = open.at(-1);
    open.push(group);
    return parent;
  });
}

/** Spans with the same labels in the same order and the same edges inside share a number. */
function kindsOf(spans: readonly Span[], order: Int32Array, { labels, edges }: Outline): readonly number[] {
  const place = placesIn(order);
  const symbols = symbolsOf(order, labels);
  const sources: number[][] = Array.from({ length: order.length }, () => []);
  for (const { from, to } of edges) sources[place[to] ?? 0]?.push(place[from] ?? 0);
  for (const list of sources) list.sort((a, b) => a - b);
  const numbers = new Map<string, number>();
  return spans.map(({ start, end }) => {
    const parts: (number | string)[] = [];
    for (let at = start; at < end; at += 1) {
      parts.push(symbols[at] ?? 0, ":");
      for (const source of sources[at] ?? []) if (source >= start && source < end) parts.push(source - start, ",");
    }
    const key = parts.join(" ");
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}
