import type { Adjacency } from "./adjacency.ts";
import type { Points } from "./points.ts";

/** A branch is thin if it is mostly line: at most one node in three layers or more. */
const THIN_NODES = 1;
const THIN_LAYERS = 3;

/**
 * The shortcuts, and with them the thin branches (the one convolution of a downsampling block, a lateral of a feature
 * pyramid, an early output) of every fork that has exactly one other way on, so that this way stays straight. With more
 * ways left the fan stays symmetric.
 */
export function withThinBranches({ nodeCount, down, up, skip }: Points): Uint8Array {
  const marked = skip.slice();
  for (let u = 0; u < skip.length; u++) {
    let ways = 0;
    const thin: number[] = [];
    const first = down.start[u] ?? 0;
    for (let i = first; i < (down.start[u + 1] ?? 0); i++) {
      const head = down.items[i] ?? 0;
      if (skip[head] === 1) continue;
      const branch = thinBranch(head, nodeCount, down, up);
      if (branch === undefined) ways += 1;
      else thin.push(...branch);
    }
    if (ways === 1) for (const point of thin) marked[point] = 1;
  }
  return marked;
}

/** The points of the thin branch that begins at `head`; each is walked once, as only its own fork asks for it. */
function thinBranch(head: number, nodeCount: number, down: Adjacency, up: Adjacency): readonly number[] | undefined {
  const branch: number[] = [];
  let nodes = 0;
  for (let point = head; ;) {
    const inputs = (up.start[point + 1] ?? 0) - (up.start[point] ?? 0);
    if (inputs > 1) break;
    branch.push(point);
    nodes += point < nodeCount ? 1 : 0;
    const first = down.start[point] ?? 0;
    const outputs = (down.start[point + 1] ?? 0) - first;
    if (outputs > 1 || nodes > THIN_NODES) return undefined;
    if (outputs === 0) break;
    point = down.items[first] ?? 0;
  }
  return branch.length >= THIN_LAYERS ? branch : undefined;
}
