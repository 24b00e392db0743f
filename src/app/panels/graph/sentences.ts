/** The graph in words, for those who do not see it. */
import { kernelSentence } from "../../graph/kernel-elements.ts";
import { counted, nodeSentence } from "../../graph/elements.ts";
import { groupOfIndex, groupSentence } from "../../graph/group-elements.ts";
import type { Walker } from "../../graph/walk.ts";
import type { GraphPaint } from "./use-paint.ts";
import type { Picture } from "./use-scene.ts";

/** "Graph of 122 nodes; arrows walk along it" */
export function graphName(picture: Picture | undefined, isFused: boolean): string {
  const what = isFused ? "kernels" : "nodes";
  const shown = picture?.scene.nodes.length ?? 0;
  const all = picture?.content.drawing.visible.length ?? 0;
  return picture?.view === undefined
    ? `Graph of ${shown} ${what}; arrows walk along it`
    : `Graph of ${all} ${what} as ${shown} groups and ${what}; arrows walk along it, Enter opens a group, Backspace closes the one around`;
}

/** What is marked, its share, and what is around it. */
export function sentenceOf(
  picture: Picture | undefined,
  marked: number | undefined,
  paint: GraphPaint,
  walker: Walker | undefined,
): string {
  if (picture === undefined || marked === undefined || walker === undefined) return "";
  const { analysis, fusion, groups } = picture.content;
  const { inputs, outputs } = walker.neighbours(marked);
  const heat = paint.shares[marked] ?? "";
  const share = heat === "" || !paint.isShare ? "" : heat;
  const group = groups?.tree.groups[groupOfIndex(analysis.nodes.length, marked) ?? -1];
  if (group !== undefined) {
    const members = picture.shown.find(({ index }) => index === marked)?.members ?? [];
    const content = counted(members.length, "node");
    const told = share === "" ? heat : `${share} of the latency`;
    return groupSentence(group, content, told, inputs.length, outputs.length);
  }
  const node = analysis.nodes[marked];
  const kernel = fusion?.kernels[fusion.kernelAt[marked] ?? -1];
  if (node === undefined) return "";
  const around = [inputs.length, outputs.length] as const;
  return kernel === undefined ? nodeSentence(node, share, ...around) : kernelSentence(kernel, share, ...around);
}
