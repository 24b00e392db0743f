/** What a learned predictor sees of a model and of a device: plain numbers, logarithms of amounts, flags. */
import { type NodeCost, trafficOf, type Window } from "../cost/node-cost.ts";
import { takingPart } from "../device/core-set.ts";
import { type ClusterId, type Device, precisions, type Sourced } from "../device/device.ts";
import { bandwidthOf, peakOf } from "../device/roofline.ts";
import { rolesOf, type WorkGraph } from "./kernels.ts";
import type { Role } from "./role.ts";
import { runtimes } from "../runtime/runtime.ts";
import type { Target } from "./predictor.ts";

const kinds = [
  "conv",
  "matmul",
  "normalization",
  "activation",
  "pool",
  "elementwise",
  "reduce",
  "move",
  "control",
  "other",
] as const;

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);
const flag = (holds: boolean): number => (holds ? 1 : 0);
/** ln(1 + x); an unknown amount is 0 here and raises the column "unknown". */
const log = (amount: number | undefined): number => Math.log1p(amount ?? 0);

type Column = readonly [name: string, of: (node: NodeCost, role: Role) => number];

const ofWindow =
  (column: (window: Window) => number) =>
  ({ window }: NodeCost): number =>
    window === undefined ? 0 : column(window);

const widest = ({ kernel }: Window): number => Math.max(0, ...kernel);
const isDepthwise = ({ groups, inputChannels }: Window): boolean => groups > 1 && groups === inputChannels;

const columns: readonly Column[] = [
  ["log macs", (node) => log(node.macs)],
  ["log flops", (node) => log(node.flops)],
  ["log traffic", (node) => log(trafficOf(node))],
  ["log weight bytes", (node) => log(node.weightBytes)],
  ["log read bytes", (node) => log(node.readBytes)],
  ["log written bytes", (node) => log(node.writeBytes)],
  ["log intensity", (node) => log(node.intensity)],
  ["unknown", (node) => flag(node.flops === undefined || trafficOf(node) === undefined)],
  ...kinds.map((kind): Column => [`kind ${kind}`, (node) => flag(node.kind === kind)]),
  ["fused", (_, role) => flag(role === "fused")],
  ["gate", (_, role) => flag(role === "gate")],
  ["depthwise", ofWindow((window) => flag(isDepthwise(window)))],
  ["grouped", ofWindow((window) => flag(window.groups > 1 && !isDepthwise(window)))],
  ["1x1", ofWindow((window) => flag(widest(window) === 1))],
  ["3x3", ofWindow((window) => flag(widest(window) === 3))],
  ["5x5 and wider", ofWindow((window) => flag(widest(window) >= 5))],
  ["strided", ofWindow((window) => flag(Math.max(1, ...window.strides) > 1))],
  ["log kernel", ofWindow((window) => log(widest(window)))],
  ["log stride", ofWindow((window) => log(window.strides[0]))],
  ["log groups", ofWindow((window) => log(window.groups))],
  ["log input channels", ofWindow((window) => log(window.inputChannels))],
  ["log output channels", ofWindow((window) => log(window.outputChannels))],
  ["log output positions", ofWindow((window) => log(product(window.output)))],
];

export const nodeColumns: readonly string[] = columns.map(([name]) => name);

/** One row per node of the graph, row by row. */
export function nodeFeatures(graph: WorkGraph): Float32Array {
  const roles = rolesOf(graph);
  const table = new Float32Array(graph.nodes.length * columns.length);
  for (const [at, node] of graph.nodes.entries()) {
    for (const [column, [, of]] of columns.entries())
      table[at * columns.length + column] = of(node, roles[at] ?? "kernel");
  }
  return table;
}

