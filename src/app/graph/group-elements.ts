/** Groups → what is laid out and drawn. An element is a node, or a kernel; a group stands for several. */
import type { NodeCost } from "../../cost/node-cost.ts";
import type { Analysis } from "../../engine/analysis.ts";
import type { Outline } from "../../graph-view/outline.ts";
import type { Group, GroupTree } from "../../graph-view/tree.ts";
import type { View } from "../../graph-view/view.ts";
import type { Layout, LayoutInput } from "../../layout/layered.ts";
import type { Fusion } from "../../runtime/fusion/kernels.ts";
import { shortened, windowText } from "../ui/node-text.ts";
import { classOf, isConvolution, type OpClass, opClasses } from "../ui/op-class.ts";
import { boxOf, counted, type Drawing, pointsOf, sceneNodeOf } from "./elements.ts";
import type { Scene, SceneEdge, SceneNode } from "./surface.ts";

/** Wide enough for two lines of 28 letters, as fused kernels are. */
const groupSize = { width: 188, height: 58 } as const;
const mostLetters = 27;

/** What the groups are made from; element by element as the drawing has them. */
export function outlineOf(drawing: Drawing, nodes: readonly NodeCost[], fusion: Fusion | undefined): Outline {
  const { visible, edges } = drawing;
  return {
    names: visible.map((index) => nodes[index]?.name ?? ""),
    labels: visible.map((index, element) => {
      const node = nodes[index];
      const label = fusion?.kernels[element]?.label ?? node?.op ?? "";
      return `${label} ${windowText(node?.window)}`.trim();
    }),
    edges: edges.map(({ from, to }) => ({ from, to })),
  };
}

/** A group's identity on a surface: behind all nodes of the analysis. */
export const groupIndex = (nodes: number, group: number): number => nodes + group;

/** The group behind an index of a surface; undefined: it is a node. */
export const groupOfIndex = (nodes: number, index: number): number | undefined =>
  index < nodes ? undefined : index - nodes;

export function groupDrawing({ items, edges }: View, { order }: GroupTree, drawing: Drawing): LayoutInput {
  return {
    nodes: items.map(({ start, group }) =>
      group === undefined ? (drawing.nodes[order[start] ?? 0] ?? groupSize) : groupSize,
    ),
    edges,
  };
}

/** Positions in the analysis of all nodes of an element: those of a kernel, or itself. */
export const membersOf = (drawing: Drawing, fusion: Fusion | undefined, element: number): readonly number[] => {
  const kernel = fusion?.kernels[element];
  const index = drawing.visible[element];
  return kernel?.nodes ?? (index === undefined ? [] : [index]);
};

interface Parts {
  readonly analysis: Pick<Analysis, "nodes">;
  readonly fusion: Fusion | undefined;
  readonly drawing: Drawing;
  readonly tree: GroupTree;
  readonly view: View;
  /** The lines of an element that is drawn by itself. */
  readonly textOf: (node: NodeCost, element: number) => readonly string[];
}

export function groupScene({ analysis, fusion, drawing, tree, view, textOf }: Parts, layout: Layout): Scene {
  const { nodes } = analysis;
  const drawn = view.items.map(({ start, end, group }, item): SceneNode | undefined => {
    const at = { x: layout.x[item] ?? 0, y: layout.y[item] ?? 0 };
    const element = tree.order[start] ?? 0;
    const shown = group === undefined ? undefined : tree.groups[group];
    if (shown === undefined || group === undefined) {
      const index = drawing.visible[element] ?? 0;
      const node = nodes[index];
      const size = drawing.nodes[element] ?? groupSize;
      return node && sceneNodeOf(node, index, { ...at, ...size }, textOf(node, element));
    }
    const members = [...tree.order.subarray(start, end)].flatMap((one) => membersOf(drawing, fusion, one));
    return {
      index: groupIndex(nodes.length, group),
      ...at,
      ...groupSize,
      lines: groupLines(shown, members, nodes),
      opClass: classOfGroup(members, nodes),
      convolution: false,
      group: true,
    };
  });
  const edges = view.edges.flatMap(({ from, to }, order): readonly SceneEdge[] => {
    const [a, b] = [drawn[from], drawn[to]];
    return a === undefined || b === undefined
      ? []
      : [{ from: a.index, to: b.index, points: pointsOf(layout.edges[order]) }];
  });
  const sceneNodes = drawn.flatMap((node) => node ?? []);
  return { nodes: sceneNodes, edges, box: boxOf(sceneNodes, edges) };
}

/** "layer3.4", "12 nodes · 3 Conv" */
export function groupLines(
  { title }: Pick<Group, "title">,
  members: readonly number[],
  nodes: readonly NodeCost[],
): readonly string[] {
  return [titleOf(title), contentOf(members, nodes)];
}

/** Of a part the ends of both names are shown, of others the end. */
function titleOf(title: string): string {
  if (title.length <= mostLetters) return title;
  const [from = "", to] = title.split(" … ");
  if (to === undefined) return shortened(title, mostLetters);
  const half = Math.floor((mostLetters - 3) / 2);
  return `${shortened(from, half)} … ${shortened(to, half)}`;
}

function contentOf(members: readonly number[], nodes: readonly NodeCost[]): string {
  const convolutions = members.reduce((sum, index) => {
    const node = nodes[index];
    return sum + (node !== undefined && isConvolution(node) ? 1 : 0);
  }, 0);
  const all = counted(members.length, "node");
  return convolutions === 0 ? all : `${all} · ${convolutions} Conv`;
}

/** The class that does most of the arithmetic; where none does any, the most frequent one. */
function classOfGroup(members: readonly number[], nodes: readonly NodeCost[]): OpClass {
  const sums = new Map<OpClass, { flops: number; count: number }>();
  for (const index of members) {
    const node = nodes[index];
    if (node === undefined) continue;
    const opClass = classOf(node);
    const sum = sums.get(opClass) ?? { flops: 0, count: 0 };
    sum.flops += node.flops ?? 0;
    sum.count += 1;
    sums.set(opClass, sum);
  }
  let best: OpClass | undefined;
  for (const opClass of opClasses) {
    const sum = sums.get(opClass);
    const most = best === undefined ? undefined : sums.get(best);
    if (sum === undefined) continue;
    const isMore = most === undefined || sum.flops > most.flops || (sum.flops === most.flops && sum.count > most.count);
    if (isMore) best = opClass;
  }
  // A group holds two nodes or more, so there is one.
  return best ?? classOf({ kind: "other", window: undefined });
}

/** A group for those who do not see the graph. */
export function groupSentence(
  { title, role }: Pick<Group, "title" | "role">,
  content: string,
  heat: string,
  inputs: number,
  outputs: number,
): string {
  const name = role === "scope" ? `Group ${title}` : title;
  const share = heat === "" ? "" : `, ${heat}`;
  return `${name} of ${content}${share}, ${counted(inputs, "input")}, ${counted(outputs, "output")}; Enter opens it`;
}
