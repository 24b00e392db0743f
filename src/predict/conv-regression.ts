/**
 * The regression c of the flagship predictor: the idle latency of every kernel as a linear form per class of kernels,
 *
 *     T = a1 · k²·Cin·P + a2 · Cout·P + a3 · k²·Cin·Cout·P + a4        (P output positions)
 *
 * which for one input size is the form T = α1·Cin + α2·Cout + α3·Cin·Cout + α4 per cell of (kernel, stride, groups, input
 * size), and joins the cells of all input sizes into one line, since each of its terms grows with P. A class shares its
 * coefficients with its family and adds its own on top, so a cell that training never saw falls back to the family.
 */
import type { Seconds } from "../base/units.ts";
import type { NodeCost, Window } from "../cost/node-cost.ts";
import { armclTerms, groupWindow, winogradAmounts } from "./armcl-terms.ts";
import { betweenPairs, gpuConv, gpuPlans, gpuProduct, type GpuScheme, gpuTerms, isGpuScheme } from "./gpu-terms.ts";
import { rolesOf, type WorkGraph } from "./kernels.ts";
import { moreSteps, type Role } from "./role.ts";
import { type Layout, layoutOf, mlasConv, mlasTerms, type Pair } from "./mlas-terms.ts";

/** Terms by name, "class.quantity"; those with "+" are a class's own, on top of its family's. */
export const terms: readonly string[] = [
  ...each("dense", ["mac", "in", "out", "weight", "count"]),
  ...["+1x1", "+3x3s1", "+3x3s2", "+kxk", "+stem"].flatMap((name) => each(name, ["mac", "in", "out", "count"])),
  ...each("depthwise", ["mac", "in", "out", "weight", "count"]),
  ...["+dw3", "+dw5", "+dw7", "+dws1", "+dws2"].flatMap((name) => each(name, ["mac", "out"])),
  "grouped.mac",
  ...each("+grouped", ["copy", "count"]),
  "vector.mac",
  "+vector.count",
  "conv.byte",
  ...["elementwise", "pool", "global", "move", "other"].map((name) => `${name}.byte`),
  "+activation.byte",
  ...["+pool", "+global", "+move", "+other", "+activation"].map((name) => `${name}.count`),
  ...each("+fused", ["byte", "count"]),
  ...each("any", ["byte", "count"]),
  ...mlasTerms,
  ...armclTerms,
  ...gpuTerms,
];

/**
 * How a runtime's kernels are counted: by what all of them do ("common"), by the loops of ONNX Runtime on x86 ("mlas"), with
 * Winograd where ARM Compute Library picks it ("armcl"), or by the threads of a GPU.
 */
export type KernelScheme = "common" | "mlas" | "armcl" | GpuScheme;
export const kernelSchemes: readonly KernelScheme[] = [
  "common",
  "mlas",
  "armcl",
  ...Object.keys(gpuPlans).filter(isGpuScheme),
];

function each(name: string, quantities: readonly string[]): readonly string[] {
  return quantities.map((quantity) => `${name}.${quantity}`);
}

const termIndex = new Map(terms.map((name, index) => [name, index]));

/** Is a term a class's own? Such terms are held back more strongly when fitting. */
export const isOwnTerm = (name: string): boolean => name.startsWith("+");

/** Is a term of nodes that run inside another node's kernel? */
export const isFusedTerm = (name: string): boolean => name.startsWith("+fused");

/** One kernel's amounts, sparse: term index and amount, pairwise. */
export interface KernelTerms {
  readonly index: readonly number[];
  readonly amount: readonly number[];
}

/** The terms of every node of the graph; undefined where the cost is unknown. */
export function kernelTerms(graph: WorkGraph, scheme: KernelScheme = "common"): readonly (KernelTerms | undefined)[] {
  const roles = rolesOf(graph);
  const layout = scheme === "mlas" ? layoutOf(graph) : undefined;
  const first = graph.producers.findIndex((feeding) => feeding.length === 0);
  return graph.nodes.map((node, at) =>
    termsOf(node, { at, role: roles[at] ?? "kernel", scheme, layout, isFirst: at === first }),
  );
}

interface Place {
  readonly at: number;
  readonly role: Role;
  readonly scheme: KernelScheme;
  /** Of the scheme "mlas" only. */
  readonly layout: Layout | undefined;
  /** Reads the model's input. */
  readonly isFirst: boolean;
}

