/** Fitting the regression c of a group: non-negative least squares on relative errors, device held towards the mean device. */
import { regressionTimes, totalOf } from "../../learn/model-input.ts";
import { isOwnTerm, terms } from "../../predict/conv-regression.ts";
import { hasClocks, slowness, topClock } from "./clocks.ts";
import type { ConfigurationData, GroupData, Observation, Sample } from "./groups.ts";
import { addRow, descend, emptyNormal } from "../../learn/least-squares.ts";
import { fitShapes, type ShapeRidge } from "./shapes.ts";

/** What holds coefficients back, in numbers of networks: as if so many said 0 (or the value that is leaned on). */
export interface Ridge {
  /** On terms shared by a family of kernels, towards 0; only in a group that leans on no other. */
  readonly shared: number;
  /** On a class's own terms, towards 0: what a family can explain, it should. */
  readonly own: number;
  /** On each term, towards the mean device of the group that is leaned on. */
  readonly parent: number;
  /** On each configuration's distance from the group's mean device. */
  readonly configuration: number;
  /**
   * Seconds: the size of what a launch costs, threads woken. Where layers of few kernels were timed (ARM Compute Library) every
   * count is held to it: a launch of its own for each class would else take up what the kernels' sizes explain.
   */
  readonly launch: number;
  readonly shapes: ShapeRidge;
}

export const defaultRidge: Ridge = {
  shared: 0.1,
  own: 10,
  parent: 0.3,
  configuration: 1,
  launch: 20e-6,
  shapes: { coarse: 1, fine: 1, fewest: 3 },
};

export interface ConfigurationFit {
  readonly coefficients: Float64Array;
  readonly unclocked: Float64Array | undefined;
  readonly logSpeed: number;
}

