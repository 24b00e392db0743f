/** What is grouped: the elements of a drawing (nodes, or the kernels made of them) with as much as grouping needs. */

/** From one to another, by position in a list. */
export interface Link {
  readonly from: number;
  readonly to: number;
}

export interface Outline {
  /** Names as the file gives them, "" where it gives none: "/layer1/layer1.0/conv1/Conv". */
  readonly names: readonly string[];
  /** What elements are, without their sizes: "Conv 3×3 /2". Blocks repeat where these do. */
  readonly labels: readonly string[];
  readonly edges: readonly Link[];
}

/** How elements are put into groups: not at all, by the scopes in their names, or by blocks that repeat. */
export const groupings = ["none", "scopes", "blocks"] as const;
export type Grouping = (typeof groupings)[number];

/** A stretch of the order of elements, [start, end). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What passes each boundary of an order; 0 is before the first element. */
export interface Crossings {
  /** Elements that give something across it. */
  readonly values: Int32Array;
  /** Edges across it: more where the graph forks. */
  readonly reads: Int32Array;
}

export function crossingsOf(order: Int32Array, edges: readonly Link[]): Crossings {
  const place = placesIn(order);
  const last = new Int32Array(order.length).fill(-1);
  const values = new Int32Array(order.length + 1);
  const reads = new Int32Array(order.length + 1);
  const add = (counts: Int32Array, start: number, end: number): void => {
    if (end <= start) return;
    counts[start + 1] = (counts[start + 1] ?? 0) + 1;
    counts[end + 1] = (counts[end + 1] ?? 0) - 1;
  };
  for (const { from, to } of edges) {
    last[from] = Math.max(last[from] ?? -1, place[to] ?? -1);
    add(reads, place[from] ?? 0, place[to] ?? 0);
  }
  last.forEach((end, element) => add(values, place[element] ?? 0, end));
  for (const counts of [values, reads]) {
    for (let at = 1; at < counts.length; at += 1) counts[at] = (counts[at] ?? 0) + (counts[at - 1] ?? 0);
  }
  return { values, reads };
}

/** Element → its place in the order. */
export function placesIn(order: Int32Array): Int32Array {
  const place = new Int32Array(order.length);
  order.forEach((element, at) => {
    place[element] = at;
  });
  return place;
}