function termsOf(node: NodeCost, { at, role, scheme, layout, isFirst }: Place): KernelTerms | undefined {
  const { macs, readBytes, writeBytes, weightBytes, times, window } = node;
  if (macs === undefined || readBytes === undefined || writeBytes === undefined || weightBytes === undefined) {
    return undefined;
  }
  if (times === undefined || (node.kind === "conv" && window === undefined)) return undefined;
  // x · gate(x) is one kernel that reads x once, though two nodes of the graph read it.
  const moved = role === "gate" ? 2 * writeBytes : readBytes + writeBytes;
  // What one runtime fuses another launches: each decides by its own measurements what these are worth.
  const reorders = layout?.reorders[at] ?? [];
  // Written as one node or spelled out, a hard-swish is the same work, and counts the same steps.
  const more = layout === undefined ? (moreSteps[node.op] ?? 0) : 0;
  const isBlocked = layout?.blocked[at] ?? false;
  // A sum in the blocked layout is taken by a convolution before it.
  if (role === "fused" || (isBlocked && node.op === "Add")) {
    const passes = layout === undefined ? [] : mlasPass(node, moved);
    return sparse([...fusedSteps(1 + more, moved), ...passes, ...reorders], times);
  }
  const pairs =
    node.kind === "conv" && window !== undefined
      ? layout === undefined
        ? convTerms(window, { macs, moved, bytes: moved + weightBytes }, scheme)
        : mlasConv(window)
      : node.kind === "matmul"
        ? isGpuScheme(scheme) && node.product !== undefined
          ? gpuProduct(node.product)
          : vectorTerms(macs)
        : [
            ...(role === "gate" ? [elementwise] : classesOf(node)).flatMap((name) =>
              list(name, { byte: moved, count: 1 }),
            ),
            ...fusedSteps(more, moved),
            ...list("any", { byte: moved, count: 1 }),
            ...(layout === undefined ? [] : mlasExtras(node, moved, isBlocked)),
            ...(scheme === "armcl" && node.op === "LRN" ? [["+lrn.byte", moved] as const] : []),
          ];
  return sparse([...pairs, ...reorders, ...(isGpuScheme(scheme) ? betweenPairs(isFirst) : [])], times);
}

const fusedSteps = (steps: number, moved: number): readonly Pair[] =>
  steps === 0 ? [] : list("+fused", { byte: steps * moved, count: steps });

/** The kernels of a convolution end in a Relu for nothing; a Clip goes over their output once more. */
const mlasPass = ({ op, kind }: NodeCost, moved: number): readonly Pair[] =>
  kind === "activation" && op !== "Relu" ? [["fused.pass", moved]] : [];

/** Pools have a slower kernel outside of the blocked layout, and normalizations take the activation behind them along. */
function mlasExtras({ kind, window }: NodeCost, moved: number, isBlocked: boolean): readonly Pair[] {
  if (kind === "pool") {
    const taps =
      window === undefined ? 0 : window.batch * window.outputChannels * product([...window.output, ...window.kernel]);
    return isBlocked ? [["pool.blockedTap", taps]] : list("pool", { plain: moved, plainTap: taps });
  }
  return kind === "normalization" ? list("+activation", { norm: moved, norms: 1 }) : [];
}

const list = (name: string, amounts: Readonly<Record<string, number>>): readonly Pair[] =>
  Object.entries(amounts).map(([quantity, amount]) => [`${name}.${quantity}`, amount]);

function sparse(pairs: readonly Pair[], times: number): KernelTerms {
  const known = pairs.flatMap(([name, amount]) => {
    const index = termIndex.get(name);
    return index === undefined || amount === 0 ? [] : [[index, amount * times] as const];
  });
  return { index: known.map(([index]) => index), amount: known.map(([, amount]) => amount) };
}

/** One class, with a share of their own for those that most runtimes fuse. */
const elementwise = "elementwise";
const perElement: readonly string[] = ["activation", "normalization"];

function classesOf(node: NodeCost): readonly string[] {
  if (node.kind === "pool" || node.kind === "reduce") return isGlobal(node) ? ["global", "+global"] : ["pool", "+pool"];
  if (perElement.includes(node.kind)) return [elementwise, "+activation"];
  if (node.kind === "elementwise") return [elementwise];
  return node.kind === "move" ? ["move", "+move"] : ["other", "+other"];
}

const isGlobal = ({ op, kind, window }: NodeCost): boolean =>
  kind === "reduce" || op.startsWith("Global") || (window !== undefined && window.output.every((size) => size === 1));

