/** Kernels → what is laid out and drawn: each is one element, and stands for its root node. */
import type { NodeCost } from "../../cost/node-cost.ts";
import type { Layout } from "../../layout/layered.ts";
import type { Fusion, Kernel } from "../../runtime/fusion/kernels.ts";
import { kernelTitle } from "../ui/kernel-text.ts";
import { windowText } from "../ui/node-text.ts";
import { isConvolution } from "../ui/op-class.ts";
import { counted, type Drawing, linesOf, sceneOf, sizes } from "./elements.ts";
import type { Scene } from "./surface.ts";

/** Wide enough for two lines of 28 letters. */
const fusedSize = { width: 188, height: 58 } as const;
const mostLetters = 28;

export function kernelDrawing({ kernels, edges }: Fusion, nodes: readonly NodeCost[]): Drawing {
  return {
    visible: kernels.map(({ root }) => root),
    nodes: kernels.map((kernel) => {
      const root = nodes[kernel.root];
      if (kernel.nodes.length > 1) return fusedSize;
      return root !== undefined && isConvolution(root) ? sizes.convolution : sizes.other;
    }),
    edges: edges.map(({ from, to }) => ({ from, to })),
  };
}

/** A kernel of one node reads as that node; others name their parts: "Conv+BN+ReLU", "3×3 · 64 → 64 · 3 nodes". */
export function kernelLines(kernel: Kernel, root: NodeCost): readonly string[] {
  if (kernel.nodes.length === 1) return linesOf(root);
  const title = kernelTitle(kernel.label);
  return [title.length > mostLetters ? `${title.slice(0, mostLetters - 1)}…` : title, detailOf(kernel, root)];
}

/** "3×3 · 64 → 64 · 3 nodes"; without channels where they would not fit. */
function detailOf({ nodes, label }: Kernel, root: NodeCost): string {
  const size = counted(nodes.length, "node");
  const { window } = root;
  if (window === undefined || !isConvolution(root)) return size;
  // Of a depthwise convolution the title tells the groups.
  const kernel = windowText(label.includes("dwconv") ? { ...window, groups: 1 } : window);
  const whole = [kernel, `${window.inputChannels} → ${window.outputChannels}`, size].join(" · ");
  return whole.length > mostLetters ? `${kernel} · ${size}` : whole;
}

export const kernelScene = (fusion: Fusion, nodes: readonly NodeCost[], drawing: Drawing, layout: Layout): Scene =>
  sceneOf(nodes, drawing, layout, (node, position) => {
    const kernel = fusion.kernels[position];
    return kernel === undefined ? linesOf(node) : kernelLines(kernel, node);
  });

/** A kernel for those who do not see the graph. */
export function kernelSentence(kernel: Kernel, share: string, inputs: number, outputs: number): string {
  const heat = share === "" ? "" : `, ${share} of the latency`;
  const size = counted(kernel.nodes.length, "node");
  return `Kernel ${kernelTitle(kernel.label)} of ${size}${heat}, ${counted(inputs, "input")}, ${counted(outputs, "output")}`;
}
