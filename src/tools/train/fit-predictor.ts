/** From measured rows to the flagship's weights. */
import { kernelName } from "../../predict/kernels.ts";
import type { Configuration, GcnWeights, Group } from "../../learn/weights.ts";
import { weightsVersion } from "../../learn/weights.ts";
import { macsOf } from "../../learn/model-limits.ts";
import { terms } from "../../predict/conv-regression.ts";
import { hardwareNames, nodeColumns } from "../../predict/features.ts";
import type { Provenance } from "../../predict/predictor.ts";
import { edges, fitTransfer, intervalsOf, spreads } from "./calibrate.ts";
import { type HeldOut, seenRows } from "./cross-fit.ts";
import { type ConfigurationData, type GroupData, isGpuGroup } from "./groups.ts";
import type { Settings } from "./network.ts";
import { seeded } from "./random.ts";
import { slowdownsOf } from "./contention.ts";
import { topClock } from "./clocks.ts";
import { type Learned, learnGroups, type LearnOptions, meanSize, percent } from "./learn-groups.ts";
import type { GroupFit } from "./regression.ts";
import { correctionKey, trainTrunk, type Trunk } from "./trunk.ts";

export interface FitOptions extends LearnOptions {
  readonly settings: Settings;
  /** Without the graph network: the regressions alone. */
  readonly withoutNetwork?: boolean;
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
  const learned = learnGroups(groups, options, random);
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

const noScale = { shift: new Float32Array(1), factor: new Float32Array(1) };

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
