import type { Channels } from "./channels.ts";
import type { Gutter } from "./gutter.ts";
import type { Links } from "./links.ts";
import type { Points } from "./points.ts";

/** Polylines x0, y0, x1, y1, ... of all edges in one array, and where each begins; edge i ends where i + 1 begins. */
export interface Lines {
  readonly start: Int32Array;
  readonly values: Float64Array;
}

/** Lines to and from the gutter keep off the middle, where the others are: a share of the node's width to the right. */
const GUTTER_PORT = 0.25;

/** A line crosses the rows vertically and goes sideways only between them, so it never runs through a node. */
export function linesOf(
  links: Links,
  points: Points,
  x: Float64Array,
  y: Float64Array,
  channels: Channels,
  gutter: Gutter,
): Lines {
  const start = new Int32Array(links.from.length + 1);
  const values: number[] = [];
  for (let edge = 0; edge < links.from.length; edge++) {
    const begin = values.length;
    const [u, v] = [links.from[edge] ?? 0, links.to[edge] ?? 0];
    const aside = points.gutter[edge] === 1 ? GUTTER_PORT : 0;
    const xu = (x[u] ?? 0) + aside * (links.width[u] ?? 0);
    const xv = (x[v] ?? 0) + aside * (links.width[v] ?? 0);
    values.push(xu, (y[u] ?? 0) + (links.height[u] ?? 0) / 2);
    if (points.gutter[edge] === 1) {
      const lane = gutter.lane[edge] ?? 0;
      add(values, begin, xu, channels.exit[u] ?? 0);
      add(values, begin, lane, channels.exit[u] ?? 0);
      add(values, begin, lane, channels.entry[v] ?? 0);
      add(values, begin, xv, channels.entry[v] ?? 0);
    } else {
      const l = points.layer[u] ?? 0;
      const span = (points.layer[v] ?? 0) - l;
      add(values, begin, xu, channels.bottom[l] ?? 0);
      for (let step = 1; step < span; step++) {
        const at = x[(points.trunk[u] ?? 0) + step - 1] ?? 0;
        add(values, begin, at, channels.top[l + step] ?? 0);
        add(values, begin, at, channels.bottom[l + step] ?? 0);
      }
      add(values, begin, xv, channels.top[l + span] ?? 0);
    }
    add(values, begin, xv, (y[v] ?? 0) - (links.height[v] ?? 0) / 2);
    start[edge + 1] = values.length;
  }
  return { start, values: Float64Array.from(values) };
}

/** Adds a point to the line that begins at `begin`; one that only prolongs a vertical takes its end's place. */
function add(values: number[], begin: number, x: number, y: number): void {
  const end = values.length;
  if (values[end - 2] === x && values[end - 1] === y) return;
  if (end - begin >= 4 && values[end - 2] === x && values[end - 4] === x) values[end - 1] = y;
  else values.push(x, y);
}
