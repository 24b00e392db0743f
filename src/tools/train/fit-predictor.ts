/** From measured rows to the flagship's weights. */
import { kernelName } from "../../predict/kernels.ts";
import type { Configuration, GcnWeights, Group } from "../../learn/weights.ts";
import { weightsVersion } from "../../learn/weights.ts";
import { macsOf } from "../../learn/model-limits.ts";
import { terms } from "../../predict/conv-regression.ts";
import { hardwareNames, nodeColumns } from "../../predict/features.ts";
import { isGpuScheme } from "../../predict/gpu-terms.ts";
import type { Provenance } from "../../predict/predictor.ts";
import { edges, fitTransfer, intervalsOf, spreads } from "./calibrate.ts";
import { chooseRidge } from "./choose-ridge.ts";
import { crossFit, type HeldOut, seenRows } from "./cross-fit.ts";
import { type ConfigurationData, type GroupData, isGpuGroup } from "./groups.ts";
import type { Settings } from "./network.ts";
import { seeded } from "./random.ts";
import { slowdownsOf } from "./contention.ts";
import { topClock } from "./clocks.ts";
import { fitGroup, type GroupFit, type Ridge } from "./regression.ts";
import { correctionKey, type Learned, trainTrunk, type Trunk } from "./trunk.ts";

export interface FitOptions {
  readonly seed: number;
  /** Parts of the training networks; each is held out of one fit and of one member. */
  readonly folds: number;
  readonly ridge: Ridge;
  readonly settings: Settings;
  /** Without the graph network: the regressions alone. */
  readonly withoutNetwork?: boolean;
  readonly onProgress: (text: string) => void;
}

/**
 * Group by group the regression is fitted on all its networks, which ships, and without each part of them, which gives every
 * network a time as an unseen one would get. The first group stands alone; the others lean on its mean device. The shared
 * graph network learns the log-ratio to those times; how long it trains, and how much of its correction a group applies, is
 * what predicts the held-out parts best: nothing, where it does not help. What is then left gives the intervals.
 */
export function fitPredictor(groups: readonly GroupData[], options: FitOptions): GcnWeights {
  const { folds, onProgress } = options;
  const random = seeded(options.seed);
  // A stream of their own, so that GPUs change nothing of what is learned of processors.
  const ofGpus = seeded(options.seed);
  let first: { readonly pooled: Float64Array; readonly runtime: string } | undefined;
  const learned = groups.map((group): Learned & { readonly far: readonly HeldOut[] } => {
    const isAlone = first === undefined || group.kernels === "mlas" || isGpuScheme(group.kernels);
    const parent = first === undefined || isAlone ? undefined : parentFor(group, first);
    const draws = isGpuGroup(group) ? ofGpus : random;
    const ridge = ridgeFor(group, parent, options.ridge);
    const fit = fitGroup(group, parent, ridge);
    const crossed = crossFit(group, parent, { folds, keyOf: ({ network }) => network, random: draws, ridge });
    const far = crossFit(group, parent, { folds, keyOf: ({ family }) => family, random: draws, ridge }).held;
    onProgress(
      `${group.id}: ${group.configurations.length} configurations, held out ${percent(meanSize(crossed.held))}`,
    );
    if (!isGpuGroup(group)) first ??= { pooled: fit.pooled, runtime: group.runtime };
    return { group, fit, crossed, far };
  });
  const onProcessors = learned.filter(({ group }) => !isGpuGroup(group));
  const trunk =
    options.withoutNetwork === true
      ? undefined
      : trainTrunk(onProcessors, { folds, settings: options.settings, random, onProgress });
  const checkpoint = trunk === undefined ? 0 : bestCheckpoint(trunk, onProcessors);
  return {
    version: weightsVersion,
    terms,
    nodeColumns,
    hardwareColumns: learned
      .slice(0, 1)
      .flatMap(({ group }) => group.configurations.slice(0, 1).flatMap(({ target }) => hardwareNames(target))),
    groups: learned.map((one) => {
      const { strength, held } = corrected(trunk, one, checkpoint);
      onProgress(`${one.group.id}: with ${strength} of the correction ${percent(meanSize(held))}`);
      return groupWeights(one.group, one.fit, { strength, held, far: one.far });
    }),
    nodeScale: trunk?.nodeScale ?? noScale,
    convScale: trunk?.convScale ?? noScale,
    hardwareScale: trunk?.hardwareScale ?? noScale,
    members: trunk?.members[checkpoint] ?? [],
    provenance: nothingYet,
  };
}

/** Where every kernel was timed by itself, a shape is believed ten times as soon as where only whole networks were. */
const profiledShape = 0.1;

function ridgeFor(group: GroupData, parent: Float64Array | undefined, ridge: Ridge): Ridge {
  if (parent !== undefined) return ridge;
  if (!isGpuScheme(group.kernels)) return chooseRidge(group, ridge);
  return { ...ridge, shapes: { ...ridge.shapes, coarse: profiledShape, fine: profiledShape } };
}

/** Terms by which runtimes differ in kind: what one runs as many small convolutions another has a kernel for. */
const ofRuntime = /^\+?(grouped|fused|activation)\./;

