import type { Layering } from "./layers.ts";
import { lanesOf, type Range } from "./lanes.ts";
import type { Links, Spacing } from "./links.ts";
import type { Points } from "./points.ts";

/**
 * Lines beside the layers. All gutter edges of one node in one direction share a lane:
 *
 *     u
 *     └──┐    exit of u, in the channel below its layer
 *     a  │
 *     b  │ x of the lane
 *     ┌──┤    entry of v, in the channel above its layer
 *     v  │
 */
export interface Gutter {
  /** x of each edge's lane in px; NaN for edges that have none. */
  readonly lane: Float64Array;
  /** Nodes that send to the gutter below each layer and receive from it above each layer, uppermost line first. */
  readonly exits: readonly (readonly number[])[];
  readonly entries: readonly (readonly number[])[];
}

interface Trunk {
  first: number;
  last: number;
  readonly edges: number[];
}

export function gutterOf(links: Links, layering: Layering, points: Points, x: Float64Array, spacing: Spacing): Gutter {
  const exits = endsBy(links.from, layering, points.gutter, (a, b) => (x[b] ?? 0) - (x[a] ?? 0));
  const entries = endsBy(links.to, layering, points.gutter, (a, b) => (x[a] ?? 0) - (x[b] ?? 0));
  const lane = new Float64Array(links.from.length).fill(NaN);
  const right = new Float64Array(points.layerCount).fill(-Infinity);
  for (let point = 0; point < x.length; point++) {
    const l = points.layer[point] ?? 0;
    right[l] = Math.max(right[l] ?? 0, (x[point] ?? 0) + (points.width[point] ?? 0) / 2);
  }
  const trunks = trunksOf(links, layering, points.gutter);
  const { lane: lanes, group, groups } = lanesOf(trunks);
  const base = groups.map((range) => rightmost(right, range));
  trunks.forEach(({ edges }, i) => {
    const at = (base[group[i] ?? 0] ?? 0) + (1 + (lanes[i] ?? 0)) * spacing.laneGap;
    for (const edge of edges) lane[edge] = at;
  });
  return { lane, exits, entries };
}

/** Groups share no layer, so all of them together look at each layer once. */
function rightmost(right: Float64Array, { first, last }: Range): number {
  let found = -Infinity;
  for (let l = first; l <= last; l++) found = Math.max(found, right[l] ?? 0);
  return found;
}

/** The layers a trunk passes, those of its ends included: two trunks that meet in a channel get two lanes. */
function trunksOf(links: Links, { layer, layerCount, back }: Layering, gutter: Uint8Array): Trunk[] {
  const trunks = new Map<number, Trunk>();
  gutter.forEach((isGutter, edge) => {
    if (isGutter === 0) return;
    const from = links.from[edge] ?? 0;
    const [a, b] = [layer[from] ?? 0, layer[links.to[edge] ?? 0] ?? 0];
    const isBack = back[edge] ?? 0;
    const first = isBack === 1 ? Math.max(0, b - 1) : a;
    const last = isBack === 1 ? Math.min(layerCount - 1, a + 1) : b;
    const trunk = trunks.get(2 * from + isBack);
    if (trunk === undefined) trunks.set(2 * from + isBack, { first, last, edges: [edge] });
    else {
      trunk.first = Math.min(trunk.first, first);
      trunk.last = Math.max(trunk.last, last);
      trunk.edges.push(edge);
    }
  });
  return [...trunks.values()];
}

/** Sorted so that the horizontal line of one end does not cross the vertical one of another in the same channel. */
function endsBy(
  ends: Int32Array,
  { layer, layerCount }: Layering,
  gutter: Uint8Array,
  compare: (a: number, b: number) => number,
): readonly (readonly number[])[] {
  const found: number[][] = Array.from({ length: layerCount }, () => []);
  const seen = new Uint8Array(layer.length);
  gutter.forEach((isGutter, edge) => {
    const node = ends[edge] ?? 0;
    if (isGutter === 0 || seen[node] === 1) return;
    seen[node] = 1;
    found[layer[node] ?? 0]?.push(node);
  });
  for (const row of found) row.sort(compare);
  return found;
}