/** A matrix times a vector: the fully connected layers and the 1x1 convolutions of squeeze-and-excitation. */
const vectorTerms = (macs: number): readonly Pair[] => [
  ["vector.mac", macs],
  ["+vector.count", 1],
  ["any.count", 1],
];

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

/** Output channels are computed eight at a time: the tile width of XNNPACK's matrix kernels on ARM. */
const channelTile = 8;

interface ConvAmounts {
  readonly macs: number;
  readonly moved: number;
  readonly bytes: number;
}

function convTerms(window: Window, { macs, moved, bytes }: ConvAmounts, scheme: KernelScheme): readonly Pair[] {
  if (isGpuScheme(scheme)) return [...gpuConv(scheme, window, denseClass(window)), ["conv.byte", bytes]];
  const { batch, inputChannels: cin, outputChannels: cout, groups, kernel } = window;
  const taps = product(kernel);
  // A transposed convolution computes at its input positions.
  const positions = batch * product(window.kind === "conv-transpose" ? window.input : window.output);
  const weight = (cout * cin * taps) / groups;
  if (positions === 1) return vectorTerms(macs);
  const amounts = { mac: macs, in: taps * cin * positions, out: cout * positions, weight, count: 1 };
  if (groups > 1 && groups === cin) {
    const own = { mac: macs, out: amounts.out };
    const names = [`+dw${Math.max(...kernel)}`, `+dws${window.strides[0] ?? 1}`];
    return [...list("depthwise", amounts), ...names.flatMap((name) => list(name, own)), ["conv.byte", bytes] as const];
  }
  const padded = positions * taps * cin * Math.ceil(cout / groups / channelTile) * channelTile;
  if (groups > 1 && scheme === "armcl") {
    const part = { macs: macs / groups, moved: moved / groups, bytes: bytes / groups };
    return convTerms(groupWindow(window), part, scheme).map(([name, amount]) => [name, amount * groups] as const);
  }
  if (groups > 1) {
    // Runtimes compute one small convolution per group and copy its channels in and out.
    return [
      ...list("dense", { ...amounts, mac: padded, count: groups }),
      ["grouped.mac", padded] as const,
      ...list("+grouped", { copy: moved, count: groups }),
      ["conv.byte", bytes],
    ];
  }
  const tiled = scheme === "armcl" ? winogradAmounts(window) : undefined;
  if (tiled !== undefined) return [...list("winograd", tiled), ["conv.byte", bytes] as const];
  return [
    ...list("dense", { ...amounts, mac: padded }),
    ...list(denseClass(window), { mac: macs, in: amounts.in, out: amounts.out, count: 1 }),
    ["conv.byte", bytes],
  ];
}

function denseClass({ kernel, strides, inputChannels }: Window): string {
  const widest = Math.max(...kernel);
  if (widest === 1) return "+1x1";
  if (widest === 3) return `+3x3s${strides[0] ?? 1}`;
  return inputChannels === 3 ? "+stem" : "+kxk";
}

const winogradTerm = termIndex.get("winograd.mac") ?? -1;

/** Multiplications that a node's algorithm does in all its executions: its MACs, fewer by Winograd. */
export function multipliesOf({ macs = 0, times = 1 }: NodeCost, amounts: KernelTerms | undefined): number {
  const at = amounts?.index.indexOf(winogradTerm) ?? -1;
  return at < 0 ? macs * times : Math.min(macs * times, amounts?.amount[at] ?? Number.POSITIVE_INFINITY);
}

/** Seconds of each node: the sum of amount × coefficient over its terms. */
export function kernelTimes(
  amounts: readonly (KernelTerms | undefined)[],
  coefficients: Readonly<ArrayLike<number>>,
): readonly (Seconds | undefined)[] {
  return amounts.map((one) => {
    if (one === undefined) return undefined;
    let time = 0;
    for (const [at, index] of one.index.entries()) time += (one.amount[at] ?? 0) * (coefficients[index] ?? 0);
    return time;
  });
}

/** Amounts of a whole model, one per term: the row of a regression. */
export function termSums(amounts: readonly (KernelTerms | undefined)[]): Float64Array {
  const sums = new Float64Array(terms.length);
  for (const one of amounts) {
    for (const [at, index] of (one?.index ?? []).entries()) sums[index] = (sums[index] ?? 0) + (one?.amount[at] ?? 0);
  }
  return sums;
}
