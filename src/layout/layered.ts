import { channelsOf } from "./channels.ts";
import { groupBy } from "./adjacency.ts";
import { columnsOf, neighboursOf } from "./columns.ts";
import { componentsOf, type Extent, pack } from "./components.ts";
import { crowdedNodes } from "./crowd.ts";
import { gutterOf } from "./gutter.ts";
import { type Layering, layersOf } from "./layers.ts";
import type { Links, Spacing } from "./links.ts";
import { rowsOf } from "./order.ts";
import { placePoints } from "./place.ts";
import { pointsOf } from "./points.ts";
import { type Lines, linesOf } from "./route.ts";
import { withThinBranches } from "./thin.ts";

/** Sizes in px; edges name nodes by index. Cycles, self loops, repeated edges and loose pieces are all welcome. */
export interface LayoutInput {
  readonly nodes: readonly { readonly width: number; readonly height: number }[];
  readonly edges: readonly { readonly from: number; readonly to: number }[];
}

/** Distances in px, and `gutterSpan`: edges over more layers than that run beside them. */
export type LayoutOptions = Partial<Spacing>;

/** Everything in px from the upper left corner. */
export interface Layout {
  /** Centres of the nodes. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** For each edge x0, y0, x1, y1, ... from the bottom of `from` to the top of `to`; views of one buffer. */
  readonly edges: readonly Float64Array[];
  readonly width: number;
  readonly height: number;
  /** Row of each node, counted from the top of its connected piece. */
  readonly layers: Int32Array;
}

/** Takes the part that is done, 0 to 1, ascending. */
export type OnDone = (done: number) => void;

const SPACING: Spacing = { nodeGap: 24, layerGap: 28, edgeGap: 16, laneGap: 10, gutterSpan: 24 };
const SWEEPS = 4;

/** Layered drawing from top to bottom in time n log n of nodes and edges, without recursion. Tells `onDone` how far it is. */
export function layoutGraph(input: LayoutInput, options: LayoutOptions = {}, onDone?: OnDone): Layout {
  const spacing = { ...SPACING, ...options };
  const whole = linksOf(input);
  const count = whole.width.length;
  const pieces = componentsOf(count, whole.from, whole.to);
  const pieceCount = pieces.start.length - 1;
  const pieceOf = new Int32Array(count);
  const inPiece = new Int32Array(count);
  for (let piece = 0; piece < pieceCount; piece++) {
    const first = pieces.start[piece] ?? 0;
    for (let i = first; i < (pieces.start[piece + 1] ?? 0); i++) {
      pieceOf[pieces.items[i] ?? 0] = piece;
      inPiece[pieces.items[i] ?? 0] = i - first;
    }
  }
  const edgeKeys = whole.from.map((node) => pieceOf[node] ?? 0);
  const edges = groupBy(
    pieceCount,
    edgeKeys,
    whole.from.map((_, edge) => edge),
  );
  const drawings: Drawing[] = [];
  for (let piece = 0; piece < pieceCount; piece++) {
    const first = pieces.start[piece] ?? 0;
    const nodes = pieces.items.subarray(first, pieces.start[piece + 1]);
    const own = edges.items.subarray(edges.start[piece], edges.start[piece + 1]);
    const tell = (part: number): void => onDone?.((first + part * nodes.length) / count);
    drawings.push(drawPiece(pieceLinks(whole, nodes, own, inPiece), spacing, { nodes, edges: own }, tell));
  }
  return assemble(drawings, count, whole.from.length, spacing);
}

function linksOf({ nodes, edges }: LayoutInput): Links {
  return {
    width: Float64Array.from(nodes, (node) => node.width),
    height: Float64Array.from(nodes, (node) => node.height),
    from: Int32Array.from(edges, (edge) => edge.from),
    to: Int32Array.from(edges, (edge) => edge.to),
  };
}

function pieceLinks(whole: Links, nodes: Int32Array, edges: Int32Array, inPiece: Int32Array): Links {
  return {
    width: Float64Array.from(nodes, (node) => whole.width[node] ?? 0),
    height: Float64Array.from(nodes, (node) => whole.height[node] ?? 0),
    from: edges.map((edge) => inPiece[whole.from[edge] ?? 0] ?? 0),
    to: edges.map((edge) => inPiece[whole.to[edge] ?? 0] ?? 0),
  };
}

/** A connected piece in its own coordinates, which begin at 0, with the numbers its nodes and edges have in the whole. */
interface Drawing extends Extent {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly layer: Int32Array;
  readonly lines: Lines;
  readonly nodes: Int32Array;
  readonly edges: Int32Array;
}

/** Parts of the time that measured graphs of ten thousand nodes had taken at the end of each step. */
const REACHED = { ordered: 0.6, placed: 0.8, guttered: 0.85 } as const;

