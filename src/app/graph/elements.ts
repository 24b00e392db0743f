/** Analysis → what is laid out and drawn: visible nodes with their sizes and texts, edges between them. */
import type { NodeCost } from "../../cost/node-cost.ts";
import type { Analysis } from "../../engine/analysis.ts";
import type { Layout, LayoutInput } from "../../layout/layered.ts";
import { nodeName, shortened, windowText } from "../ui/node-text.ts";
import { classOf, isConvolution } from "../ui/op-class.ts";
import { type Box, edgeKey, type Point, type Scene, type SceneEdge, type SceneNode } from "./surface.ts";

/** Sizes of nodes in layout units: convolutions are larger, they are what one looks for. */
export const sizes = { convolution: { width: 168, height: 58 }, other: { width: 132, height: 40 } } as const;

/** Positions in the analysis' list of the nodes that are shown: all but those computed once. */
export const visibleNodes = (nodes: readonly NodeCost[]): readonly number[] =>
  nodes.flatMap((node, index) => (node.folded ? [] : [index]));

/** What the layout is asked to place; nodes and edges by position in `visible`, each pair of nodes joined once. */
export interface Drawing extends LayoutInput {
  /** Position in the analysis of each drawn node. */
  readonly visible: readonly number[];
}

export function drawingOf({ nodes, edges }: Pick<Analysis, "nodes" | "edges">): Drawing {
  const visible = visibleNodes(nodes);
  const order = new Map(visible.map((index, position) => [index, position]));
  const seen = new Set<number>();
  return {
    visible,
    nodes: visible.map((index) => {
      const node = nodes[index];
      return node !== undefined && isConvolution(node) ? sizes.convolution : sizes.other;
    }),
    edges: edges.flatMap((edge) => {
      const from = order.get(edge.from);
      const to = order.get(edge.to);
      if (from === undefined || to === undefined || seen.has(edgeKey(from, to))) return [];
      seen.add(edgeKey(from, to));
      return [{ from, to }];
    }),
  };
}

/** Text of a node on the graph; its share of latency is added when it is known. */
export function linesOf(node: NodeCost): readonly string[] {
  if (isConvolution(node) && node.window !== undefined) {
    const { inputChannels, outputChannels } = node.window;
    return [`${node.op} ${windowText(node.window)}`, `${inputChannels} → ${outputChannels} channels`];
  }
  const window = windowText(node.window);
  return [window === "" ? node.op : `${node.op} ${window}`];
}

type Drawn = Pick<Analysis, "nodes" | "edges">;

/** Whether two analyses give the same picture: other sizes of the same model move no node and change no text. */
export function drawsAlike(a: Drawn, b: Drawn): boolean {
  if (a.nodes.length !== b.nodes.length || a.edges.length !== b.edges.length) return false;
  const alike = (one: NodeCost, other: NodeCost | undefined): boolean =>
    other !== undefined &&
    one.id === other.id &&
    one.folded === other.folded &&
    linesOf(one).join("\n") === linesOf(other).join("\n");
  return (
    a.nodes.every((node, index) => alike(node, b.nodes[index])) &&
    a.edges.every(({ from, to }, index) => from === b.edges[index]?.from && to === b.edges[index]?.to)
  );
}

/** `textOf`: the lines of a drawn node, by its position in `visible`. */
export function sceneOf(
  nodes: readonly NodeCost[],
  drawing: Drawing,
  layout: Layout,
  textOf: (node: NodeCost, position: number) => readonly string[] = linesOf,
): Scene {
  const sceneNodes = drawing.visible.flatMap((index, position): readonly SceneNode[] => {
    const node = nodes[index];
    const at = { x: layout.x[position] ?? 0, y: layout.y[position] ?? 0 };
    const size = drawing.nodes[position];
    if (node === undefined || size === undefined) return [];
    return [sceneNodeOf(node, index, { ...at, ...size }, textOf(node, position))];
  });
  const sceneEdges = drawing.edges.flatMap((edge, order): readonly SceneEdge[] => {
    const from = drawing.visible[edge.from];
    const to = drawing.visible[edge.to];
    return from === undefined || to === undefined ? [] : [{ from, to, points: pointsOf(layout.edges[order]) }];
  });
  return { nodes: sceneNodes, edges: sceneEdges, box: boxOf(sceneNodes, sceneEdges) };
}

/** A node of the analysis at its place. */
export const sceneNodeOf = (
  node: NodeCost,
  index: number,
  place: Pick<SceneNode, "x" | "y" | "width" | "height">,
  lines: readonly string[],
): SceneNode => ({
  index,
  ...place,
  lines,
  opClass: classOf(node),
  convolution: isConvolution(node),
  group: false,
});

export function pointsOf(line: Float64Array | undefined): readonly Point[] {
  return Array.from({ length: (line?.length ?? 0) / 2 }, (_, i) => ({
    x: line?.[2 * i] ?? 0,
    y: line?.[2 * i + 1] ?? 0,
  }));
}

export function boxOf(nodes: readonly SceneNode[], edges: readonly SceneEdge[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y, width, height } of nodes) {
    box.left = Math.min(box.left, x - width / 2);
    box.right = Math.max(box.right, x + width / 2);
    box.top = Math.min(box.top, y - height / 2);
    box.bottom = Math.max(box.bottom, y + height / 2);
  }
  // Lines beside the layers reach farther than the nodes do.
  for (const { points } of edges) {
    for (const { x } of points) {
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
    }
  }
  return nodes.length === 0 ? { left: 0, top: 0, right: 1, bottom: 1 } : box;
}

/** "1 input", "3 inputs". */
export const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

/** A node for those who do not see the graph: "Conv layer3.0.conv2, 4.1 % of the latency, 2 inputs, 1 output". */
export function nodeSentence(node: NodeCost, share: string, inputs: number, outputs: number): string {
  const heat = share === "" ? "" : `, ${share} of the latency`;
  return `${node.op} ${shortened(nodeName(node), 80)}${heat}, ${counted(inputs, "input")}, ${counted(outputs, "output")}`;
}
