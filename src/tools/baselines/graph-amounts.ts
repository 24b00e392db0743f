/** Amounts of a graph that methods fit on, computed once per graph. */
import { type NodeCost, trafficOf } from "../../cost/node-cost.ts";
import { doesWork } from "../../predict/roofline.ts";
import { rolesOf, workGraph } from "../../predict/kernels.ts";
import { type GraphRecord, inputOf } from "../atlas/graphs.ts";

export interface GraphAmounts {
  readonly flops: number;
  readonly traffic: number;
  /** MACs of 1x1, other dense, depthwise and grouped convolutions and of matrix products; bytes of all nodes; kernels. */
  readonly plain: Float64Array;
  /** Logarithms and counts that describe the graph as a whole, by `amountNames`. */
  readonly described: Float64Array;
}

const kinds = ["conv", "matmul", "normalization", "activation", "pool", "elementwise", "reduce", "move"] as const;

export const amountNames: readonly string[] = [
  ...["macs 1x1", "macs kxk", "macs depthwise", "macs grouped", "macs matmul"].map((name) => `log ${name}`),
  ...["bytes", "flops", "weight bytes", "greatest activation", "intensity"].map((name) => `log ${name}`),
  "kernels",
  "nodes",
  ...kinds.map((kind) => `${kind} nodes`),
  ...kinds.map((kind) => `log bytes of ${kind}`),
  "mean log input channels",
  "mean log output channels",
  "mean log positions",
  "mean kernel",
  "strided",
];

const known = new WeakMap<GraphRecord, GraphAmounts>();

export function amountsOf(graph: GraphRecord): GraphAmounts {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const amounts = compute(graph);
  known.set(graph, amounts);
  return amounts;
}

const flagged = (holds: boolean): number => (holds ? 1 : 0);

function plainColumn({ kind, window }: NodeCost): number | undefined {
  if (kind === "matmul") return 4;
  if (kind !== "conv" || window === undefined) return undefined;
  const { groups, inputChannels, kernel } = window;
  return groups > 1 ? (groups === inputChannels ? 2 : 3) : Math.max(...kernel) === 1 ? 0 : 1;
}

function compute(graph: GraphRecord): GraphAmounts {
  const work = workGraph(inputOf(graph));
  const roles = rolesOf(work);
  const nodes = work.nodes.filter(doesWork);
  const plain = new Float64Array(7);
  for (const [at, node] of work.nodes.entries()) {
    const column = plainColumn(node);
    if (column !== undefined) plain[column] = (plain[column] ?? 0) + (node.macs ?? 0);
    plain[5] = (plain[5] ?? 0) + (trafficOf(node) ?? 0);
    plain[6] = (plain[6] ?? 0) + flagged(roles[at] !== "fused");
  }
  const sum = (of: (node: NodeCost) => number | undefined, list: readonly NodeCost[] = nodes): number =>
    list.reduce((total, node) => total + (of(node) ?? 0), 0);
  const [flops, traffic] = [sum((node) => node.flops), sum(trafficOf)];
  const windows = nodes.flatMap(({ kind, window }) => (kind === "conv" && window !== undefined ? [window] : []));
  const mean = (of: (window: (typeof windows)[number]) => number): number =>
    windows.length === 0 ? 0 : windows.reduce((total, window) => total + of(window), 0) / windows.length;
  const described = [
    ...Array.from(plain.slice(0, 5), Math.log1p),
    ...[
      traffic,
      flops,
      sum((node) => node.weightBytes),
      Math.max(0, ...nodes.map((node) => node.writeBytes ?? 0)),
      flops / (traffic || 1),
    ].map(Math.log1p),
    plain[6] ?? 0,
    nodes.length,
    ...kinds.map((kind) => nodes.filter((node) => node.kind === kind).length),
    ...kinds.map((kind) =>
      Math.log1p(
        sum(
          trafficOf,
          nodes.filter((node) => node.kind === kind),
        ),
      ),
    ),
    mean((window) => Math.log(window.inputChannels)),
    mean((window) => Math.log(window.outputChannels)),
    mean((window) => Math.log(window.output.reduce((a, b) => a * b, 1))),
    mean((window) => Math.max(...window.kernel)),
    mean((window) => flagged(Math.max(...window.strides) > 1)),
  ];
  return { flops, traffic, plain, described: Float64Array.from(described) };
}
