/** Sizes that only run time decides, as questions to the user: what is asked, why, how far it can go, what waits for it. */
import type { NodeCost } from "../cost/node-cost.ts";
import { symbolsOf } from "../graph/dims.ts";
import type { Fact } from "../graph/fact.ts";
import type { Inferred, TypedGraph, TypedNode } from "../ops/infer.ts";
import type { OpenSize } from "./analysis.ts";

/** The node that a size is named after: `NonZero_3` of `NonZero_3#0`. */
export const nodeOfSize = (name: string): string => name.replace(/#\d+$/, "");

/** The open sizes of a model in execution order; `nodes` are its costs. */
export function openSizesOf(inferred: Inferred, nodes: readonly NodeCost[]): readonly OpenSize[] {
  if (inferred.choices.size === 0) return [];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const waiting = waitingNodes(inferred.graph, byId);
  const order = new Map(nodes.map((node, index) => [node.id, index]));
  const place = ({ node }: OpenSize): number => order.get(node) ?? nodes.length;
  const asked = [...inferred.choices]
    .map(([name, atMost]): OpenSize => {
      const node = nodeOfSize(name);
      const because = inferred.unknowns.get(name) ?? "";
      const question = questionOf(byId.get(node)?.op ?? "", node, because);
      return { name, node, question, because, atMost, waiting: waiting.get(name) ?? 0 };
    })
    .sort((a, b) => place(a) - place(b));
  return toldApart(asked);
}

/** A node may ask the same for several axes: "How much does Slice_3 cut out? (2 of 3)". */
function toldApart(sizes: readonly OpenSize[]): readonly OpenSize[] {
  const totals = new Map<string, number>();
  for (const { question } of sizes) totals.set(question, (totals.get(question) ?? 0) + 1);
  const met = new Map<string, number>();
  return sizes.map((size) => {
    const total = totals.get(size.question) ?? 1;
    if (total === 1) return size;
    const number = (met.get(size.question) ?? 0) + 1;
    met.set(size.question, number);
    return { ...size, question: `${size.question} (${number} of ${total})` };
  });
}

function questionOf(op: string, node: string, because: string): string {
  switch (op) {
    case "NonMaxSuppression":
      return `How many boxes does ${node} keep?`;
    case "NonZero":
      return `How many elements does ${node} find that are not zero?`;
    case "Compress":
      return `How many entries does ${node} keep?`;
    case "Unique":
      return `How many distinct values does ${node} find?`;
    case "Loop":
      return loopQuestion(node, because);
    case "Scan":
      return `How many steps does ${node} scan?`;
    case "Range":
      return `How many numbers does ${node} give?`;
    case "TopK":
      return `How many of the best does ${node} take?`;
    case "Slice":
      return `How much does ${node} cut out?`;
    default:
      return otherQuestion(node, because);
  }
}

function otherQuestion(node: string, because: string): string {
  if (because.startsWith("how ")) return `${node}: ${because}?`;
  const from = /^the (?:values|shape) of (?:inputs? )?(.*)$/.exec(because)?.[1];
  return from === undefined ? `Which size does ${node} give?` : `Which size does ${node} get from ${from}?`;
}

function loopQuestion(node: string, because: string): string {
  const carried = /\((size \d+ of carried value \d+)\)$/.exec(because)?.[1];
  if (carried !== undefined) return `How large is ${carried} while ${node} repeats?`;
  return because.startsWith("how long") || because.startsWith("when") || because.startsWith("the values")
    ? `How often does ${node} repeat?`
    : `Which size is ${because} in ${node}?`;
}

/** How many nodes have no cost because of each size: it is in what they read or give, or their loop waits for it. */
function waitingNodes(graph: TypedGraph, costs: ReadonlyMap<string, NodeCost>): ReadonlyMap<string, number> {
  const waiting = new Map<string, number>();
  const visit = (level: TypedGraph, around: ReadonlySet<string>): void => {
    for (const typed of level.nodes) {
      const names = new Set(around);
      addSymbols(names, typed);
      if (isOpen(costs.get(typed.node.id))) {
        for (const name of names) waiting.set(name, (waiting.get(name) ?? 0) + 1);
      }
      for (const body of typed.bodies) {
        visit(body.graph, body.trips === undefined ? new Set([...around, ...tripSizes(typed)]) : around);
      }
    }
  };
  visit(graph, new Set());
  return waiting;
}

const isOpen = (cost: NodeCost | undefined): boolean =>
  cost !== undefined &&
  (cost.times === undefined ||
    cost.flops === undefined ||
    cost.weightBytes === undefined ||
    cost.readBytes === undefined ||
    cost.writeBytes === undefined);

/** What decides the trips of a loop: sizes it asked for itself, and those its limit is computed from. */
function tripSizes({ node, work }: TypedNode): readonly string[] {
  const own = Array.from({ length: 32 }, (_, index) => `${node.id}#${index}`);
  const [limit] = work.inputs;
  const elements = limit?.kind === "tensor" ? (limit.elements ?? []) : [];
  return [...own, ...elements.flatMap((element) => (element === undefined ? [] : [...symbolsOf(element)]))];
}

function addSymbols(names: Set<string>, { work, outputs }: TypedNode): void {
  const add = (fact: Fact | undefined): void => {
    if (fact?.kind === "sequence") add(fact.element);
    if (fact?.kind !== "tensor") return;
    for (const size of fact.shape ?? []) for (const name of symbolsOf(size)) names.add(name);
  };
  for (const fact of [...work.inputs, ...outputs]) add(fact);
}
