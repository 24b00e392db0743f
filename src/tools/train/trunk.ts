/** The graph network that all groups share: it learns what the regressions leave over. */
import { joinFloats } from "../../base/floats.ts";
import { type GraphInput, type Member, plainEngine, type Scale, standardize } from "../../learn/gcn.ts";
import { convColumns, convVector, graphInput, regressionTimes } from "../../learn/model-input.ts";
import { hardwareVector, nodeColumns } from "../../predict/features.ts";
import { grouped } from "../evaluate/cases.ts";
import type { GroupData, Sample } from "./groups.ts";
import type { Learned } from "./learn-groups.ts";
import { type Batch, type Settings, trainNetwork } from "./network.ts";
import { dealt, type Random } from "./random.ts";

/** A sample as the network sees it, standardised, with what is left over on each configuration. */
interface Seen {
  readonly sample: Sample;
  readonly graph: GraphInput;
  /** Rows of c, one per configuration. */
  readonly conv: Float32Array;
  /** ln(measured / T_c), undefined where not measured. */
  readonly target: readonly (number | undefined)[];
}

export interface Scales {
  readonly nodeScale: Scale;
  readonly convScale: Scale;
  readonly hardwareScale: Scale;
}

export interface Trunk extends Scales {
  /** For each checkpoint, the members. */
  readonly members: readonly (readonly Member[])[];
  /** Per group, checkpoint and observation held out of a member: the correction, by `correctionKey`. */
  readonly corrections: ReadonlyMap<GroupData, readonly ReadonlyMap<string, number>[]>;
}

export const correctionKey = (sample: Sample, configuration: number): string => `${configuration} ${sample.network}`;

/** Graphs of one group that the network learns from, at most: a search space has thousands that are alike. */
const mostGraphs = 120;

/** Trains one member without each of `folds` parts of the networks, on all groups together. */
export function trainTrunk(
  learned: readonly Learned[],
  {
    folds,
    settings,
    random,
    onProgress,
  }: { folds: number; settings: Settings; random: Random; onProgress: (text: string) => void },
): Trunk {
  const raw = learned.map((one) => ({ ...one, seen: seenOf(one) })).filter(({ seen }) => seen.length > 0);
  const hardware = raw.map(({ group }) => group.configurations.map(({ target }) => hardwareVector(target)));
  const scales: Scales = {
    nodeScale: scaleOf(
      raw.flatMap(({ seen }) => seen.map(({ graph }) => graph.features)),
      nodeColumns.length,
    ),
    convScale: scaleOf(
      raw.flatMap(({ seen }) => seen.map(({ conv }) => conv)),
      convColumns.length + 1,
    ),
    hardwareScale: scaleOf(hardware.flat(), hardware[0]?.[0]?.length ?? 0),
  };
  const groups = raw.map(({ group, seen }, at) => ({
    group,
    seen: seen.map((one) => ({
      ...one,
      graph: { ...one.graph, features: standardize(one.graph.features, scales.nodeScale) },
      conv: standardize(one.conv, scales.convScale),
    })),
    hardware: (hardware[at] ?? []).map((row) => standardize(row, scales.hardwareScale)),
  }));
  const networks = [...new Set(groups.flatMap(({ seen }) => seen.map(({ sample }) => sample.network)))];
  const corrections = new Map(
    groups.map(({ group }) => [group, settings.checkpoints.map(() => new Map<string, number>())]),
  );
  const trained = dealt(networks, folds, random).map((fold, k) => {
    const out = new Set(fold);
    const batches = groups.flatMap((one) => batchOf(one, ({ network }) => !out.has(network)) ?? []);
    const { members, losses } = trainNetwork(batches, settings, random);
    for (const [checkpoint, member] of members.entries()) {
      for (const one of groups) {
        const table = corrections.get(one.group)?.[checkpoint];
        for (const seen of one.seen) {
          if (out.has(seen.sample.network) && table !== undefined) addCorrections(table, one.hardware, seen, member);
        }
      }
    }
    onProgress(`network ${k + 1} of ${folds}: loss ${losses[0]?.toFixed(4)} -> ${losses.at(-1)?.toFixed(4)}`);
    return members;
  });
  const members = settings.checkpoints.map((_, checkpoint) => trained.flatMap((one) => one[checkpoint] ?? []));
  return { ...scales, members, corrections };
}

