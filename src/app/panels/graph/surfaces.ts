/** Which surface draws a scene. */
import type { Scene } from "../../graph/surface.ts";

/**
 * Beyond this many nodes the culled canvas draws: the 124 of a ResNet-50 are on the screen in their colours 0.3 s
 * earlier with it.
 */
const cytoscapeLimit = 100;

/** Fetches what the first graph will be drawn with, while its file is still being read. */
export const fetchSurfaces = (): Promise<unknown> =>
  Promise.all([import("../../graph/cytoscape-surface.ts"), import("../../graph/canvas-surface.ts")]);

/** Groups open and close in the culled canvas: with cytoscape each step would build all elements anew. */
export const surfaceFor = async ({ nodes }: Scene) =>
  nodes.length > cytoscapeLimit || nodes.some(({ group }) => group)
    ? (await import("../../graph/canvas-surface.ts")).canvasSurface
    : (await import("../../graph/cytoscape-surface.ts")).cytoscapeSurface;
