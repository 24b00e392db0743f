/** What the panel shows, from windows, libraries and studies: plain data that tests can read. */
import type { Bytes, Flops, Fraction } from "../../../base/units.ts";
import {
  arithmeticOf,
  compulsoryTraffic,
  type ConvAlgorithm,
  type ConvAlgorithmId,
  type ConvCost,
  defaultTiling,
  hasKernel,
  keptOf,
  macsOf,
  workspaceOf,
} from "../../../cost/conv/algorithm.ts";
import { convAlgorithmById, convAlgorithms, isConvAlgorithm } from "../../../cost/conv/index.ts";
import { winogradOthers } from "../../../cost/conv/winograd.ts";
import type { Window } from "../../../cost/node-cost.ts";
import { takingPart } from "../../../device/core-set.ts";
import * as x86 from "../../../device/cores/x86.ts";
import type { CoreSet, Device, Precision } from "../../../device/device.ts";
import type { Prediction } from "../../../predict/predictor.ts";
import { libraries, libraryById, libraryOf } from "../../../runtime/choice/index.ts";
import { type ConvContext, type Library, type Pick, pickOf } from "../../../runtime/choice/library.ts";
import { type ConvLayer, type ConvTotals, elementBytes } from "../../../runtime/choice/study.ts";

/** Where the libraries run: a thread for each core that takes part, and the level-2 cache of the fastest of them. */
export function contextOf(device: Device, cores: CoreSet, precision: Precision): ConvContext {
  const taking = takingPart(device, cores);
  return {
    threads: taking.reduce((sum, one) => sum + one.cores, 0),
    precision,
    l2Bytes: taking[0]?.cluster.l2Bytes?.value,
    isShapeKnown: true,
  };
}

const x86Cores: ReadonlySet<string> = new Set(Object.values(x86).map(({ core }) => core));

/** Is it a processor of the x86 family? A device of the user's own may name a core that is not in the list. */
const isX86 = ({ clusters, soc }: Device): boolean =>
  clusters.some(({ core }) => x86Cores.has(core)) ||
  /\b(intel|amd|xeon|ryzen|epyc|x86)\b/i.test([soc, ...clusters.map(({ core }) => core)].join(" "));

/** The library that the user chose, else the one of the runtime. */
export function shownLibrary(chosen: string | undefined, runtime: string, device: Device): Library {
  return libraryById(chosen ?? "") ?? libraryOf(runtime, isX86(device));
}

/** What of the session's overrides names an algorithm; a link may hold anything. */
export const overridesOf = (algorithms: Readonly<Record<string, string>>): ReadonlyMap<string, ConvAlgorithmId> =>
  new Map(Object.entries(algorithms).flatMap(([node, id]) => (isConvAlgorithm(id) ? [[node, id] as const] : [])));

/** The selected convolution, else the one that the prediction makes costliest, else the one with most MACs. */
export function layerInFocus(
  layers: readonly ConvLayer[],
  selected: number | undefined,
  prediction: Prediction | undefined,
): ConvLayer | undefined {
  const chosen = layers.find(({ index }) => index === selected);
  const weight = ({ index, window }: ConvLayer): number =>
    prediction?.latencySeconds === undefined ? macsOf(window) : (prediction.nodes[index] ?? 0);
  return (
    chosen ??
    layers.reduce<ConvLayer | undefined>(
      (best, layer) => (best === undefined || weight(layer) > weight(best) ? layer : best),
      undefined,
    )
  );
}

/** An algorithm that applies to the layer, with what its bars are drawn from. */
export interface AlgorithmRow {
  readonly algorithm: ConvAlgorithm;
  readonly cost: ConvCost;
  readonly transforms: Flops;
  /** How much less arithmetic than direct, transforms counted. */
  readonly gain: number;
  /** Compulsory and extra. */
  readonly traffic: Bytes;
  readonly compulsory: Bytes;
  readonly workspace: Bytes;
  readonly kept: Bytes;
}

