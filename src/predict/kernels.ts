/** Which nodes of a model a mobile runtime launches, and which ride along inside another node's kernel. */
import type { Edge, NodeCost } from "../cost/node-cost.ts";
import { linkedRoles } from "./linked-roles.ts";
import type { PredictorInput } from "./predictor.ts";
import { consumersOf, type Fusing, isScalarStep, type Role } from "./role.ts";
import { doesWork } from "./roofline.ts";

/** The nodes that do work, numbered anew, with the edges between them; folded nodes and views are bridged. */
export interface WorkGraph {
  readonly nodes: readonly NodeCost[];
  /** Position of each of `nodes` in the input's list. */
  readonly positions: readonly number[];
  /** For each of `nodes`, those that feed it, once each. */
  readonly producers: readonly (readonly number[])[];
  readonly unfused?: boolean;
  readonly fusing?: Fusing;
}

/** A chain of views is followed through at most this many sources, so that no file makes the bridging grow without end. */
const mostSources = 64;

export function workGraph({ nodes, edges, unfused = false }: PredictorInput): WorkGraph {
  const positions = nodes.flatMap((node, at) => (doesWork(node) ? [at] : []));
  const numberOf = new Map(positions.map((at, number) => [at, number]));
  const incoming = incomingOf(nodes.length, edges);
  const sources: (readonly number[])[] = [];
  for (const [at, feeding] of incoming.entries()) {
    const found = new Set<number>();
    for (const from of feeding) {
      const number = numberOf.get(from);
      if (number !== undefined) found.add(number);
      else for (const through of sources[from] ?? []) found.add(through);
      if (found.size > mostSources && !numberOf.has(at)) break;
    }
    sources.push(nodes[at]?.folded === true ? [] : [...found]);
  }
  return {
    nodes: positions.flatMap((at) => nodes[at] ?? []),
    positions,
    producers: positions.map((at) => sources[at] ?? []),
    unfused,
  };
}

function incomingOf(count: number, edges: readonly Edge[]): readonly (readonly number[])[] {
  const incoming: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of edges) incoming[to]?.push(from);
  return incoming;
}

/**
 * Roles as TFLite's converter and XNNPACK fuse: BatchNormalization into the convolution before it, ReLU and Clip into
 * arithmetic before them, and x · relu6(x + 3) / 6 into one hard-swish. A value that others need as well is not fused away.
 */
export function rolesOf(graph: WorkGraph): readonly Role[] {
  const roles = known.get(graph) ?? findRoles(graph);
  known.set(graph, roles);
  return roles;
}

/** Terms, cells and limits of a model all ask for its roles. */
const known = new WeakMap<WorkGraph, readonly Role[]>();

function findRoles({ nodes, producers, unfused = false, fusing = "usual" }: WorkGraph): readonly Role[] {
  if (unfused) return nodes.map(() => "kernel");
  if (fusing === "linked") return linkedRoles({ nodes, producers });
  const takesClamp = fusing === "clamped" ? isConv : takesClamps;
  const consumers = consumersOf(producers);
  const roles: Role[] = [];
  const seen = new Set<string>();
  /** The kernel whose value a node reshapes by fused steps: itself, or the one it is fused into. */
  const root: number[] = [];
  for (const [at, node] of nodes.entries()) {
    const feeding = producers[at] ?? [];
    const [before = -1] = feeding;
    const onlyUse = feeding.length === 1 && consumers[before] === 1;
    const key = repeatKey(node, feeding);
    const isRepeated = key !== undefined && seen.has(key);
    if (key !== undefined) seen.add(key);
    const role = isRepeated
      ? "fused"
      : roleOf(node, { feeding, root, onlyUse, takesClamp, anchor: nodes[root[before] ?? -1], direct: roles[before] });
    roles.push(role);
    root.push(role === "kernel" ? at : (root[before] ?? at));
  }
  return roles;
}

/** Activations and pools of one value that are written twice are computed once: all these runtimes merge equal nodes. */
function repeatKey(
  { op, kind, window, attributes, outputs }: NodeCost,
  feeding: readonly number[],
): string | undefined {
  if (feeding.length !== 1 || (kind !== "activation" && kind !== "pool")) return undefined;
  return JSON.stringify([op, feeding, window ?? null, attributes, outputs[0]?.shape ?? null]);
}

interface Surroundings {
  readonly feeding: readonly number[];
  readonly root: readonly number[];
  /** One producer, which feeds nothing else. */
  readonly onlyUse: boolean;
  /** Which kernels take a clamp behind them in. */
  readonly takesClamp: (node: NodeCost) => boolean;
  /** The kernel of the producer. */
  readonly anchor: NodeCost | undefined;
  /** Role of the producer. */
  readonly direct: Role | undefined;
}

function roleOf(node: NodeCost, { feeding, root, onlyUse, takesClamp, anchor, direct }: Surroundings): Role {
  if (anchor === undefined) return "kernel";
  if (feeding.length === 1 && (isScalarStep(node) || node.op === "HardSigmoid")) return "fused";
  if (node.op === "HardSwish") return "gate";
  const sameRoot = feeding.length === 2 && root[feeding[0] ?? -1] === root[feeding[1] ?? -1];
  if (node.op === "Mul" && sameRoot) return "gate";
  if (!onlyUse) return "kernel";
  if (node.op === "BatchNormalization") return direct === "kernel" && isConv(anchor) ? "fused" : "kernel";
  return (node.op === "Relu" || node.op === "Clip") && takesClamp(anchor) ? "fused" : "kernel";
}

const isConv = (node: NodeCost): boolean => node.kind === "conv";

/** What a kernel is called when telling which kinds were measured: its operator, convolutions apart by their grouping. */
export function kernelName({ op, window }: NodeCost): string {
  if (window === undefined || window.kind === "pool" || window.groups === 1) return op;
  return `${window.groups === window.inputChannels ? "depthwise" : "grouped"} ${op}`;
}

/**
 * The names under which a kernel is known: its own, or all those that other exporters write for the same arithmetic. A mean
 * over height and width is global pooling, a vector times a matrix a fully connected layer.
 */
function otherNames({ op, outputs, product }: NodeCost): readonly string[] | undefined {
  if (op === "HardSwish") return ["Add", "Clip", "Mul", "Div"];
  if (op === "HardSigmoid") return ["Add", "Clip", "Div"];
  if (op === "Sub" || op === "Sum") return ["Add"];
  if (op === "MatMul") return product !== undefined && product.batch * product.m === 1 ? ["Gemm"] : undefined;
  const shape = outputs[0]?.shape;
  const isPixel = shape?.length === 4 ? shape[2] === 1 && shape[3] === 1 : shape?.length === 2;
  return op === "ReduceMean" && isPixel ? ["GlobalAveragePool"] : undefined;
}

/** Whether kernels of these names are what this node runs. */
export const isAmong = (names: readonly string[], node: NodeCost): boolean =>
  names.includes(kernelName(node)) || (otherNames(node)?.every((name) => names.includes(name)) ?? false);

const arithmetic: readonly string[] = ["Add", "Sub", "Mul", "Div", "Gemm", "MatMul", "BatchNormalization"];
const takesClamps = (node: NodeCost): boolean => isConv(node) || arithmetic.includes(node.op);
