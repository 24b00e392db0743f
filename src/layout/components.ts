import { type Adjacency, groupBy, indices } from "./adjacency.ts";

/** Nodes of each connected piece, pieces in the order of their first node. */
export function componentsOf(count: number, from: Int32Array, to: Int32Array): Adjacency {
  const parent = indices(count);
  for (let edge = 0; edge < from.length; edge++) {
    const a = rootOf(parent, from[edge] ?? 0);
    const b = rootOf(parent, to[edge] ?? 0);
    parent[Math.max(a, b)] = Math.min(a, b);
  }
  const piece = new Int32Array(count);
  let pieces = 0;
  // The root is the smallest node of its piece, so it is numbered before the others ask for its number.
  for (let node = 0; node < count; node++) {
    const root = rootOf(parent, node);
    piece[node] = root === node ? pieces++ : (piece[root] ?? 0);
  }
  return groupBy(pieces, piece, indices(count));
}

function rootOf(parent: Int32Array, node: number): number {
  let at = node;
  for (;;) {
    const above = parent[at] ?? at;
    if (above === at) return at;
    const next = parent[above] ?? above;
    parent[at] = next; // halves the path, so that later questions are short
    at = next;
  }
}

/** Width and height in px. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

export interface Packing extends Extent {
  readonly left: Float64Array;
  readonly top: Float64Array;
}

/** How much wider than high the page of several pieces should be. */
const ASPECT = 2.5;

/** Puts pieces side by side from the left and opens a new shelf when one is full. */
export function pack(extents: readonly Extent[], gap: number): Packing {
  const left = new Float64Array(extents.length);
  const top = new Float64Array(extents.length);
  let area = 0;
  let widest = 0;
  for (const { width, height } of extents) {
    area += (width + gap) * (height + gap);
    widest = Math.max(widest, width);
  }
  const room = Math.max(widest, Math.sqrt(ASPECT * area));
  let [x, y, shelf, right] = [0, 0, 0, 0];
  extents.forEach(({ width, height }, i) => {
    if (x > 0 && x + width > room) {
      y += shelf + gap;
      x = shelf = 0;
    }
    left[i] = x;
    top[i] = y;
    x += width + gap;
    shelf = Math.max(shelf, height);
    right = Math.max(right, x - gap);
  });
  return { left, top, width: right, height: y + shelf };
}
