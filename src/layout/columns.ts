import { type Adjacency, groupBy } from "./adjacency.ts";
import type { Spacing } from "./links.ts";
import type { Rows } from "./order.ts";
import type { Points } from "./points.ts";

/** Points that stand exactly above each other: a chain, the body of a residual block, a branch, a shortcut. */
export interface Columns {
  readonly count: number;
  /** Column of each point. */
  readonly of: Int32Array;
  /** Width in px of the widest point, so that neighbours keep one distance all the way down. */
  readonly width: Float64Array;
  /** 1 if nothing but a shortcut stands in it. */
  readonly skip: Uint8Array;
  /** Columns that the top and the bottom of a column are joined to. */
  readonly above: Adjacency;
  readonly below: Adjacency;
}

export function columnsOf(points: Points, rows: Rows): Columns {
  const heir = heirs(points, rows);
  const size = points.layer.length;
  const of = new Int32Array(size).fill(-1);
  const width = new Float64Array(size);
  const skip = new Uint8Array(size).fill(1);
  const tops: number[] = [];
  const bottoms: number[] = [];
  for (const top of rows.items) {
    if (of[top] !== -1) continue;
    const column = tops.length;
    tops.push(top);
    let bottom = top;
    for (let point = top; point >= 0; point = heir[point] ?? -1) {
      of[point] = column;
      width[column] = Math.max(width[column] ?? 0, points.width[point] ?? 0);
      if (points.skip[point] === 0) skip[column] = 0;
      bottom = point;
    }
    bottoms.push(bottom);
  }
  const above = columnsBeside(points.up, points.skip, tops, of);
  const below = columnsBeside(points.down, points.skip, bottoms, of);
  return { count: tops.length, of, width, skip, above, below };
}

/**
 * The point right below each point in its column, or -1. Two points share a column if each is the other's only way on
 * (shortcuts do not count); of two such pairs that cross, the left one is kept, so columns never cross.
 */
function heirs(points: Points, rows: Rows): Int32Array {
  const heir = new Int32Array(points.layer.length).fill(-1);
  for (let l = 0; l + 1 < points.layerCount; l++) {
    let reached = -1;
    for (let i = rows.start[l] ?? 0; i < (rows.start[l + 1] ?? 0); i++) {
      const u = rows.items[i] ?? 0;
      const v = onlyWay(points.down, points.skip, u);
      if (v === -1 || onlyWay(points.up, points.skip, v) !== u || (rows.place[v] ?? 0) <= reached) continue;
      heir[u] = v;
      reached = rows.place[v] ?? 0;
    }
  }
  return heir;
}

/** A shortcut goes on as a shortcut; everything else goes on to what is none, if it can. */
function onlyWay({ start, items }: Adjacency, skip: Uint8Array, point: number): number {
  const first = start[point] ?? 0;
  const end = start[point + 1] ?? 0;
  if (end - first === 1) return items[first] ?? -1;
  let way = -1;
  for (let i = first; i < end; i++) {
    const other = items[i] ?? 0;
    if (skip[other] !== skip[point]) continue;
    if (way !== -1) return -1;
    way = other;
  }
  return way;
}

function columnsBeside(links: Adjacency, skip: Uint8Array, ends: readonly number[], of: Int32Array): Adjacency {
  const keys: number[] = [];
  const values: number[] = [];
  ends.forEach((point, column) => {
    const first = links.start[point] ?? 0;
    const end = links.start[point + 1] ?? 0;
    let ways = 0;
    for (let i = first; i < end; i++) ways += skip[links.items[i] ?? 0] === 0 ? 1 : 0;
    for (let i = first; i < end; i++) {
      const other = links.items[i] ?? 0;
      if (ways > 0 && skip[other] === 1) continue;
      keys.push(column);
      values.push(of[other] ?? 0);
    }
  });
  return groupBy(ends.length, keys, values);
}

/** Which columns stand directly left of which, how far apart at least (px), and an order that respects it. */
export interface Neighbours {
  /** Entry i says: from left[i] to right[i] at least gap[i] px, centre to centre. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly gap: Float64Array;
  /** Entries by their left column, and by their right one. */
  readonly fromLeft: Adjacency;
  readonly fromRight: Adjacency;
  readonly order: Int32Array;
}

export function neighboursOf(columns: Columns, rows: Rows, spacing: Spacing): Neighbours {
  const left: number[] = [];
  const right: number[] = [];
  const gap: number[] = [];
  const latest = new Int32Array(columns.count).fill(-1);
  for (let l = 0; l + 1 < rows.start.length; l++) {
    for (let i = (rows.start[l] ?? 0) + 1; i < (rows.start[l + 1] ?? 0); i++) {
      const a = columns.of[rows.items[i - 1] ?? 0] ?? 0;
      const b = columns.of[rows.items[i] ?? 0] ?? 0;
      if (latest[a] === b) continue;
      latest[a] = b;
      const [wide, other] = [columns.width[a] ?? 0, columns.width[b] ?? 0];
      left.push(a);
      right.push(b);
      gap.push((wide + other) / 2 + (wide > 0 && other > 0 ? spacing.nodeGap : spacing.edgeGap));
    }
  }
  const entries = left.map((_, i) => i);
  const fromLeft = groupBy(columns.count, left, entries);
  const fromRight = groupBy(columns.count, right, entries);
  const rightOf = Int32Array.from(right);
  const order = leftToRight(columns.count, fromLeft, fromRight, rightOf);
  return { left: Int32Array.from(left), right: rightOf, gap: Float64Array.from(gap), fromLeft, fromRight, order };
}

/** Columns do not cross, so "left of" has no cycles and Kahn's order reaches all of them. */
function leftToRight(count: number, fromLeft: Adjacency, fromRight: Adjacency, right: Int32Array): Int32Array {
  const waiting = new Int32Array(count);
  const order = new Int32Array(count);
  let length = 0;
  for (let c = 0; c < count; c++) {
    waiting[c] = (fromRight.start[c + 1] ?? 0) - (fromRight.start[c] ?? 0);
    if (waiting[c] === 0) order[length++] = c;
  }
  for (let at = 0; at < length; at++) {
    const c = order[at] ?? 0;
    for (let i = fromLeft.start[c] ?? 0; i < (fromLeft.start[c + 1] ?? 0); i++) {
      const next = right[fromLeft.items[i] ?? 0] ?? 0;
      const left = (waiting[next] ?? 0) - 1;
      waiting[next] = left;
      if (left === 0) order[length++] = next;
    }
  }
  return order;
}