export interface GroupFit {
  readonly pooled: Float64Array;
  readonly shapes: Readonly<Record<string, number>>;
  /** In the order of the group's configurations. */
  readonly configurations: readonly ConfigurationFit[];
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Σ amount × coefficient, in seconds. */
export const regressionTime = (sums: Float64Array, coefficients: Readonly<ArrayLike<number>>): number => {
  let time = 0;
  for (const [term, amount] of sums.entries()) time += amount * (coefficients[term] ?? 0);
  return time;
};

/** Part of a kernel's time at top clock that the clock does not touch, where nothing says more: RK3399's median layer. */
const unclockedPrior = 0.28;

/**
 * First the mean device, whose time for a sample is the geometric mean over configurations, each scaled to a common speed;
 * it leans on the mean device of `parent`. Then every configuration, held towards the mean device at its own speed. So a
 * configuration with few rows, or a term that few networks show, falls back on what all devices have in common.
 */
export function fitGroup(group: GroupData, parent: Float64Array | undefined, ridge: Ridge = defaultRidge): GroupFit {
  const relative = relativeTimes(group, parent);
  const measured = group.samples.filter((sample) => relative.has(sample));
  const times = measured.map((sample) => relative.get(sample) ?? 1);
  const partWeights = new Map(
    group.configurations.flatMap(({ observations }) =>
      observations.flatMap(({ sample, weight = 1, isPart }) => (isPart === true ? [[sample, weight] as const] : [])),
    ),
  );
  const lengths = columnLengths(measured, times);
  const weights = measured.map((sample) => partWeights.get(sample) ?? 1);
  const counts = group.kernels === "armcl" ? countHolds(lengths, ridge.launch) : none;
  const pooled = fitMeanDevice({ measured, times, weights, lengths, counts }, parent, ridge);
  const scaledPool = pooled.map((value, j) => value * (lengths[j] ?? 1));
  const configurations = group.configurations.map((configuration) =>
    fitConfiguration(configuration, { scaledPool, pooled, lengths, counts }, ridge),
  );
  const shapes = fitShapes(group, configurations, ridge.shapes);
  return { pooled, shapes, configurations };
}

/** How strongly scaled counts are held, by term: one network says "nothing, give or take a launch". */
const countHolds = (lengths: Float64Array, launch: number): ReadonlyMap<number, number> =>
  new Map(terms.flatMap((name, j) => (name.endsWith(".count") ? [[j, ((lengths[j] ?? 1) * launch) ** -2]] : [])));
const none: ReadonlyMap<number, number> = new Map();

/** Seconds of every sample on the mean device at top clock, geometric mean over configurations. */
function relativeTimes(group: GroupData, parent: Float64Array | undefined): ReadonlyMap<Sample, number> {
  let guess = new Map(group.samples.map((sample) => [sample, firstGuess(sample, parent)]));
  for (let round = 0; round < 3; round += 1) {
    const logs = new Map<Sample, number[]>();
    for (const configuration of group.configurations) {
      const top = topClock(configuration);
      const atTop = configuration.observations.filter((one) => slowness(one, top) === 1);
      if (atTop.length === 0) continue;
      const speed = meanOf(atTop.map(({ sample, seconds }) => Math.log(seconds / (guess.get(sample) ?? 1))));
      for (const { sample, seconds } of atTop) {
        const own = logs.get(sample) ?? [];
        own.push(Math.log(seconds) - speed);
        logs.set(sample, own);
      }
    }
    guess = new Map([...logs].map(([sample, own]) => [sample, Math.exp(meanOf(own))]));
  }
  return guess;
}

/** Without a parent: a device of 10 GMAC/s and 10 GB/s, which only orders the networks before the first round. */
function firstGuess({ sums, model }: Sample, parent: Float64Array | undefined): number {
  if (parent !== undefined) return regressionTime(sums, parent) || 1e-6;
  return model.graph.nodes.reduce((sum, { macs = 0, writeBytes = 0 }) => sum + (macs + writeBytes) * 1e-10, 1e-6);
}

interface Pool {
  readonly measured: readonly Sample[];
  readonly times: readonly number[];
  readonly weights: readonly number[];
  readonly lengths: Float64Array;
  readonly counts: ReadonlyMap<number, number>;
}

function fitMeanDevice(
  { measured, times, weights, lengths, counts }: Pool,
  parent: Float64Array | undefined,
  ridge: Ridge,
): Float64Array {
  const normal = emptyNormal(terms.length);
  for (const [at, { sums }] of measured.entries()) {
    addRow(normal, scaledRow(sums, lengths, times[at] ?? 1), 1, weights[at]);
  }
  const lambda = terms.map(
    (name, j) => counts.get(j) ?? (parent === undefined ? (isOwnTerm(name) ? ridge.own : ridge.shared) : ridge.parent),
  );
  const scale =
    parent === undefined
      ? 0
      : Math.exp(
          meanOf(measured.map(({ sums }, at) => Math.log((times[at] ?? 1) / (regressionTime(sums, parent) || 1e-9)))),
        );
  const prior = terms.map((_, j) => (counts.has(j) ? 0 : (parent?.[j] ?? 0) * scale * (lengths[j] ?? 1)));
  const x = descend(normal, { prior, lambda, least: 0, sweeps: 300 });
  return x.map((value, j) => value / (lengths[j] ?? 1));
}

const scaledRow = (sums: Float64Array, lengths: Float64Array, time: number): Float64Array =>
  sums.map((value, j) => value / (lengths[j] ?? 1) / time);

interface Leaning {
  readonly scaledPool: Float64Array;
  readonly pooled: Float64Array;
  readonly lengths: Float64Array;
  readonly counts: ReadonlyMap<number, number>;
}

function fitConfiguration(
  configuration: ConfigurationData,
  { scaledPool, pooled, lengths, counts }: Leaning,
  ridge: Ridge,
): ConfigurationFit {
  const { observations } = configuration;
  const top = topClock(configuration);
  const size = terms.length;
  const clocked = hasClocks(configuration);
  const logs = observations
    .filter(({ isPart }) => isPart !== true)
    .map(
      (one) =>
        Math.log(one.seconds / (regressionTime(one.sample.sums, pooled) || 1e-9)) -
        Math.log((1 - unclockedPrior) * slowness(one, top) + unclockedPrior),
    );
  const logSpeed = logs.length === 0 ? 0 : meanOf(logs);
  const speed = Math.exp(logSpeed);
  const normal = emptyNormal(clocked ? 2 * size : size);
  for (const one of observations) {
    const row = scaledRow(one.sample.sums, lengths, one.seconds / speed);
    const slow = slowness(one, top);
    const whole = clocked ? Float64Array.from([...row.map((value) => value * slow), ...row]) : row;
    addRow(normal, whole, 1, one.weight);
  }
  const prior = clocked
    ? [...scaledPool.map((value) => value * (1 - unclockedPrior)), ...scaledPool.map((value) => value * unclockedPrior)]
    : scaledPool;
  const lambda = Array.from(prior, (_, j) => counts.get(j % size) ?? ridge.configuration);
  const x = descend(normal, { prior, lambda, least: 0, sweeps: 200 });
  const unscaled = (from: number): Float64Array =>
    Float64Array.from({ length: size }, (_, j) => ((x[from + j] ?? 0) * speed) / (lengths[j] ?? 1));
  if (!clocked) return { coefficients: unscaled(0), unclocked: undefined, logSpeed };
  const [moving, unclocked] = [unscaled(0), unscaled(size)];
  return { coefficients: moving.map((value, j) => value + (unclocked[j] ?? 0)), unclocked, logSpeed };
}

/**
 * Root of the mean square of every column of relative amounts: columns in units of their own size are held back alike.
 * A column of bytes counts at least a tenth of the largest, so that rarely seen bytes do not look cheap to change.
 */
function columnLengths(samples: readonly Sample[], times: readonly number[]): Float64Array {
  const leastLength = 0.1;
  const squares = new Float64Array(terms.length);
  for (const [at, { sums }] of samples.entries()) {
    for (const [j, value] of sums.entries()) squares[j] = (squares[j] ?? 0) + (value / (times[at] ?? 1)) ** 2;
  }
  const quantities = terms.map((name) => name.split(".")[1] ?? "");
  const lengths = squares.map((square) => Math.sqrt(square / Math.max(1, samples.length)));
  const largest = Math.max(0, ...lengths.filter((_, j) => quantities[j] === "byte"));
  return lengths.map((length, j) => Math.max(length, quantities[j] === "byte" ? leastLength * largest : 0) || 1);
}

/** Seconds that a fit says for an observation of its configuration. */
export function fittedTime(
  { shapes }: Pick<GroupFit, "shapes">,
  { coefficients, unclocked }: ConfigurationFit,
  { sample }: Observation,
  { slow, perByte }: { readonly slow: number; readonly perByte: number },
): number {
  const total = totalOf(regressionTimes(sample.model, coefficients, shapes, perByte));
  if (slow === 1 || unclocked === undefined) return total;
  const still = totalOf(regressionTimes(sample.model, unclocked, shapes, perByte));
  return (total - still) * slow + still;
}
