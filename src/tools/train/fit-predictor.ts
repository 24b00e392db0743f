/** From networks with measurements to weights, by cross-fitting: what a network learns to correct is what it will meet. */
import { type GraphInput, type Member, plainEngine, type Scale, standardize } from "../../learn/gcn.ts";
import { convColumns, convVector, graphInput } from "../../learn/model-input.ts";
import { type Configuration, type GcnWeights, weightsVersion } from "../../learn/weights.ts";
import { terms } from "../../predict/conv-regression.ts";
import { hardwareNames, hardwareVector, nodeColumns } from "../../predict/features.ts";
import type { Provenance } from "../../predict/predictor.ts";
import type { Dataset, Sample } from "./dataset.ts";
import { quantile } from "./metrics.ts";
import { type Batch, type Settings, trainNetwork } from "./network.ts";
import { dealt, type Random, seeded } from "./random.ts";
import { type Fit, fitRegression, regressionTime, type Ridge } from "./regression.ts";

export interface FitOptions {
  readonly seed: number;
  /** Parts of the training networks; each is held out of one member. */
  readonly folds: number;
  readonly ridge: Ridge;
  readonly settings: Settings;
  readonly onProgress: (text: string) => void;
}

/**
 * The training networks are dealt into folds. The regression is fitted once on all of them, which ships, and once
 * without each fold, which gives every network a T_c as an unseen network would get. A member of the ensemble learns
 * the log-ratio to those T_c on all folds but one. How long the members train and how much of their correction is applied
 * is what predicts the held-out folds best, and the errors left on them give the interval.
 */
export function fitPredictor(data: Dataset, samples: readonly Sample[], options: FitOptions): GcnWeights {
  const random = seeded(options.seed);
  const full = fitOf(samples, options.ridge);
  const crossed = crossFit(data, samples, full, options, random);
  const { scene, networks } = crossed;
  const chosen = choose(samples, crossed, options);
  return {
    version: weightsVersion,
    runtime: "tflite",
    precision: "fp32",
    terms,
    nodeColumns,
    hardwareColumns: data.settings.slice(0, 1).flatMap(({ target }) => hardwareNames(target)),
    configurations: intervals(data, full, chosen.left),
    pooled: full.pooled.map(rounded),
    nodeScale: scene.nodeScale,
    convScale: scene.convScale,
    hardwareScale: scene.hardwareScale,
    strength: chosen.strength,
    members: networks.flatMap((one) => one[chosen.checkpoint] ?? []),
    operators: [...new Set(samples.flatMap(({ model }) => model.graph.nodes.map((node) => node.op)))].toSorted(),
    macs: range(samples.map(({ model }) => model.graph.nodes.reduce((sum, node) => sum + (node.macs ?? 0), 0))),
    provenance: nothingYet,
  };
}

interface CrossFit {
  readonly scene: Scene;
  /** For each fold, the member that did not see it, at each checkpoint. */
  readonly networks: readonly (readonly Member[])[];
  /** For each sample, log(measured / T_c) by a regression that did not see it. */
  readonly targets: ReadonlyMap<Sample, readonly (number | undefined)[]>;
  /** For each sample and checkpoint, the correction of the member that did not see it, per configuration. */
  readonly corrections: ReadonlyMap<Sample, readonly (readonly number[])[]>;
}

function crossFit(data: Dataset, samples: readonly Sample[], full: Fit, options: FitOptions, random: Random): CrossFit {
  const folds = dealt(samples, options.folds, random).filter((fold) => fold.length > 0);
  const without = folds.map((fold) =>
    fitOf(
      samples.filter((one) => !fold.includes(one)),
      options.ridge,
    ),
  );
  const scene = sceneOf(data, samples, folds, full, without);
  const corrections = new Map<Sample, readonly (readonly number[])[]>();
  const networks = folds.map((fold, k) => {
    const train = batchOf(
      scene,
      samples.filter((one) => !fold.includes(one)),
    );
    const { members, losses } = trainNetwork(train, options.settings, random);
    for (const sample of fold)
      corrections.set(
        sample,
        members.map((member) => corrected(scene, sample, member)),
      );
    options.onProgress(
      `network ${k + 1} of ${folds.length}: loss ${losses[0]?.toFixed(4)} -> ${losses.at(-1)?.toFixed(4)}`,
    );
    return members;
  });
  const targets = new Map([...scene.seen].map(([sample, { target }]) => [sample, target]));
  return { scene, networks, targets, corrections };
}