/**
 * What a group leans on: of another runtime's mean device only what the hardware decides. A multiplication of Winograd's, or
 * an element that its transforms write, is taken to cost what it does in the matrix product of other convolutions.
 */
function parentFor(
  group: GroupData,
  { pooled, runtime }: { readonly pooled: Float64Array; readonly runtime: string },
): Float64Array {
  if (group.runtime === runtime) return pooled;
  return pooled.map((value, j) => {
    const [name = "", quantity = ""] = (terms[j] ?? "").split(".");
    if (group.kernels !== "armcl") return ofRuntime.test(terms[j] ?? "") ? 0 : value;
    if (name === "winograd") return pooled[terms.indexOf(`dense.${quantity}`)] ?? 0;
    if (terms[j] === "vector.mac") return Math.max(value, 4 * (pooled[terms.indexOf("any.byte")] ?? 0));
    return ofRuntime.test(terms[j] ?? "") ? 0 : value;
  });
}

const noScale = { shift: new Float32Array(1), factor: new Float32Array(1) };
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const meanSize = (held: readonly HeldOut[]): number =>
  held.reduce((sum, { left }) => sum + Math.abs(left), 0) / Math.max(1, held.length);

const strengths = [0, 0.1, 0.25, 0.5, 0.75, 1] as const;

function atStrength(
  trunk: Trunk | undefined,
  { group, crossed }: Learned,
  checkpoint: number,
  strength: number,
): readonly HeldOut[] {
  const table = trunk?.corrections.get(group)?.[checkpoint];
  if (strength === 0 || table === undefined) return crossed.held;
  return crossed.held.map((one) => ({
    ...one,
    left: one.left - strength * (table.get(correctionKey(one.observation.sample, one.configuration)) ?? 0),
  }));
}

function corrected(
  trunk: Trunk | undefined,
  one: Learned,
  checkpoint: number,
): { strength: number; held: readonly HeldOut[] } {
  const tried = strengths.map((strength) => ({ strength, held: atStrength(trunk, one, checkpoint, strength) }));
  const [first, ...others] = tried;
  if (first === undefined) throw new RangeError("there is no strength to try");
  return others.reduce((best, next) => (meanSize(next.held) < meanSize(best.held) ? next : best), first);
}

/** The one with the least mean error over groups. */
function bestCheckpoint(trunk: Trunk, learned: readonly Learned[]): number {
  const errors = trunk.members.map((_, checkpoint) =>
    learned.reduce((sum, one) => sum + Math.log(meanSize(corrected(trunk, one, checkpoint).held) + 1e-4), 0),
  );
  return errors.indexOf(Math.min(...errors));
}

function groupWeights(
  group: GroupData,
  fit: GroupFit,
  {
    strength,
    held,
    far,
  }: { readonly strength: number; readonly held: readonly HeldOut[]; readonly far: readonly HeldOut[] },
): Group {
  const spread = spreads(held, group.configurations.length);
  const macs = group.samples.filter(({ whole }) => whole).map(({ model }) => macsOf(model.graph.nodes));
  return {
    id: group.id,
    runtime: group.runtime,
    precision: group.precision,
    kernels: group.kernels === "common" ? undefined : group.kernels,
    pooled: Float32Array.from(fit.pooled),
    shapes: fit.shapes,
    strength,
    operators: [...new Set(group.samples.flatMap(({ model }) => model.graph.nodes.map(kernelName)))].toSorted(),
    macs: [Math.min(...macs), Math.max(...macs)],
    seen: seenRows(group.samples, fit.pooled),
    intervals: intervalsOf(
      [...held, ...far].filter(({ observation }) => observation.sample.whole),
      spread,
      isGpuGroup(group) ? [] : edges,
    ),
    configurations: group.configurations.map((configuration, at) =>
      configurationWeights(configuration, fit, at, spread[at] ?? 0.1),
    ),
    transfer: fitTransfer(group, fit),
  };
}

function configurationWeights(
  configuration: ConfigurationData,
  fit: GroupFit,
  at: number,
  spread: number,
): Configuration {
  const own = fit.configurations[at];
  const clocks = configuration.observations.flatMap(({ frequencyHz }) => frequencyHz ?? []);
  const top = topClock(configuration);
  return {
    device: configuration.device.id,
    cores: configuration.cores,
    coefficients: Float32Array.from(own?.coefficients ?? []),
    unclocked: own?.unclocked === undefined ? undefined : Float32Array.from(own.unclocked),
    clocks: own?.unclocked === undefined || top === undefined ? undefined : [Math.min(...clocks), top],
    slowdowns: slowdownsOf(configuration.contention.equal),
    preempted: slowdownsOf(configuration.contention.higher),
    crowded: slowdownsOf(configuration.contention.stream),
    logSpeed: own?.logSpeed ?? 0,
    spread: Number(spread.toPrecision(4)),
    networks: new Set(configuration.observations.map(({ sample }) => sample.network)).size,
  };
}

const nothingYet: Provenance = {
  data: "",
  rows: 0,
  split: "",
  seed: 0,
  commit: "",
  trained: "",
  results: [],
  notes: [],
};
