/** Draws the part of a scene that is in sight. */
import { heatColors, inkOn } from "../ui/heat.ts";
import type { Culling } from "./culling.ts";
import { dimmed } from "./sight.ts";
import { type Box, edgeKey, type Ink, type Paint, type Point, type SceneEdge, type SceneNode } from "./surface.ts";

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

/** How a scene looks now. */
export interface Look extends Paint {
  /** Keys of the edges of the marked path. */
  readonly edges: ReadonlySet<number>;
  readonly ink: Ink;
  readonly chosen: number | undefined;
}

export function drawScene(context: CanvasRenderingContext2D, culling: Culling, sight: Sight, look: Look): void {
  const { ink, chosen } = look;
  const box = boxOfSight(sight);
  const ratio = devicePixelRatio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, sight.width, sight.height);
  context.setTransform(ratio * sight.zoom, 0, 0, ratio * sight.zoom, ratio * sight.x, ratio * sight.y);
  const edges = culling.edgesIn(box);
  const isNear = ({ from, to }: SceneEdge): boolean => from === chosen || to === chosen;
  strokeEdges(context, edges, ink.line, Math.max(1.2, 0.6 / sight.zoom));
  if (look.edges.size > 0) {
    const onPath = edges.filter(({ from, to }) => look.edges.has(edgeKey(from, to)));
    strokeEdges(context, onPath, ink.path, Math.max(3.5, 1.8 / sight.zoom));
  }
  if (chosen !== undefined) strokeEdges(context, edges.filter(isNear), ink.accent, Math.max(2.2, 1.2 / sight.zoom));
  const readable = fontSize * sight.zoom >= smallestText;
  const onPath = new Set(look.path);
  for (const node of culling.nodesIn(box)) {
    context.globalAlpha = look.lit === undefined || look.lit.has(node.index) ? 1 : dimmed;
    drawNode(context, node, look, readable);
    if (onPath.has(node.index)) ring(context, node, ink.path, 1, Math.max(2.5, 1.4 / sight.zoom));
    if (node.index === chosen) ring(context, node, ink.accent, 4, 3);
  }
  context.globalAlpha = 1;
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
  { bins, shares, ink }: Look,
  readable: boolean,
): void {
  const { x, y, width, height, opClass, convolution, group } = node;
  const [left, top] = [x - width / 2, y - height / 2];
  const bin = bins[node.index];
  const fill = (bin === undefined ? undefined : heatColors[bin]) ?? ink.fill;
  if (group) drawStack(context, node, fill, ink);
  context.fillStyle = fill;
  if (!readable) {
    context.fillRect(left, top, width, height);
    context.fillStyle = opClass.color;
    context.fillRect(left, top, width * strip, height);
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
  context.font = `${convolution || group ? "bold " : ""}${fontSize}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  lines.forEach((line, i) => {
    // Only the title of a group is bold.
    if (group && i === 1) context.font = `${fontSize}px system-ui, sans-serif`;
    context.fillText(line, x, y + (i - (lines.length - 1) / 2) * fontSize * 1.25);
  });
}

/** A group is a stack of sheets: two more show behind it. */
function drawStack(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: SceneNode,
  fill: string,
  ink: Ink,
): void {
  for (const sheet of [2, 1]) {
    context.beginPath();
    context.roundRect(x - width / 2 + 4 * sheet, y - height / 2 + 4 * sheet, width, height, corner);
    context.fillStyle = fill;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = ink.line;
    context.stroke();
  }
}

function ring(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: SceneNode,
  color: string,
  gap: number,
  line: number,
): void {
  context.beginPath();
  context.roundRect(x - width / 2 - gap, y - height / 2 - gap, width + 2 * gap, height + 2 * gap, corner + gap - 1);
  context.lineWidth = line;
  context.strokeStyle = color;
  context.stroke();
}