/**
 * Zero is not among them: then there would be no network. Where the regression alone is better, the least strength is
 * chosen, and the table of results shows what that costs.
 */
const strengths = [0.1, 0.25, 0.5, 0.75, 1] as const;

/** The checkpoint and strength with the least mean |log-ratio| left on held-out networks, and what is left. */
function choose(samples: readonly Sample[], crossed: CrossFit, { settings, onProgress }: FitOptions) {
  const leftAt = (choice: Choice) => samples.map((sample) => leftOver(sample, crossed, choice));
  const tried = settings.checkpoints.flatMap((steps, checkpoint) =>
    strengths.map((strength) => {
      const left = leftAt({ checkpoint, strength });
      return { steps, checkpoint, strength, left, error: meanSize(left) };
    }),
  );
  const [first, ...others] = tried;
  if (first === undefined) throw new RangeError("at least one checkpoint is needed");
  const best = others.reduce((least, one) => (one.error < least.error ? one : least), first);
  const alone = meanSize(leftAt({ checkpoint: 0, strength: 0 }));
  onProgress(
    `held out: ${(100 * alone).toFixed(2)} % by the regression, ${(100 * best.error).toFixed(2)} % with ` +
      `${best.strength} of the correction after ${best.steps} steps`,
  );
  return best;
}

interface Choice {
  readonly checkpoint: number;
  readonly strength: number;
}

function meanSize(left: readonly (readonly number[])[]): number {
  const errors = left.flat().filter((value) => !Number.isNaN(value));
  return errors.reduce((sum, value) => sum + Math.abs(value), 0) / errors.length;
}

