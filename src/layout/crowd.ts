import type { Columns, Neighbours } from "./columns.ts";
import type { Points } from "./points.ts";

/** So many shortcuts side by side are readable; with more, or with a ladder of them, the outer ones go to the gutter. */
const MOST_SHORTCUTS = 6;

/**
 * Nodes whose shortcut stands too far out. Shortcuts that overlap in a ladder (each cell of NASNet reads the two before
 * it) push each other further out with every step, and the drawing would grow with the square of its length.
 */
export function crowdedNodes(points: Points, columns: Columns, neighbours: Neighbours): Uint8Array | undefined {
  const { order, left, fromRight } = neighbours;
  const depth = new Int32Array(columns.count);
  let deepest = 0;
  for (const c of order) {
    if (columns.skip[c] === 0) continue;
    for (let i = fromRight.start[c] ?? 0; i < (fromRight.start[c + 1] ?? 0); i++) {
      depth[c] = Math.max(depth[c] ?? 0, 1 + (depth[left[fromRight.items[i] ?? 0] ?? 0] ?? 0));
    }
    deepest = Math.max(deepest, depth[c] ?? 0);
  }
  if (deepest <= MOST_SHORTCUTS) return undefined;
  const crowded = new Uint8Array(points.nodeCount);
  for (let u = 0; u < points.nodeCount; u++) {
    const end = points.trunk[u + 1] ?? points.layer.length;
    for (let point = points.trunk[u] ?? 0; point < end; point++) {
      if ((depth[columns.of[point] ?? 0] ?? 0) > MOST_SHORTCUTS) crowded[u] = 1;
    }
  }
  return crowded;
}
