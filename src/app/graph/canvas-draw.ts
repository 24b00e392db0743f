/** Draws the part of a scene that is in sight. */
import { heatColors, inkOn } from "../ui/heat.ts";
import type { Culling } from "./culling.ts";
import type { Box, Ink, Paint, Point, SceneEdge, SceneNode } from "./surface.ts";

export interface Sight {
  readonly zoom: number;
  /** Where the scene's origin is on the canvas, in CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const boxOfSight = ({ zoom, x, y, width, height }: Sight): Box => ({
  left: -x / zoom,
  top: -y / zoom,
  right: (width - x) / zoom,
  bottom: (height - y) / zoom,
});

const fontSize = 11;
/** Smaller text is noise. */
const smallestText = 6;
const strip = 0.05;
const corner = 7;

export function drawScene(
  context: CanvasRenderingContext2D,
  culling: Culling,
  sight: Sight,
  paint: Paint,
  ink: Ink,
  chosen: number | undefined,
): void {
  const box = boxOfSight(sight);
  const ratio = devicePixelRatio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, sight.width, sight.height);
  context.setTransform(ratio * sight.zoom, 0, 0, ratio * sight.zoom, ratio * sight.x, ratio * sight.y);
  const edges = culling.edgesIn(box);
  const isNear = ({ from, to }: SceneEdge): boolean => from === chosen || to === chosen;
  strokeEdges(context, edges, ink.line, Math.max(1.2, 0.6 / sight.zoom));
  strokeEdges(context, edges.filter(isNear), ink.accent, Math.max(2.2, 1.2 / sight.zoom));
  const readable = fontSize * sight.zoom >= smallestText;
  for (const node of culling.nodesIn(box)) drawNode(context, node, paint, ink, readable, node.index === chosen);
}

function strokeEdges(
  context: CanvasRenderingContext2D,
  edges: readonly SceneEdge[],
  color: string,
  width: number,
): void {
  context.beginPath();
  for (const { points } of edges) {
    points.forEach(({ x, y }: Point, i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  }
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.stroke();
}

function drawNode(
  context: CanvasRenderingContext2D,
  node: SceneNode,
  { bins, shares }: Paint,
  ink: Ink,
  readable: boolean,
  chosen: boolean,
): void {
  const { x, y, width, height, opClass, convolution } = node;
  const [left, top] = [x - width / 2, y - height / 2];
  const bin = bins[node.index];
  const fill = (bin === undefined ? undefined : heatColors[bin]) ?? ink.fill;
  context.fillStyle = fill;
  if (!readable) {
    context.fillRect(left, top, width, height);
    context.fillStyle = opClass.color;
    context.fillRect(left, top, width * strip, height);
    if (chosen) ring(context, node, ink);
    return;
  }
  context.beginPath();
  context.roundRect(left, top, width, height, corner);
  context.fill();
  context.save();
  context.clip();
  context.fillStyle = opClass.color;
  context.fillRect(left, top, width * strip, height);
  context.restore();
  context.lineWidth = convolution ? 2.5 : 1;
  context.strokeStyle = convolution ? opClass.color : ink.line;
  context.stroke();
  const share = shares[node.index] ?? "";
  const lines = share === "" ? node.lines : [...node.lines, share];
  context.fillStyle = bin === undefined ? ink.text : inkOn(fill);
  context.font = `${convolution ? "bold " : ""}${fontSize}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  lines.forEach((line, i) => context.fillText(line, x, y + (i - (lines.length - 1) / 2) * fontSize * 1.25));
  if (chosen) ring(context, node, ink);
}

function ring(context: CanvasRenderingContext2D, { x, y, width, height }: SceneNode, ink: Ink): void {
  context.beginPath();
  context.roundRect(x - width / 2 - 4, y - height / 2 - 4, width + 8, height + 8, corner + 3);
  context.lineWidth = 3;
  context.strokeStyle = ink.accent;
  context.stroke();
}