/** log(measured / predicted) of a held-out sample, per configuration; NaN where not measured. */
function leftOver(
  sample: Sample,
  { targets, corrections }: CrossFit,
  { checkpoint, strength }: Choice,
): readonly number[] {
  const correction = corrections.get(sample)?.[checkpoint];
  return (targets.get(sample) ?? []).map((target, at) =>
    target === undefined ? Number.NaN : target - strength * (correction?.[at] ?? 0),
  );
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

const fitOf = (samples: readonly Sample[], ridge: Ridge): Fit =>
  fitRegression({ sums: samples.map((one) => one.sums), seconds: samples.map((one) => one.seconds) }, ridge);

const range = (values: readonly number[]): readonly [number, number] => [Math.min(...values), Math.max(...values)];
/** Seven digits, as float32 holds. */
const rounded = (value: number): number => Number(value.toPrecision(7));

/** Everything about the training networks that does not change while training. */
interface Scene {
  readonly data: Dataset;
  readonly nodeScale: Scale;
  readonly convScale: Scale;
  readonly hardwareScale: Scale;
  /** Rows of h, standardised. */
  readonly hardware: Float32Array;
  readonly seen: ReadonlyMap<Sample, Seen>;
}

interface Seen {
  readonly graph: GraphInput;
  /** Rows of c, one per configuration. */
  readonly conv: Float32Array;
  /** log(measured / T_c), undefined where not measured. */
  readonly target: readonly (number | undefined)[];
}

function sceneOf(
  data: Dataset,
  samples: readonly Sample[],
  folds: readonly (readonly Sample[])[],
  full: Fit,
  without: readonly Fit[],
): Scene {
  const raw = new Map(
    samples.map((sample) => {
      const fit = without[folds.findIndex((fold) => fold.includes(sample))] ?? full;
      return [sample, { graph: graphInput(sample.model, full.pooled), ...against(sample, fit) }] as const;
    }),
  );
  const nodeScale = scaleOf(
    [...raw.values()].map(({ graph }) => graph.features),
    nodeColumns.length,
  );
  const convScale = scaleOf(
    samples.map((sample) => against(sample, full).conv),
    convColumns.length + 1,
  );
  const rows = data.settings.map(({ target }) => hardwareVector(target));
  const hardwareScale = scaleOf(rows, rows[0]?.length ?? 0);
  const seen = new Map(
    [...raw].map(([sample, { graph, conv, target }]) => [
      sample,
      {
        graph: { ...graph, features: standardize(graph.features, nodeScale) },
        conv: standardize(conv, convScale),
        target,
      },
    ]),
  );
  const hardware = Float32Array.from(rows.flatMap((row) => [...standardize(row, hardwareScale)]));
  return { data, nodeScale, convScale, hardwareScale, hardware, seen };
}

/** c of a sample on every configuration by a fit, and how far the measurements are from it. */
function against({ sums, seconds }: Sample, { configurations }: Fit): Pick<Seen, "conv" | "target"> {
  return {
    conv: Float32Array.from(configurations.flatMap((coefficients) => [...convVector(sums, coefficients)])),
    target: configurations.map((coefficients, at) => {
      const measured = seconds[at];
      return measured === undefined ? undefined : Math.log(measured / regressionTime(sums, coefficients));
    }),
  };
}

/** Mean and deviation per column over all rows; a column that does not vary gets factor 0. */
function scaleOf(tables: readonly Float32Array[], width: number): Scale {
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

function batchOf({ data, hardware, seen }: Scene, samples: readonly Sample[]): Batch {
  const chosen = samples.flatMap((sample) => seen.get(sample) ?? []);
  const targets = chosen.flatMap(({ target }) => target);
  return {
    graphs: chosen.map(({ graph }) => graph),
    conv: Float32Array.from(chosen.flatMap(({ conv }) => [...conv])),
    hardware,
    configurations: data.settings.length,
    target: Float32Array.from(targets, (value) => value ?? 0),
    weight: Float32Array.from(targets, (value) => (value === undefined ? 0 : 1)),
  };
}

/** Log-ratio of a sample by one member, per configuration. */
function corrected({ data, hardware, seen }: Scene, sample: Sample, member: Member): readonly number[] {
  const one = seen.get(sample);
  if (one === undefined) return [];
  const logRatio = plainEngine.prepare([member], one.graph);
  const [c, h] = [one.conv.length / data.settings.length, hardware.length / data.settings.length];
  return data.settings.map((_, at) =>
    logRatio(one.conv.slice(at * c, (at + 1) * c), hardware.slice(at * h, (at + 1) * h)),
  );
}

/**
 * 80 % intervals per configuration: the 10 % and 90 % quantiles of log(measured / predicted) on held-out networks, drawn
 * towards those of all configurations, which have many more cases, as if by `borrowed` cases.
 */
function intervals({ settings }: Dataset, fit: Fit, left: readonly (readonly number[])[]): readonly Configuration[] {
  const borrowed = 20;
  const all = left.flat().filter((value) => !Number.isNaN(value));
  return settings.map(({ device, text }, at) => {
    const own = left.flatMap((row) => (Number.isNaN(row[at]) || row[at] === undefined ? [] : [row[at]]));
    const bound = (share: number): number =>
      rounded(
        Math.exp(
          (own.length * quantile(own, share) + borrowed * quantile(all, share)) / Math.max(1, own.length + borrowed),
        ),
      );
    return {
      device: device.id,
      cores: text,
      coefficients: (fit.configurations[at] ?? []).map(rounded),
      low: bound(0.1),
      high: bound(0.9),
    };
  });
}
