import { type Adjacency, groupBy, indices } from "./adjacency.ts";
import type { Links } from "./links.ts";

/** Which row each node stands in, and which edges point upwards because they close a cycle (self loops included). */
export interface Layering {
  readonly layer: Int32Array;
  readonly layerCount: number;
  readonly back: Uint8Array;
}

/**
 * Longest-path layers: every forward edge goes at least one row down. Nodes that would wait far above their consumers
 * (a second input, the split of a branch) are then pulled down to them.
 */
export function layersOf(links: Links): Layering {
  const count = links.width.length;
  const edges = indices(links.from.length);
  const out = groupBy(count, links.from, edges);
  const { order, back } = depthFirst(links, out);
  const layer = new Int32Array(count);
  for (const u of order) {
    for (let i = out.start[u] ?? 0; i < (out.start[u + 1] ?? 0); i++) {
      const edge = out.items[i] ?? 0;
      if (back[edge] === 1) continue;
      const v = links.to[edge] ?? 0;
      layer[v] = Math.max(layer[v] ?? 0, (layer[u] ?? 0) + 1);
    }
  }
  pullDown(links, out, order, back, layer);
  let layerCount = 0;
  for (const each of layer) layerCount = Math.max(layerCount, each + 1);
  return { layer, layerCount, back };
}

/** Reverse postorder, which is topological once the edges to a node still open (`back`) are left out. */
function depthFirst(links: Links, out: Adjacency): { readonly order: Int32Array; readonly back: Uint8Array } {
  const count = links.width.length;
  const back = new Uint8Array(links.from.length);
  const order = new Int32Array(count);
  const state = new Uint8Array(count); // 0 new, 1 open, 2 done
  const cursor = out.start.slice(0, count);
  const stack = new Int32Array(count);
  let left = count;
  for (const root of rootsFirst(links)) {
    if (state[root] !== 0) continue;
    let depth = 0;
    stack[depth++] = root;
    state[root] = 1;
    while (depth > 0) {
      const u = stack[depth - 1] ?? 0;
      const at = cursor[u] ?? 0;
      if (at === out.start[u + 1]) {
        state[u] = 2;
        order[--left] = u;
        depth -= 1;
        continue;
      }
      cursor[u] = at + 1;
      const edge = out.items[at] ?? 0;
      const v = links.to[edge] ?? 0;
      if (state[v] === 1) back[edge] = 1;
      else if (state[v] === 0) {
        state[v] = 1;
        stack[depth++] = v;
      }
    }
  }
  return { order, back };
}

/** Sources before the rest, so that a cycle is cut where the data comes back and not in the middle of its way. */
function rootsFirst(links: Links): Int32Array {
  const fed = new Uint8Array(links.width.length);
  for (const v of links.to) fed[v] = 1;
  const roots = new Int32Array(fed.length);
  let at = 0;
  for (const wanted of [0, 1]) fed.forEach((isFed, node) => isFed === wanted && (roots[at++] = node));
  return roots;
}

/** Moves a node down where that shortens more edges than it lengthens; what only feeds it moves along. */
function pullDown(links: Links, out: Adjacency, order: Int32Array, back: Uint8Array, layer: Int32Array): void {
  const balance = new Int32Array(layer.length); // outputs minus inputs
  const outputs = new Int32Array(layer.length);
  const tied = new Uint8Array(layer.length); // some input also feeds another node
  back.forEach((isBack, edge) => {
    if (isBack === 1) return;
    const [u, v] = [links.from[edge] ?? 0, links.to[edge] ?? 0];
    outputs[u] = (outputs[u] ?? 0) + 1;
    balance[u] = (balance[u] ?? 0) + 1;
    balance[v] = (balance[v] ?? 0) - 1;
  });
  for (const u of order) {
    for (let i = out.start[u] ?? 0; i < (out.start[u + 1] ?? 0); i++) {
      const edge = out.items[i] ?? 0;
      if (back[edge] === 0 && (tied[u] === 1 || (outputs[u] ?? 0) > 1)) tied[links.to[edge] ?? 0] = 1;
    }
  }
  for (let i = order.length - 1; i >= 0; i--) {
    const u = order[i] ?? 0;
    if ((outputs[u] ?? 0) === 0 || (tied[u] === 1 && (balance[u] ?? 0) <= 0)) continue;
    let nearest = Infinity;
    for (let j = out.start[u] ?? 0; j < (out.start[u + 1] ?? 0); j++) {
      const edge = out.items[j] ?? 0;
      if (back[edge] === 0) nearest = Math.min(nearest, layer[links.to[edge] ?? 0] ?? 0);
    }
    layer[u] = nearest - 1;
  }
}
