/** The kernels a runtime launches for a model: its nodes grouped by a rule set. */
import { piecesOf } from "../../base/pieces.ts";
import { endOf, type Stages } from "../../base/stages.ts";
import type { Bytes, Intensity } from "../../base/units.ts";
import { type Edge, type NodeCost, trafficOf } from "../../cost/node-cost.ts";
import { growChains } from "./chains.ts";
import { costOf, type KernelCost, type Ledger, sum } from "./cost.ts";
import { foldIntegers } from "./integer.ts";
import type { RuleSet } from "./rules.ts";
import { typesOf } from "./types.ts";
import { inOrder, type Unit, unitsOf } from "./units.ts";
import { type Work, workOf } from "./work.ts";

/** One or more nodes that run as one. Costs are per execution, as those of nodes are. */
export interface Kernel extends KernelCost {
  /** Id of the node it is named by. */
  readonly id: string;
  /** What it consists of: "conv-bn-relu". */
  readonly label: string;
  /** Positions of its nodes in the analysis' list, ascending. Views and folded nodes launch nothing and are in none. */
  readonly nodes: readonly number[];
  /** Position of the node it is named by: the first of a chain that computes anything, the heaviest of a block. */
  readonly root: number;
  readonly intensity: Intensity | undefined;
  /** Executions per inference; undefined when only run time knows. */
  readonly times: number | undefined;
  /** Bytes its nodes would move one by one, less those it moves. */
  readonly savedBytes: Bytes | undefined;
}

export interface Fusion {
  /** In an order in which they can run. */
  readonly kernels: readonly Kernel[];
  /** Kernel of each node, by position in both lists; a view belongs to the kernel whose value it shows. */
  readonly kernelAt: readonly (number | undefined)[];
  /** Which kernel feeds which, each pair once; by position in `kernels`. */
  readonly edges: readonly Edge[];
}

/** The kernels alone; see `fusionOf`. */
export const kernelsOf = (
  nodes: readonly NodeCost[],
  edges: readonly Edge[],
  ruleSet: RuleSet,
  outputs: readonly string[] = [],
): readonly Kernel[] => fusionOf(nodes, edges, ruleSet, outputs).kernels;

/**
 * Groups nodes into kernels in time linear in nodes and edges. `outputs` are the names of the graph's outputs. The
 * nodes must be in execution order, as an analysis lists them. Assumed: an output of a body that is also read in it
 * is not written.
 */
export const fusionOf = (...model: Parameters<typeof fusing>): Fusion => endOf(fusing(...model));

/** The same in stages, for a page that has to answer between them. */
export function* fusing(
  nodes: readonly NodeCost[],
  edges: readonly Edge[],
  ruleSet: RuleSet,
  outputs: readonly string[] = [],
): Stages<Fusion> {
  const plain = workOf(nodes, edges, outputs);
  yield;
  const types = typesOf(plain);
  const units = unitsOf(plain, types, ruleSet.blocks);
  yield;
  const { work, savings } = foldIntegers(plain, types, units, new Set(ruleSet.integer));
  growChains(work, units, ruleSet);
  yield;
  const order = inOrder(units);
  const numberAt: (number | undefined)[] = nodes.map(() => undefined);
  order.forEach((unit, number) => {
    for (const at of unit.nodes) numberAt[at] = number;
  });
  const kernelAt = numberAt.map((number, at) => number ?? numberAt[work.viewOf[at] ?? -1]);
  yield;
  const kernels: Kernel[] = [];
  for (const piece of piecesOf(order)) {
    kernels.push(...piece.map((unit) => kernelOf(unit, { work, units, savings })));
    yield;
  }
  return { kernels, kernelAt, edges: kernelEdges(work, numberAt) };
}

function kernelOf(unit: Unit, ledger: Ledger): Kernel {
  const { nodes } = ledger.work;
  const cost = costOf(unit, ledger);
  const traffic = trafficOf(cost);
  let apart: number | undefined = 0;
  for (const at of unit.nodes) {
    const node = nodes[at];
    if (node !== undefined) apart = sum(apart, trafficOf(node));
  }
  return {
    id: nodes[unit.root]?.id ?? "",
    label: unit.parts.join("-"),
    nodes: unit.nodes.toSorted((a, b) => a - b),
    root: unit.root,
    ...cost,
    intensity: cost.flops === undefined || traffic === undefined || traffic === 0 ? undefined : cost.flops / traffic,
    times: nodes[unit.root]?.times,
    savedBytes: apart === undefined || traffic === undefined ? undefined : apart - traffic,
  };
}

function kernelEdges(work: Work, numberAt: readonly (number | undefined)[]): readonly Edge[] {
  const edges: { readonly from: number; readonly to: number; bytes: Bytes | undefined }[] = [];
  const places = new Map<number, number>();
  for (const links of work.outgoing) {
    // A value goes to a kernel once, however many of its nodes read it.
    const sent = links.length > 1 ? new Set<string>() : undefined;
    for (const { from: source, to: target, value, bytes } of links) {
      const from = numberAt[source];
      const to = numberAt[target];
      if (from === undefined || to === undefined || from === to) continue;
      if (sent?.has(`${to} ${value}`) === true) continue;
      sent?.add(`${to} ${value}`);
      const key = from * work.nodes.length + to;
      const edge = edges[places.get(key) ?? -1];
      if (edge !== undefined) edge.bytes = sum(edge.bytes, bytes);
      else places.set(key, edges.push({ from, to, bytes }) - 1);
    }
  }
  return edges;
}

export interface FusionTotals {
  readonly kernels: number;
  /** Nodes that the kernels hold. */
  readonly nodes: number;
  /** Per inference, over kernels whose traffic is known. */
  readonly savedBytes: Bytes;
  readonly movedBytes: Bytes;
}

/** Sums over all kernels, weighted with how often each runs. */
export function fusionTotals({ kernels }: Fusion): FusionTotals {
  let [nodes, savedBytes, movedBytes] = [0, 0, 0];
  for (const kernel of kernels) {
    nodes += kernel.nodes.length;
    savedBytes += (kernel.savedBytes ?? 0) * (kernel.times ?? 1);
    movedBytes += (trafficOf(kernel) ?? 0) * (kernel.times ?? 1);
  }
  return { kernels: kernels.length, nodes, savedBytes, movedBytes };
}