function seenOf({ group, fit, crossed }: Learned): readonly Seen[] {
  const samples = group.samples.filter(({ whole }) => whole);
  const step = Math.max(1, samples.length / mostGraphs);
  const chosen = Array.from(
    { length: Math.min(samples.length, mostGraphs) },
    (_, at) => samples[Math.floor(at * step)],
  );
  const left = new Map(
    [
      ...grouped(
        crossed.held.filter(({ atTop }) => atTop),
        (one) => `${one.configuration} ${group.samples.indexOf(one.observation.sample)}`,
      ),
    ].map(([key, own]) => [key, own.reduce((sum, one) => sum + one.left, 0) / own.length]),
  );
  return chosen.flatMap((sample): readonly Seen[] => {
    const own = sample === undefined ? undefined : crossed.fitFor.get(sample);
    if (sample === undefined || own === undefined) return [];
    const { model, sums } = sample;
    const at = group.samples.indexOf(sample);
    return [
      {
        sample,
        graph: graphInput(model, regressionTimes(model, fit.pooled, fit.shapes)),
        conv: Float32Array.from(own.configurations.flatMap(({ coefficients }) => [...convVector(sums, coefficients)])),
        target: own.configurations.map((_, configuration) => left.get(`${configuration} ${at}`)),
      },
    ];
  });
}

interface Standardised {
  readonly group: GroupData;
  readonly seen: readonly Seen[];
  /** h of every configuration. */
  readonly hardware: readonly Float32Array[];
}

function batchOf({ seen, hardware }: Standardised, keep: (sample: Sample) => boolean): Batch | undefined {
  const chosen = seen.filter(({ sample }) => keep(sample));
  if (chosen.length === 0) return undefined;
  const targets = chosen.flatMap(({ target }) => target);
  return {
    graphs: chosen.map(({ graph }) => graph),
    conv: joinFloats(chosen.map(({ conv }) => conv)),
    hardware: joinFloats(hardware),
    configurations: hardware.length,
    target: Float32Array.from(targets, (value) => value ?? 0),
    weight: Float32Array.from(targets, (value) => (value === undefined ? 0 : 1)),
  };
}

function addCorrections(
  table: Map<string, number>,
  hardware: readonly Float32Array[],
  { graph, conv, sample }: Seen,
  member: Member,
): void {
  const logRatio = plainEngine.prepare([member], graph);
  const width = conv.length / hardware.length;
  for (const [at, row] of hardware.entries()) {
    table.set(correctionKey(sample, at), logRatio(conv.subarray(at * width, (at + 1) * width), row));
  }
}

/** Mean and deviation per column over all rows; a column that does not vary gets factor 0. */
export function scaleOf(tables: readonly Float32Array[], width: number): Scale {
  const [sum, square] = [new Float64Array(width), new Float64Array(width)];
  let rows = 0;
  for (const table of tables) {
    rows += table.length / width;
    for (const [at, value] of table.entries()) {
      sum[at % width] = (sum[at % width] ?? 0) + value;
      square[at % width] = (square[at % width] ?? 0) + value * value;
    }
  }
  const shift = Float32Array.from(sum, (value) => value / rows);
  const factor = Float32Array.from(square, (value, at) => {
    const variance = value / rows - ((sum[at] ?? 0) / rows) ** 2;
    return variance > 1e-9 ? 1 / Math.sqrt(variance) : 0;
  });
  return { shift, factor };
}
