import { type Adjacency, groupBy, indices } from "./adjacency.ts";
import type { Layering } from "./layers.ts";
import type { Links } from "./links.ts";

/**
 * The layered graph with a point in every layer that a line passes, so that all segments join neighbouring layers.
 * The lines of one node share one trunk, which ends at its farthest consumer:
 *
 *     u          layer 0
 *     | \
 *     a  d1      d1 = trunk[u]
 *     |  | \
 *     b  d2  v   v: from u by d1
 *      \ |
 *        w       w: from u by d1, d2
 */
export interface Points {
  readonly nodeCount: number;
  readonly layerCount: number;
  /** Nodes first, then the points of the trunks, each trunk from top to bottom. */
  readonly layer: Int32Array;
  /** Width in px; 0 for the points of a trunk. */
  readonly width: Float64Array;
  readonly down: Adjacency;
  readonly up: Adjacency;
  /** 1 for shortcuts, which make room for the way on: the points of a trunk beside a nearer consumer. */
  readonly skip: Uint8Array;
  /** First point of each node's trunk. */
  readonly trunk: Int32Array;
  /** 1 for the edges that run beside the layers. */
  readonly gutter: Uint8Array;
}

/** `crowded` marks nodes whose shortcuts are to run in the gutter however short they are. */
export function pointsOf(links: Links, layering: Layering, gutterSpan: number, crowded?: Uint8Array): Points {
  const { layer: layers, layerCount } = layering;
  const nodeCount = layers.length;
  const { gutter, nearest, farthest } = splitEdges(links, layering, gutterSpan, crowded);
  const trunk = new Int32Array(nodeCount);
  let count = nodeCount;
  for (let u = 0; u < nodeCount; u++) {
    trunk[u] = count;
    count += Math.max(0, (farthest[u] ?? 0) - 1);
  }
  const layer = new Int32Array(count);
  layer.set(layers);
  const width = new Float64Array(count);
  width.set(links.width);
  const skip = new Uint8Array(count);
  const upper: number[] = [];
  const lower: number[] = [];
  // Nearest consumers first, the trunk last: the first order of a layer follows this, so shortcuts run on the right.
  joinConsumers(links, layers, gutter, trunk, upper, lower);
  for (let u = 0; u < nodeCount; u++) {
    for (let span = 1; span < (farthest[u] ?? 0); span++) {
      const point = (trunk[u] ?? 0) + span - 1;
      layer[point] = (layers[u] ?? 0) + span;
      skip[point] = span >= (nearest[u] ?? 0) ? 1 : 0;
      upper.push(span === 1 ? u : point - 1);
      lower.push(point);
    }
  }
  const down = groupBy(count, upper, lower);
  const up = groupBy(count, lower, upper);
  return { nodeCount, layerCount, layer, width, down, up, skip, trunk, gutter };
}

/** Segments to the consumers themselves, one for each pair however many edges join it. */
function joinConsumers(
  links: Links,
  layer: Int32Array,
  gutter: Uint8Array,
  trunk: Int32Array,
  upper: number[],
  lower: number[],
): void {
  const byProducer = groupBy(layer.length, links.from, indices(links.from.length));
  const joinedTo = new Int32Array(layer.length).fill(-1);
  for (const edge of byProducer.items) {
    if (gutter[edge] === 1) continue;
    const [u, v] = [links.from[edge] ?? 0, links.to[edge] ?? 0];
    if (joinedTo[v] === u) continue;
    joinedTo[v] = u;
    const span = (layer[v] ?? 0) - (layer[u] ?? 0);
    upper.push(span === 1 ? u : (trunk[u] ?? 0) + span - 2);
    lower.push(v);
  }
}

/**
 * Edges of more than `gutterSpan` layers and those that point upwards run in the gutter, and so does all else that the
 * same node sends past its nearest consumer: one tensor, one line.
 */
function splitEdges(links: Links, { layer, back }: Layering, gutterSpan: number, crowded?: Uint8Array) {
  const nearest = new Int32Array(layer.length).fill(0x7fffffff);
  const farthest = new Int32Array(layer.length);
  const spans = new Int32Array(links.from.length);
  links.from.forEach((u, edge) => {
    if (back[edge] === 1) return;
    const span = (layer[links.to[edge] ?? 0] ?? 0) - (layer[u] ?? 0);
    spans[edge] = span;
    nearest[u] = Math.min(nearest[u] ?? 0, span);
    farthest[u] = Math.max(farthest[u] ?? 0, span);
  });
  const gutter = back.slice();
  links.from.forEach((u, edge) => {
    const span = spans[edge] ?? 0;
    const beyond = (farthest[u] ?? 0) > gutterSpan || crowded?.[u] === 1;
    if (beyond && (span > gutterSpan || span > (nearest[u] ?? 0))) gutter[edge] = 1;
  });
  farthest.fill(0);
  gutter.forEach((isGutter, edge) => {
    const u = links.from[edge] ?? 0;
    if (isGutter === 0) farthest[u] = Math.max(farthest[u] ?? 0, spans[edge] ?? 0);
  });
  return { gutter, nearest, farthest };
}
