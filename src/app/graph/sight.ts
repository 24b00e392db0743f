/** The first sight of a graph: all of it where that is readable, else its beginning. */
import type { Scene } from "./surface.ts";

/** At smaller zooms the text of nodes cannot be read. */
export const readableZoom = 0.62;

/** Opacity of what a search does not find: a shade that shows where it is. */
export const dimmed = 0.22;

/** Room around a graph, in CSS pixels. */
export const margin = 24;

/** The top of the graph, as large as its width allows; where it is too wide to read, around its first node. */
export function beginning(
  { box, nodes }: Scene,
  width: number,
): { readonly zoom: number; readonly x: number; readonly y: number } {
  const wanted = (width - 2 * margin) / (box.right - box.left);
  const zoom = Math.min(1, Math.max(readableZoom, wanted));
  const middle = wanted >= readableZoom ? (box.left + box.right) / 2 : (nodes[0]?.x ?? 0);
  return { zoom, x: width / 2 - middle * zoom, y: margin - box.top * zoom };
}
