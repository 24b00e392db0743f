/**
 * nn-Meter's way: a random forest per type of kernel, learned from kernels timed alone, and the sum over a network's
 * kernels. Zhang et al., MobiSys 2021; features and forest depths from microsoft/nn-Meter@cd8dab4.
 */
import type { NodeCost } from "../../cost/node-cost.ts";
import { rolesOf, workGraph } from "../../predict/kernels.ts";
import { type GraphRecord, inputOf } from "../atlas/graphs.ts";
import { withOperators } from "../atlas/qed-operators.ts";
import type { AtlasRow } from "../atlas/row.ts";
import { timedKernels } from "../train/operator-parts.ts";
import { fitForest } from "./forest.ts";
import type { GraphTime, Method } from "./method.ts";
import { perConfiguration } from "./per-configuration.ts";

type Kernel = { readonly type: "conv" | "dwconv" | "fc"; readonly features: Float64Array };

/** nn-Meter has 320 (CPU) trees a forest; 60 give the same means to a few tenths of a percent at a fifth of the time. */
const forests = {
  conv: { trees: 60, depth: 30, tried: 6 },
  dwconv: { trees: 60, depth: 30, tried: 6 },
  fc: { trees: 60, depth: 30, tried: 2 },
} as const;

/** Input size, channels in and out, kernel, stride, FLOPs and parameters; both sides of a window, since not all are square. */
function kernelOf({ kind, window, macs = 0, params = 0 }: NodeCost): Kernel | undefined {
  if (kind === "matmul") return { type: "fc", features: Float64Array.of(params, macs, macs / (params || 1)) };
  if (kind !== "conv" || window === undefined) return undefined;
  const { inputChannels, outputChannels, kernel, strides, output, groups } = window;
  const [stride = 1] = strides;
  return {
    type: groups > 1 && groups === inputChannels ? "dwconv" : "conv",
    features: Float64Array.of(
      (output[0] ?? 1) * stride,
      inputChannels / (groups === inputChannels ? 1 : groups),
      outputChannels,
      kernel[0] ?? 1,
      kernel[1] ?? 1,
      stride,
      macs,
      params,
    ),
  };
}

const known = new WeakMap<GraphRecord, readonly Kernel[]>();

/** The kernels with a predictor; others are 0 seconds, as in nn-Meter where a type has none. */
function kernelsOf(graph: GraphRecord): readonly Kernel[] {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const work = workGraph(inputOf(graph));
  const roles = rolesOf(work);
  const kernels = work.nodes.flatMap((node, at) => (roles[at] === "fused" ? [] : (kernelOf(node) ?? [])));
  known.set(graph, kernels);
  return kernels;
}

/** Fewer timed kernels of a type than this make no forest. */
const fewest = 5;

interface TimedAlone {
  readonly kernel: Kernel;
  readonly seconds: number;
}

/** A row of a single kernel, or the kernels that a profile of the row's network lists one by one. */
function timedAlone({ extent, graph, seconds, operators }: AtlasRow): readonly TimedAlone[] {
  if (operators !== undefined) {
    const work = workGraph(inputOf(graph));
    return timedKernels({ graph: work }, operators).flatMap((one): readonly TimedAlone[] => {
      const [root] = one.nodes.flatMap((at) => work.nodes[at] ?? []);
      const kernel = root === undefined ? undefined : kernelOf(root);
      return kernel === undefined ? [] : [{ kernel, seconds: one.seconds }];
    });
  }
  const [kernel, ...others] = extent === "network" ? [] : kernelsOf(graph);
  return kernel === undefined || others.length > 0 ? [] : [{ kernel, seconds }];
}

function fitKernels(rows: readonly AtlasRow[], seed: number): GraphTime {
  const alone = rows.flatMap(timedAlone);
  const fits = new Map(
    (["conv", "dwconv", "fc"] as const).flatMap((type) => {
      const own = alone.filter(({ kernel }) => kernel.type === type);
      if (own.length < fewest) return [];
      const logs = own.map(({ seconds }) => Math.log(seconds));
      return [
        [
          type,
          fitForest(
            own.map(({ kernel }) => kernel.features),
            logs,
            forests[type],
            seed,
          ),
        ] as const,
      ];
    }),
  );
  return ({ graph }) => {
    const kernels = kernelsOf(graph);
    // A type that was never timed alone cannot be summed: the method is silent rather than far too low.
    if (kernels.length === 0 || kernels.some(({ type }) => !fits.has(type))) return undefined;
    return kernels.reduce((sum, { type, features }) => sum + Math.exp(fits.get(type)?.(features) ?? 0), 0);
  };
}

export const kernelSum: Method = {
  id: "kernel-sum",
  label: "nn-Meter style kernel sum",
  note:
    "A random forest (60 trees, log time) per type of kernel and configuration, learned from kernels timed alone, summed over " +
    "a network. Only sources that time kernels (RK3399, DAG-Scheduler, TopHub, tract, and QED on GPUs).",
  version: 4,
  sources: ["qed", "rk3399", "dag-scheduler", "tophub", "tract"],
  fit: async (rows, seed) => perConfiguration(await withOperators(rows), (own) => fitKernels(own, seed)),
};
