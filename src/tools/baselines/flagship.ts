/** The flagship, fitted as it ships and asked through the product's own predictor. */
import { withMeasurements } from "../../learn/adapt.ts";
import { createGcnPredictor } from "../../learn/gcn-predictor.ts";
import { plainEngine } from "../../learn/gcn.ts";
import type { GcnWeights } from "../../learn/weights.ts";
import type { Measurement, Prepared, Target } from "../../predict/predictor.ts";
import { type GraphRecord, inputOf } from "../atlas/graphs.ts";
import { qed } from "../atlas/qed.ts";
import { withOperators } from "../atlas/qed-operators.ts";
import type { AtlasRow } from "../atlas/row.ts";
import { atlasFolder } from "../train/atlas.ts";
import { startTraining } from "../train/backend.ts";
import { fitPredictor, type FitOptions } from "../train/fit-predictor.ts";
import { type GroupData, groupsOf, learnedSources, runtimeOf } from "../train/groups.ts";
import { defaultSettings } from "../train/network.ts";
import { defaultRidge } from "../train/regression.ts";
import { thinned } from "../train/thin.ts";
import { hardwareOf } from "./hardware.ts";
import type { Estimate, Method, Predict } from "./method.ts";

type Options = Omit<FitOptions, "seed">;

export const flagshipOptions: Options = {
  folds: 5,
  ridge: defaultRidge,
  settings: defaultSettings,
  onProgress: () => {},
};

async function fit(rows: readonly AtlasRow[], seed: number, options: Options): Promise<Predict> {
  const { many, few } = byPlenty(thinned(rows));
  if (!isSame(last, { many, seed, options })) last = { many, seed, options, weights: fittedTo(many, seed, options) };
  const weights = await last?.weights;
  if (weights === undefined) return () => undefined;
  const predictor = createGcnPredictor(withMeasurements(weights, measurementsOf(few)), plainEngine);
  const ready = new Map<GraphRecord, Prepared>();
  return (row) => {
    const target = targetOf(row);
    if (target === undefined) return undefined;
    const prepared = ready.get(row.graph) ?? predictor.prepare(inputOf(row.graph));
    if (prepared instanceof Promise) throw new TypeError("the plain engine prepares at once");
    ready.set(row.graph, prepared);
    return estimateOf(prepared, target);
  };
}

/** What decides a training. */
interface Trained {
  readonly many: readonly AtlasRow[];
  readonly seed: number;
  readonly options: Options;
}

/** Parts of an unseen device differ only in rows too few to be trained on: one training serves them all. */
let last: (Trained & { readonly weights: Promise<GcnWeights | undefined> }) | undefined;

const isSame = (a: Trained | undefined, b: Trained): boolean =>
  a?.seed === b.seed &&
  a.options === b.options &&
  a.many.length === b.many.length &&
  a.many.every((row, at) => row === b.many[at]);

async function fittedTo(many: readonly AtlasRow[], seed: number, options: Options): Promise<GcnWeights | undefined> {
  if (options.withoutNetwork !== true) await startTraining();
  const { groups } = await groupsFrom(many);
  return groups.length === 0 ? undefined : fitPredictor(groups, { ...options, seed });
}

/** The groups that rows make, without configurations of too few rows, and the rows behind them. */
export const trainingGroups = (rows: readonly AtlasRow[]): Promise<Grouped> => groupsFrom(byPlenty(thinned(rows)).many);

type Grouped = { readonly groups: readonly GroupData[]; readonly rows: readonly AtlasRow[] };

async function groupsFrom(rows: readonly AtlasRow[]): Promise<Grouped> {
  const many = await withOperators(rows);
  const own = groupsOf(many);
  if (own.length === 0) return { groups: [], rows: [] };
  // What ships leans on the phones' mean device, so what is judged does as well; their rows are of other devices.
  const phones = rows.some(({ source }) => source === "qed") ? undefined : await phoneGroups();
  return { groups: [...(phones?.groups ?? []), ...own], rows: [...(phones?.rows ?? []), ...many] };
}

let phones: Promise<Grouped | undefined> | undefined;

/** Float32 rows of the phones' CPUs by TFLite: the group that all others lean on. */
const phoneGroups = (): Promise<Grouped | undefined> => (phones ??= readPhones(atlasFolder()));

