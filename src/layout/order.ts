import { type Adjacency, groupBy, indices } from "./adjacency.ts";
import type { Points } from "./points.ts";

/** Points of each layer from left to right, and each point's place in that row. */
export interface Rows {
  readonly start: Int32Array;
  readonly items: Int32Array;
  readonly place: Int32Array;
}

/**
 * Starts from a depth-first walk, which draws series-parallel graphs without a crossing and keeps the branches in the
 * order of the file; only if lines cross do barycentre sweeps follow, and the best order met is kept.
 */
export function rowsOf(points: Points, sweeps: number): Rows {
  const rows = firstRows(points);
  let fewest = crossings(points, rows);
  if (fewest === 0) return rows;
  let best = rows.items.slice();
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    sweepRows(points, rows, sweep % 2 === 0);
    const found = crossings(points, rows);
    if (found >= fewest) continue;
    fewest = found;
    best = rows.items.slice();
  }
  rows.items.set(best);
  for (let l = 0; l < points.layerCount; l++) renumber(rows, l);
  return rows;
}

function firstRows(points: Points): Rows {
  const walk = preorder(points);
  const layerOfWalk = walk.map((point) => points.layer[point] ?? 0);
  const { start, items } = groupBy(points.layerCount, layerOfWalk, walk);
  const rows = { start, items, place: indices(items.length) };
  for (let l = 0; l < points.layerCount; l++) renumber(rows, l);
  return rows;
}

function preorder({ down, up, layer }: Points): Int32Array {
  const count = layer.length;
  const walk = new Int32Array(count);
  const seen = new Uint8Array(count);
  const stack: number[] = [];
  let length = 0;
  for (let root = 0; root < count; root++) {
    if (up.start[root] !== up.start[root + 1]) continue;
    stack.push(root);
    for (let u = stack.pop(); u !== undefined; u = stack.pop()) {
      if (seen[u] === 1) continue;
      seen[u] = 1;
      walk[length++] = u;
      for (let i = (down.start[u + 1] ?? 0) - 1; i >= (down.start[u] ?? 0); i--) stack.push(down.items[i] ?? 0);
    }
  }
  return walk;
}

function renumber({ start, items, place }: Rows, l: number): void {
  const first = start[l] ?? 0;
  for (let i = first; i < (start[l + 1] ?? 0); i++) place[items[i] ?? 0] = i - first;
}

function sweepRows(points: Points, rows: Rows, downwards: boolean): void {
  const centre = new Float64Array(points.layer.length);
  const last = points.layerCount - 1;
  for (let step = 1; step <= last; step++) {
    const l = downwards ? step : last - step;
    if ((rows.start[l + 1] ?? 0) - (rows.start[l] ?? 0) < 2) continue;
    const neighbours = downwards ? points.up : points.down;
    for (let i = rows.start[l] ?? 0; i < (rows.start[l + 1] ?? 0); i++) {
      const point = rows.items[i] ?? 0;
      centre[point] = centreOf(point, neighbours, points.skip, rows.place);
    }
    sortRow(rows, l, centre);
    renumber(rows, l);
  }
}

/** Stable, so that points with equal centres keep their order. */
function sortRow({ start, items, place }: Rows, l: number, centre: Float64Array): void {
  const row = items.subarray(start[l] ?? 0, start[l + 1] ?? 0);
  row.sort((a, b) => (centre[a] ?? 0) - (centre[b] ?? 0) || (place[a] ?? 0) - (place[b] ?? 0));
}

/** Mean place of what a point is joined to, without its shortcuts if it has other links: they must not bend the way on. */
function centreOf(point: number, { start, items }: Adjacency, skip: Uint8Array, place: Int32Array): number {
  const first = start[point] ?? 0;
  const end = start[point + 1] ?? 0;
  let [sum, count, ways, wayCount] = [0, 0, 0, 0];
  for (let i = first; i < end; i++) {
    const other = items[i] ?? 0;
    const at = place[other] ?? 0;
    sum += at;
    count += 1;
    if (skip[other] === 1) continue;
    ways += at;
    wayCount += 1;
  }
  if (wayCount > 0) return ways / wayCount;
  return count > 0 ? sum / count : (place[point] ?? 0);
}

/** Number of crossing pairs of segments, by counting inversions with a Fenwick tree: O(segments × log width). */
export function crossings(points: Points, rows: Rows): number {
  let widest = 0;
  for (let l = 0; l < points.layerCount; l++) {
    widest = Math.max(widest, (rows.start[l + 1] ?? 0) - (rows.start[l] ?? 0));
  }
  const tree = new Int32Array(widest + 1);
  let total = 0;
  for (let l = 0; l + 1 < points.layerCount; l++) total += crossingsBelow(points, rows, l, tree);
  return total;
}

function crossingsBelow({ down }: Points, { start, items, place }: Rows, l: number, tree: Int32Array): number {
  const width = (start[l + 2] ?? 0) - (start[l + 1] ?? 0);
  const end = start[l + 1] ?? 0;
  if (width < 2 || end - (start[l] ?? 0) < 2) return 0;
  tree.fill(0, 0, width + 1);
  let total = 0;
  let earlier = 0;
  for (let i = start[l] ?? 0; i < end; i++) {
    const point = items[i] ?? 0;
    const [first, last] = [down.start[point] ?? 0, down.start[point + 1] ?? 0];
    for (let j = first; j < last; j++) {
      let notRight = 0;
      for (let at = (place[down.items[j] ?? 0] ?? 0) + 1; at > 0; at -= at & -at) notRight += tree[at] ?? 0;
      total += earlier - notRight;
    }
    for (let j = first; j < last; j++) {
      for (let at = (place[down.items[j] ?? 0] ?? 0) + 1; at <= width; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
    }
    earlier += last - first;
  }
  return total;
}