/** A sparse square matrix by rows: row r holds entries starts[r] to starts[r + 1] of `columns` and `values`. */
export interface Csr {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/**
 * Kipf's propagation D^-1/2 (A + Aᵀ + I) D^-1/2 with D the row sums of A + Aᵀ + I: edges taken both ways, since the
 * symmetric normalisation is defined for undirected graphs. Linear in nodes and edges.
 */
export function propagation({ producers }: Pick<WorkGraph, "producers">): Csr {
  const around: number[][] = producers.map((_, at) => [at]);
  for (const [to, feeding] of producers.entries()) {
    for (const from of feeding) {
      around[to]?.push(from);
      around[from]?.push(to);
    }
  }
  const starts = new Int32Array(producers.length + 1);
  for (const [at, near] of around.entries()) starts[at + 1] = (starts[at] ?? 0) + near.length;
  const columns = new Int32Array(starts[producers.length] ?? 0);
  const values = new Float32Array(columns.length);
  for (const [at, near] of around.entries()) {
    for (const [offset, other] of near.entries()) {
      columns[(starts[at] ?? 0) + offset] = other;
      values[(starts[at] ?? 0) + offset] = 1 / Math.sqrt(near.length * (around[other]?.length ?? 1));
    }
  }
  return { starts, columns, values };
}

/** log10 of a rate or size over `unit`; an unknown one is 0, the unit itself. */
const log10 = (value: number | undefined, unit: number): number =>
  value === undefined || value <= 0 ? 0 : Math.log10(value / unit);
const sizeOf = (size: Sourced<number> | undefined): number => log10(size?.value, 1024);

/** The clusters of the measured phones; a fourth kind is a column that no training row has. */
const trainedClusters: readonly ClusterId[] = ["large", "medium", "small"];

/** The device, its cores and its state as a vector h; names in the same order by `hardwareNames`. */
export const hardwareVector = (target: Target): Float32Array =>
  Float32Array.from(hardwareEntries(target), ([, value]) => value);

export const hardwareNames = (target: Target): readonly string[] => hardwareEntries(target).map(([name]) => name);

function hardwareEntries({ device, cores, precision, runtime, state }: Target): readonly (readonly [string, number])[] {
  const taking = takingPart(device, cores);
  const lead = taking[0]?.cluster;
  const threads = taking.reduce((total, part) => total + part.cores, 0);
  const slowest = Math.min(
    ...taking.map(({ cluster }) => cluster.maxFrequencyHz.value * (cluster.flopsPerCycle.fp32?.value ?? 1)),
  );
  return [
    ["log peak", log10(peakOf(device, cores, precision, state.frequencyHz), 1e9)],
    ["log bandwidth", log10(bandwidthOf(device, cores, state), 1e9)],
    ["clock", state.frequencyHz / 1e9],
    ["utilization", state.utilization],
    ["threads", threads],
    ["log threads", Math.log2(Math.max(1, threads))],
    ...trainedClusters.map((id) => [`${id} cores`, cores[id] ?? 0] as const),
    ...trainedClusters.map((id) => [`${id} cores left`, coresOf(device, id) - (cores[id] ?? 0)] as const),
    ["whole cluster", flag(taking.some(({ cluster, cores: used }) => used === cluster.count.value))],
    ["log slowest core", log10(taking.length === 0 ? undefined : slowest, 1e9)],
    ["FLOP per cycle", lead?.flopsPerCycle.fp32?.value ?? 0],
    ["in order", flag(lead !== undefined && ["Cortex-A53", "Cortex-A55"].includes(lead.core))],
    ["Apple", flag(lead?.core.startsWith("Apple") === true)],
    ["log L1d", sizeOf(lead?.l1dBytes)],
    ["log L2", sizeOf(lead?.l2Bytes)],
    ["log L3", sizeOf(device.l3Bytes)],
    ["log memory bus", log10(device.memory.peakBytesPerSecond?.value, 1e9)],
    ...precisions.map((one) => [one, flag(one === precision)] as const),
    ...runtimes.map((one) => [one, flag(one === runtime)] as const),
  ];
}

const coresOf = (device: Device, id: ClusterId): number =>
  device.clusters.find((cluster) => cluster.id === id)?.count.value ?? 0;