async function readPhones(atlas: string | undefined): Promise<Grouped | undefined> {
  if (atlas === undefined) return undefined;
  const { rows: all } = await qed.read(atlas);
  const rows = all.filter(({ runtime, precision }) => runtime === "tflite" && precision === "fp32");
  return { rows, groups: groupsOf(rows) };
}

/** Configurations with fewer networks than this learn as a user's own measurements do. */
const fewest = 20;

/** Rows of configurations that carry a fit of their own, and of those that lean on them; sources of few networks only have the first. */
function byPlenty(rows: readonly AtlasRow[]): {
  readonly many: readonly AtlasRow[];
  readonly few: readonly AtlasRow[];
} {
  const keyOf = ({ source, device, cores, runtime, precision }: AtlasRow): string =>
    [source, device, cores, runtime, precision].join();
  const networks = new Map<string, Set<string>>();
  const most = new Map<string, number>();
  for (const row of rows) {
    const own = networks.get(keyOf(row)) ?? new Set<string>();
    networks.set(keyOf(row), own.add(row.network));
    most.set(row.source, Math.max(most.get(row.source) ?? 0, own.size));
  }
  const isMany = (row: AtlasRow): boolean =>
    (networks.get(keyOf(row))?.size ?? 0) >= Math.min(fewest, most.get(row.source) ?? 0);
  return { many: rows.filter(isMany), few: rows.filter((row) => !isMany(row)) };
}

const measurementsOf = (rows: readonly AtlasRow[]): readonly Measurement[] =>
  rows.flatMap((row) => {
    const target = targetOf(row);
    return target === undefined ? [] : [{ input: inputOf(row.graph), target, seconds: row.seconds }];
  });

function estimateOf(prepared: Prepared, target: Target): Estimate | undefined {
  const { latencySeconds, lowSeconds, highSeconds } = prepared.predict(target);
  if (latencySeconds === undefined) return undefined;
  return lowSeconds === undefined || highSeconds === undefined
    ? { seconds: latencySeconds }
    : { seconds: latencySeconds, low: lowSeconds, high: highSeconds };
}

export function targetOf(row: AtlasRow): Target | undefined {
  const [hardware, runtime] = [hardwareOf(row), runtimeOf(row)];
  const { utilization = 0, priority = "equal", streamBytesPerSecond = 0 } = row.state;
  if (hardware === undefined || runtime === undefined) return undefined;
  const { device, cores, state } = hardware;
  return {
    device,
    cores,
    runtime,
    precision: row.precision,
    state: { ...state, utilization, priority, streamBytesPerSecond },
  };
}

export const flagship: Method = {
  id: "flagship",
  label: "Ridgepoint",
  note:
    "Regression by class and shape of kernel, one group per source, runtime and precision, leaning on the phones' mean device; ONNX " +
    "Runtime on x86 by the loops of its kernels, learned from its own profiles of the training networks as well; " +
    "each GPU a group of its own, by the threads of its kernels, learned from profiles of the training networks where there are any; " +
    "a graph network shared by all groups where held-out networks gain by it; asked through the product's own predictor.",
  version: 5,
  sources: learnedSources,
  fit: (rows, seed) => fit(rows, seed, flagshipOptions),
};

const withoutNetwork: Options = { ...flagshipOptions, withoutNetwork: true };

/** The same without the graph network: what it is worth. */
export const regressionAlone: Method = {
  id: "flagship-regression",
  label: "Ridgepoint without its graph network",
  note: "The regressions of the flagship alone.",
  version: 5,
  sources: learnedSources,
  fit: (rows, seed) => fit(rows, seed, withoutNetwork),
};

const withoutShapes: Options = {
  ...withoutNetwork,
  ridge: { ...defaultRidge, shapes: { ...defaultRidge.shapes, fewest: Number.POSITIVE_INFINITY } },
};

/** Without the per-shape corrections as well. */
export const classesAlone: Method = {
  id: "flagship-classes",
  label: "Ridgepoint without network and shapes",
  note: "Classes of kernels only.",
  version: 5,
  sources: learnedSources,
  fit: (rows, seed) => fit(rows, seed, withoutShapes),
};
