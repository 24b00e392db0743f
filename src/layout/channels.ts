import type { Gutter } from "./gutter.ts";
import type { Links, Spacing } from "./links.ts";
import type { Points } from "./points.ts";

/** Extent of each layer in px, and the heights at which lines leave and enter the gutter between two layers. */
export interface Channels {
  readonly top: Float64Array;
  readonly bottom: Float64Array;
  /** y of each node's line to and from the gutter. */
  readonly exit: Float64Array;
  readonly entry: Float64Array;
}

/** A channel is as high as its steepest lines need to be told apart: at least one px down for five across. */
const STEEPNESS = 0.2;
const MOST_LAYER_GAPS = 3;
const LEAST_LINE_GAP = 6;

export function channelsOf(links: Links, points: Points, x: Float64Array, gutter: Gutter, spacing: Spacing): Channels {
  const count = points.layerCount;
  const tallest = new Float64Array(count);
  links.height.forEach((height, node) => {
    const l = points.layer[node] ?? 0;
    tallest[l] = Math.max(tallest[l] ?? 0, height);
  });
  const reach = reachBelow(points, x);
  const top = new Float64Array(count);
  const bottom = new Float64Array(count);
  const exit = new Float64Array(points.nodeCount);
  const entry = new Float64Array(points.nodeCount);
  let y = 0;
  // One channel more than gaps between layers: lines that point upwards use those above the first and below the last.
  for (let l = 0; l <= count; l++) {
    const exits = gutter.exits[l - 1] ?? [];
    const entries = gutter.entries[l] ?? [];
    const lines = exits.length + entries.length;
    const room = Math.min(MOST_LAYER_GAPS * spacing.layerGap, STEEPNESS * (reach[l - 1] ?? 0));
    const gap = Math.ceil(Math.max(spacing.layerGap, room, LEAST_LINE_GAP * (lines + 1)));
    const step = gap / (lines + 1);
    exits.forEach((node, i) => (exit[node] = y + (i + 1) * step));
    entries.forEach((node, i) => (entry[node] = y + (exits.length + i + 1) * step));
    if (l > 0 || lines > 0) y += gap;
    if (l === count) break;
    top[l] = y;
    y += tallest[l] ?? 0;
    bottom[l] = y;
  }
  return { top, bottom, exit, entry };
}

/** How far across the widest segment below each layer goes. */
function reachBelow({ down, layer, layerCount }: Points, x: Float64Array): Float64Array {
  const reach = new Float64Array(layerCount);
  for (let u = 0; u < layer.length; u++) {
    const l = layer[u] ?? 0;
    for (let i = down.start[u] ?? 0; i < (down.start[u + 1] ?? 0); i++) {
      reach[l] = Math.max(reach[l] ?? 0, Math.abs((x[down.items[i] ?? 0] ?? 0) - (x[u] ?? 0)));
    }
  }
  return reach;
}
