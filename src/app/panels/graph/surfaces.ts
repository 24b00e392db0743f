/** Which surface draws a scene. */
import type { Scene } from "../../graph/surface.ts";

/** Cytoscape's own drawing is slower than a frame beyond this many nodes. */
const cytoscapeLimit = 400;

/** Fetches what the first graph will be drawn with, while its file is still being read. */
export const fetchSurface = (): Promise<unknown> => import("../../graph/cytoscape-surface.ts");

export const surfaceFor = async ({ nodes }: Scene) =>
  nodes.length > cytoscapeLimit
    ? (await import("../../graph/canvas-surface.ts")).canvasSurface
    : (await import("../../graph/cytoscape-surface.ts")).cytoscapeSurface;