function drawPiece(
  links: Links,
  spacing: Spacing,
  { nodes, edges }: Pick<Drawing, "nodes" | "edges">,
  tell: OnDone,
): Drawing {
  if (nodes.length === 1 && edges.length === 0) return drawNode(links, nodes, edges);
  const layering = layersOf(links);
  const first = alignedPoints(links, layering, spacing);
  tell(REACHED.ordered - 0.1);
  const crowded = crowdedNodes(first.points, first.columns, first.neighbours);
  const { points, rows, columns, neighbours } =
    crowded === undefined ? first : alignedPoints(links, layering, spacing, crowded);
  tell(REACHED.ordered);
  const x = placePoints(columns, neighbours, rows, spacing);
  tell(REACHED.placed);
  const gutter = gutterOf(links, layering, points, x, spacing);
  tell(REACHED.guttered);
  const channels = channelsOf(links, points, x, gutter, spacing);
  const { layer } = layering;
  const y = Float64Array.from(layer, (l) => ((channels.top[l] ?? 0) + (channels.bottom[l] ?? 0)) / 2);
  const lines = linesOf(links, points, x, y, channels, gutter);
  return { ...moveToOrigin(links, x.subarray(0, layer.length), y, lines), layer, lines, nodes, edges };
}

/** The drawing of one node alone, apart because thousands of them would each pay for all the arrays of a graph. */
function drawNode({ width, height }: Links, nodes: Int32Array, edges: Int32Array): Drawing {
  const size = { width: width[0] ?? 0, height: height[0] ?? 0 };
  const centre = { x: Float64Array.of(size.width / 2), y: Float64Array.of(size.height / 2) };
  const lines = { start: new Int32Array(1), values: new Float64Array(0) };
  return { ...size, ...centre, layer: new Int32Array(1), lines, nodes, edges };
}

function alignedPoints(links: Links, layering: Layering, spacing: Spacing, crowded?: Uint8Array) {
  const joined = pointsOf(links, layering, spacing.gutterSpan, crowded);
  const rows = rowsOf(joined, SWEEPS);
  // Only now: thin branches give way when columns are placed, but they have their say in what stands left of what.
  const points = { ...joined, skip: withThinBranches(joined) };
  const columns = columnsOf(points, rows);
  return { points, rows, columns, neighbours: neighboursOf(columns, rows, spacing) };
}

/** Moves a drawing, in place, so that its upper left corner is at 0, 0. */
function moveToOrigin({ width, height }: Links, x: Float64Array, y: Float64Array, lines: Lines) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let node = 0; node < y.length; node++) {
    const [halfWidth, halfHeight] = [(width[node] ?? 0) / 2, (height[node] ?? 0) / 2];
    left = Math.min(left, (x[node] ?? 0) - halfWidth);
    right = Math.max(right, (x[node] ?? 0) + halfWidth);
    top = Math.min(top, (y[node] ?? 0) - halfHeight);
    bottom = Math.max(bottom, (y[node] ?? 0) + halfHeight);
  }
  for (let i = 0; i + 1 < lines.values.length; i += 2) {
    left = Math.min(left, lines.values[i] ?? 0);
    right = Math.max(right, lines.values[i] ?? 0);
    top = Math.min(top, lines.values[i + 1] ?? 0);
    bottom = Math.max(bottom, lines.values[i + 1] ?? 0);
  }
  shift(x, 1, -left, 0);
  shift(y, 1, -top, 0);
  shift(lines.values, 2, -left, -top);
  return { x, y, width: right - left, height: bottom - top };
}

/** Adds `even` to the first of every `step` values and, where step is 2, `odd` to the second. */
function shift(values: Float64Array, step: 1 | 2, even: number, odd: number): void {
  for (let i = 0; i < values.length; i += step) {
    values[i] = (values[i] ?? 0) + even;
    if (step === 2) values[i + 1] = (values[i + 1] ?? 0) + odd;
  }
}

function assemble(drawings: readonly Drawing[], nodeCount: number, edgeCount: number, spacing: Spacing): Layout {
  const packing = pack(drawings, 2 * spacing.nodeGap);
  const x = new Float64Array(nodeCount);
  const y = new Float64Array(nodeCount);
  const layers = new Int32Array(nodeCount);
  const values = new Float64Array(drawings.reduce((sum, { lines }) => sum + lines.values.length, 0));
  const edges = Array.from({ length: edgeCount }, () => values);
  let offset = 0;
  drawings.forEach((drawing, piece) => {
    const [left, top] = [packing.left[piece] ?? 0, packing.top[piece] ?? 0];
    drawing.nodes.forEach((node, i) => {
      x[node] = left + (drawing.x[i] ?? 0);
      y[node] = top + (drawing.y[i] ?? 0);
      layers[node] = drawing.layer[i] ?? 0;
    });
    const { start } = drawing.lines;
    shift(drawing.lines.values, 2, left, top);
    values.set(drawing.lines.values, offset);
    for (let i = 0; i < drawing.edges.length; i++) {
      edges[drawing.edges[i] ?? 0] = values.subarray(offset + (start[i] ?? 0), offset + (start[i + 1] ?? 0));
    }
    offset += drawing.lines.values.length;
  });
  return { x, y, edges, width: packing.width, height: packing.height, layers };
}
