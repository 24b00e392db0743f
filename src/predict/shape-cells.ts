/**
 * The cells of per-shape corrections: kernels of one cell ran alike wherever they were measured, so a cell that was seen
 * in several networks has a factor of its own on the regression's time. A coarse cell is (kernel, stride, grouping, input
 * size) of a convolution, a fine one adds its channels; other kernels have the sizes of their output.
 */
import type { NodeCost, Window } from "../cost/node-cost.ts";
import { rolesOf, type WorkGraph } from "./kernels.ts";
import type { Role } from "./role.ts";

/**
 * Cells of every node of the graph, coarse first; none for fused nodes and where sizes are unknown. `byOutput`: convolutions
 * have one more, of their output channels alone, since a GPU's threads are as many as its outputs, and products tell their depth.
 */
export function shapeCells(graph: WorkGraph, byOutput = false): readonly (readonly string[])[] {
  const roles = rolesOf(graph);
  return graph.nodes.map((node, at) => cellsOf(node, roles[at] ?? "kernel", byOutput));
}

/** Is a cell a coarse one, which kernels of many channel counts share? */
export const isCoarse = (cell: string): boolean => !cell.includes(":");

function cellsOf(node: NodeCost, role: Role, byOutput: boolean): readonly string[] {
  if (role === "fused") return [];
  if (node.kind === "conv" && node.window !== undefined) return convCells(node.window, byOutput);
  const shape = node.outputs[0]?.shape;
  if (shape === undefined) return [];
  if (byOutput && node.product !== undefined) return [`${node.op}:${node.product.k}>${shape.join("x")}`];
  const kernel = node.window === undefined ? "" : ` k${node.window.kernel.join("x")}s${node.window.strides.join("x")}`;
  return [`${node.op}${kernel}:${shape.join("x")}`];
}

function convCells(window: Window, byOutput: boolean): readonly string[] {
  const { kernel, strides, groups, inputChannels, outputChannels, input } = window;
  const grouping = groups === 1 ? "" : groups === inputChannels ? " depthwise" : ` groups ${groups}`;
  const coarse = `k${kernel.join("x")} s${strides.join("x")}${grouping} @${input.join("x")}`;
  const middle = byOutput && groups !== inputChannels ? [`${coarse}:>${outputChannels}`] : [];
  return [coarse, ...middle, `${coarse}:${inputChannels}>${outputChannels}`];
}

/** Factor of every node, 1 + Σ corrections of its cells, held within what a shape can explain. */
export const shapeFactors = (
  cells: readonly (readonly string[])[],
  corrections: Readonly<Record<string, number>>,
): Float64Array =>
  Float64Array.from(cells, (own) =>
    Math.min(
      most,
      Math.max(
        least,
        own.reduce((factor, cell) => factor + (corrections[cell] ?? 0), 1),
      ),
    ),
  );

/** No shape alone makes a kernel five times faster or slower than its class. */
const [least, most] = [0.2, 5];
