/** Kernels of a network that a GPU's profile timed one by one, as samples by themselves. */
import type { NodeCost } from "../../cost/node-cost.ts";
import { type ModelInput, partOf } from "../../learn/model-input.ts";
import { type KernelTerms, terms, termSums } from "../../predict/conv-regression.ts";
import { betweenKernels } from "../../predict/gpu-terms.ts";
import { rolesOf } from "../../predict/kernels.ts";
import type { Role } from "../../predict/role.ts";
import { convKey, globalKey, plainKey, poolKey, productKey } from "../atlas/qed-operators.ts";
import type { TimedOperator } from "../atlas/row.ts";
import type { Observation, Sample } from "./groups.ts";

/** As many networks as the kernels of one count. */
const partsCount = 3;

const plainNames: Readonly<Record<string, string>> = {
  Add: "add",
  Mul: "mul",
  Relu: "clamp",
  Clip: "clamp",
  Sigmoid: "sigmoid",
  HardSwish: "gate",
  BatchNormalization: "norm",
  Concat: "concat",
};

/** What the profiles call a kernel that begins with this node; undefined for kernels that they do not list. */
export function kernelKey(node: NodeCost, role: Role): string | undefined {
  const { kind, window, product, outputs, op } = node;
  if (kind === "matmul")
    return product === undefined ? undefined : productKey(product.k, Math.max(product.m, product.n));
  const [, channels = 0, height = 1] = outputs[0]?.shape ?? [];
  if (kind === "conv" && window !== undefined) {
    const { inputChannels: from, outputChannels: to, kernel, strides, groups } = window;
    return convKey({ from, to, kernel: kernel[0] ?? 1, stride: strides[0] ?? 1, groups, out: height });
  }
  if (kind === "pool" || kind === "reduce") {
    if (height === 1) return globalKey(channels, Math.round(Math.sqrt((node.readBytes ?? 0) / 4 / channels)));
    return window === undefined ? undefined : poolKey(channels, window.kernel[0] ?? 1, window.strides[0] ?? 1, height);
  }
  const name = role === "gate" ? "gate" : plainNames[op];
  return name === undefined ? undefined : plainKey(name, channels, height);
}

interface TimedKernel {
  readonly nodes: readonly number[];
  readonly seconds: number;
}

/** Kernels are told apart by sizes and order; where a profile has more or fewer of a kind, none of that kind is taken. */
export function timedKernels(
  { graph }: Pick<ModelInput, "graph">,
  operators: readonly TimedOperator[],
): readonly TimedKernel[] {
  const roles = rolesOf(graph);
  const root: number[] = [];
  const kernels = new Map<number, number[]>();
  const places = new Map<string, number[]>();
  for (const [at, node] of graph.nodes.entries()) {
    const before = root[Math.max(-1, ...(graph.producers[at] ?? []))];
    const joined = roles[at] === "fused" && before !== undefined ? before : at;
    root.push(joined);
    kernels.set(joined, [...(kernels.get(joined) ?? []), at]);
    const key = joined === at ? kernelKey(node, roles[at] ?? "kernel") : undefined;
    if (key !== undefined) places.set(key, [...(places.get(key) ?? []), at]);
  }
  const times = new Map<string, number[]>();
  for (const { key, seconds } of operators) times.set(key, [...(times.get(key) ?? []), seconds]);
  return [...places].flatMap(([key, found]) => {
    const own = times.get(key) ?? [];
    return own.length === found.length
      ? found.map((at, order) => ({ nodes: kernels.get(at) ?? [at], seconds: own[order] ?? 0 }))
      : [];
  });
}

const between = new Set(betweenKernels.map((name) => terms.indexOf(name)));

/** Times of kernels do not hold what lies between them. */
function alone(amounts: KernelTerms | undefined): KernelTerms | undefined {
  if (amounts === undefined) return undefined;
  const kept = amounts.index.flatMap((index, place) => (between.has(index) ? [] : [place]));
  return {
    index: kept.map((place) => amounts.index[place] ?? 0),
    amount: kept.map((place) => amounts.amount[place] ?? 0),
  };
}

/** One observation per kernel, counted by its share of all that were timed. */
export function operatorParts(
  { network, family, model }: Sample,
  operators: readonly TimedOperator[],
): readonly Observation[] {
  const kernels = timedKernels(model, operators);
  const total = kernels.reduce((sum, { seconds }) => sum + seconds, 0);
  return kernels.map(({ nodes, seconds }) => {
    const whole = partOf(model, nodes);
    const part = { ...whole, amounts: whole.amounts.map(alone) };
    const sample: Sample = { network, family, whole: false, model: part, sums: termSums(part.amounts) };
    return { sample, seconds, frequencyHz: undefined, weight: (partsCount * seconds) / total, isPart: true };
  });
}
