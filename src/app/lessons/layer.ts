/** Which layer of the open model a lesson speaks of. */
import { macsOf } from "../../cost/conv/algorithm.ts";
import type { NodeCost, Window } from "../../cost/node-cost.ts";

export interface LessonLayer {
  readonly index: number;
  readonly node: NodeCost;
  readonly window: Window;
  readonly isSelected: boolean;
  /** Why the selected node is not the one, as a sentence; undefined when it is, or when none is selected. */
  readonly refusal: string | undefined;
}

/** Why a window does not suit a lesson, as a sentence; undefined: it does. */
export type Refusal = (window: Window) => string | undefined;

/** Lessons draw images: other numbers of axes are left to the panels. */
export const needsImage: Refusal = ({ kind, input }) => {
  if (kind === "pool") return "It is a pooling, not a convolution.";
  return input.length === 2
    ? undefined
    : `It runs along ${input.length === 1 ? "one axis" : `${input.length} axes`}, and a picture has two.`;
};

/** The first reason that one of several rules gives. */
export const firstRefusal =
  (...rules: readonly Refusal[]): Refusal =>
  (window) => {
    for (const rule of rules) {
      const why = rule(window);
      if (why !== undefined) return why;
    }
    return undefined;
  };

const noConvolution = "It is not a convolution.";

/** The selected convolution where the lesson suits it, else the suitable one with most MACs; undefined: there is none. */
export function lessonLayer(
  nodes: readonly NodeCost[],
  selected: number | undefined,
  refuse: Refusal,
): LessonLayer | undefined {
  const whyNot = (node: NodeCost | undefined): string | undefined =>
    node?.window === undefined || node.folded ? noConvolution : refuse(node.window);
  let best: Pick<LessonLayer, "index" | "node" | "window"> | undefined;
  for (const [index, node] of nodes.entries()) {
    const { window } = node;
    if (window === undefined || whyNot(node) !== undefined) continue;
    if (index === selected) return { index, node, window, isSelected: true, refusal: undefined };
    if (best === undefined || macsOf(window) > macsOf(best.window)) best = { index, node, window };
  }
  if (best === undefined) return undefined;
  return { ...best, isSelected: false, refusal: selected === undefined ? undefined : whyNot(nodes[selected]) };
}
