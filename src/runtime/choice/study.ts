/** Choices and costs of every convolution of a model. */
import type { Bytes, Flops } from "../../base/units.ts";
import {
  type ConvAlgorithm,
  type ConvAlgorithmId,
  compulsoryTraffic,
  type ConvCost,
  defaultTiling,
  keptOf,
  workspaceOf,
} from "../../cost/conv/algorithm.ts";
import { convAlgorithmById } from "../../cost/conv/index.ts";
import type { NodeCost, Window } from "../../cost/node-cost.ts";
import type { Precision } from "../../device/device.ts";
import { type ConvContext, type Library, type Pick, pickOf } from "./library.ts";

/** Bytes of an element in the precision that is computed in. */
export const elementBytes: Readonly<Record<Precision, Bytes>> = { fp32: 4, fp16: 2, int8: 1 };

export interface ConvChoice {
  readonly library: Library;
  readonly context: ConvContext;
  /** Node id → the algorithm that takes the place of the library's. One that does not apply is passed over. */
  readonly overrides: ReadonlyMap<string, ConvAlgorithmId>;
}

export interface ConvLayer {
  /** Position in the list of nodes. */
  readonly index: number;
  readonly window: Window;
  /** What the library picks. */
  readonly pick: Pick;
  /** What computes the layer: the pick, or what was put in its place. */
  readonly algorithm: ConvAlgorithm;
  readonly isOverridden: boolean;
  /** Of one execution. */
  readonly cost: ConvCost;
  /** Input and weights read once and output written once, in the precision that is computed in. */
  readonly compulsory: Bytes;
}

/** The window of a convolution that slides regularly; deformable ones sample where their data say. */
export const convWindowOf = (node: NodeCost): Window | undefined =>
  node.kind === "conv" && node.window?.kind !== "pool" && node.op !== "DeformConv" && !node.folded
    ? node.window
    : undefined;

/** The algorithm and its cost for each convolution whose sizes are known, in execution order. */
export function convStudy(nodes: readonly NodeCost[], choice: ConvChoice): readonly ConvLayer[] {
  return nodes.flatMap((node, index) => {
    const window = convWindowOf(node);
    return window === undefined ? [] : [layerOf(node, index, window, choice)];
  });
}

function layerOf(node: NodeCost, index: number, window: Window, choice: ConvChoice): ConvLayer {
  const { library, context, overrides } = choice;
  const pick = pickOf(library, window, context);
  const wanted = convAlgorithmById(overrides.get(node.id) ?? pick.algorithm);
  const isUsable = wanted !== undefined && wanted.refusal(window) === undefined;
  const algorithm = isUsable ? wanted : convAlgorithmById(pick.algorithm);
  if (algorithm === undefined) throw new Error(`${library.id} picks ${pick.algorithm}, which is not in the list`);
  const bytes = elementBytes[context.precision];
  const tiling = { ...defaultTiling, threads: context.threads };
  return {
    index,
    window,
    pick,
    algorithm,
    isOverridden: algorithm.id !== pick.algorithm,
    cost: algorithm.cost(window, bytes, tiling),
    compulsory: compulsoryTraffic(window, bytes),
  };
}

/** Sums over the convolutions of a model, each as often as it runs. */
export interface ConvTotals {
  readonly layers: number;
  /** Layers of which only run time knows how often they run; not in the sums. */
  readonly uncovered: number;
  readonly multiplies: number;
  readonly additions: number;
  /** Data and inverse transforms. */
  readonly transforms: Flops;
  /** Filter transforms, once at load. */
  readonly atLoad: Flops;
  /** Compulsory and extra bytes. */
  readonly traffic: Bytes;
  /** The largest of any layer: they run one after another. */
  readonly workspace: Bytes;
  /** What is made at load and kept, over all layers. */
  readonly kept: Bytes;
}

export function convTotals(nodes: readonly NodeCost[], layers: readonly ConvLayer[]): ConvTotals {
  const sum = {
    layers: layers.length,
    uncovered: 0,
    multiplies: 0,
    additions: 0,
    transforms: 0,
    atLoad: 0,
    traffic: 0,
    workspace: 0,
    kept: 0,
  };
  for (const { index, cost, compulsory } of layers) {
    const times = nodes[index]?.times;
    if (times === undefined) {
      sum.uncovered += 1;
      continue;
    }
    sum.multiplies += times * cost.multiplies;
    sum.additions += times * cost.additions;
    sum.transforms += times * (cost.dataTransform + cost.inverseTransform);
    sum.atLoad += cost.filterTransform;
    sum.traffic += times * (compulsory + cost.extraTraffic);
    if (times > 0) sum.workspace = Math.max(sum.workspace, workspaceOf(cost));
    sum.kept += keptOf(cost);
  }
  return sum;
}

/** Puts the definition in place of every library's choice, to compare with. */
export const everyDirect = (nodes: readonly NodeCost[]): ReadonlyMap<string, ConvAlgorithmId> =>
  new Map(nodes.map(({ id }) => [id, "direct"]));