/** Rows of all algorithms that apply, in the order of the list. */
export function algorithmRows(window: Window, { precision, threads }: ConvContext): readonly AlgorithmRow[] {
  const bytes = elementBytes[precision];
  const compulsory = compulsoryTraffic(window, bytes);
  return convAlgorithms
    .filter((algorithm) => algorithm.refusal(window) === undefined)
    .map((algorithm) => {
      const cost = algorithm.cost(window, bytes, { ...defaultTiling, threads });
      return {
        algorithm,
        cost,
        transforms: cost.dataTransform + cost.inverseTransform,
        gain: (2 * macsOf(window)) / arithmeticOf(cost),
        traffic: compulsory + cost.extraTraffic,
        compulsory,
        workspace: workspaceOf(cost),
        kept: keptOf(cost),
      };
    });
}

export const segmentNames = {
  multiplies: "Multiplications",
  additions: "Additions",
  transforms: "Transforms",
  compulsory: "Traffic",
  extra: "Extra traffic",
} as const;
export type SegmentId = keyof typeof segmentNames;

export interface Segment {
  readonly id: SegmentId;
  /** Of the longest bar. */
  readonly width: Fraction;
}

/** Two stacked bars a row, arithmetic and traffic, each as long as it is to the longest of its kind. */
export function barsOf(
  rows: readonly AlgorithmRow[],
): readonly { readonly arithmetic: readonly Segment[]; readonly traffic: readonly Segment[] }[] {
  const most = Math.max(1, ...rows.map(({ cost }) => arithmeticOf(cost)));
  const farthest = Math.max(1, ...rows.map(({ traffic }) => traffic));
  return rows.map(({ cost, transforms, compulsory }) => ({
    arithmetic: [
      { id: "multiplies", width: cost.multiplies / most },
      { id: "additions", width: cost.additions / most },
      { id: "transforms", width: transforms / most },
    ],
    traffic: [
      { id: "compulsory", width: compulsory / farthest },
      { id: "extra", width: cost.extraTraffic / farthest },
    ],
  }));
}

export interface RefusalRow {
  readonly labels: readonly string[];
  readonly why: string;
}

/** Algorithms that do not apply, those of one reason together; Winograd for other kernels goes without saying. */
export function refusalRows(window: Window): readonly RefusalRow[] {
  const rows = new Map<string, string[]>();
  for (const algorithm of convAlgorithms) {
    const why = algorithm.refusal(window);
    const isOfOtherKernel = winogradOthers.includes(algorithm) && !hasKernel(window, tapsOf(algorithm));
    if (why === undefined || isOfOtherKernel) continue;
    rows.set(why, [...(rows.get(why) ?? []), algorithm.label]);
  }
  return [...rows].map(([why, labels]) => ({ labels, why }));
}

const tapsOf = ({ id }: ConvAlgorithm): number => Number(id.split("x").at(-1));

export interface LibraryRow {
  readonly library: Library;
  readonly pick: Pick;
  readonly algorithm: string;
}

/** What every library would pick for the layer. */
export const libraryRows = (window: Window, context: ConvContext): readonly LibraryRow[] =>
  libraries.map((library) => {
    const pick = pickOf(library, window, context);
    return { library, pick, algorithm: convAlgorithmById(pick.algorithm)?.label ?? pick.algorithm };
  });

export const totalNames = {
  multiplies: "Multiplications",
  additions: "Additions",
  transforms: "Transforms",
  traffic: "Traffic",
  workspace: "Workspace, largest",
  kept: "Kept from load on",
  atLoad: "Filter transforms, once",
} as const;
export type TotalId = keyof typeof totalNames;
export const totalIds: readonly TotalId[] = [
  "multiplies",
  "additions",
  "transforms",
  "traffic",
  "workspace",
  "kept",
  "atLoad",
];

/** A number that an override changes: by how much, and as a share of what it was. */
export interface Difference {
  readonly by: number;
  /** Undefined where there was nothing before. */
  readonly share: Fraction | undefined;
}

/** What overrides change, item by item. */
export const differenceOf = (before: ConvTotals, after: ConvTotals, id: TotalId): Difference => ({
  by: after[id] - before[id],
  share: before[id] === 0 ? undefined : (after[id] - before[id]) / before[id],
});

/** Puts an algorithm in the library's place, or gives the layer back when it is the library's own. */
export function withOverride(
  algorithms: Readonly<Record<string, string>>,
  node: string,
  id: ConvAlgorithmId | undefined,
): Readonly<Record<string, string>> {
  const others = Object.entries(algorithms).filter(([key]) => key !== node);
  return Object.fromEntries(id === undefined ? others : [...others, [node, id]]);
}
