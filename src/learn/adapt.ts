/** A few measurements of one's own on a device: what was learned elsewhere, bent towards them. */
import type { Seconds } from "../base/units.ts";
import { formatCoreSet } from "../device/core-set.ts";
import { nominalState } from "../device/roofline.ts";
import { isFusedTerm, terms, termSums } from "../predict/conv-regression.ts";
import type { Measurement } from "../predict/predictor.ts";
import { chooseConfiguration } from "./choose.ts";
import { addRow, descend, emptyNormal } from "./least-squares.ts";
import { type ModelInput, modelInput, regressionTimes, totalOf } from "./model-input.ts";
import type { Configuration, GcnWeights, Group } from "./weights.ts";

interface Sample {
  readonly model: ModelInput;
  readonly sums: Float64Array;
  readonly seconds: Seconds;
}

/**
 * The weights with a configuration for every target that was measured. Measurements of targets that nothing learned can
 * answer for, and of models without a known cost, are left out.
 */
export function withMeasurements(weights: GcnWeights, measurements: readonly Measurement[]): GcnWeights {
  const byTarget = new Map<string, Measurement[]>();
  for (const one of measurements) {
    const { device, cores, runtime, precision } = one.target;
    const key = [device.id, formatCoreSet(cores), runtime, precision].join();
    byTarget.set(key, [...(byTarget.get(key) ?? []), one]);
  }
  const added = [...byTarget.values()].flatMap((own) => adaptedConfiguration(weights, own) ?? []);
  const groups = weights.groups.map((group): Group => {
    const own = added.filter((one) => one.group === group).map(({ configuration }) => configuration);
    const others = group.configurations.filter((one) => !own.some((fresh) => isSame(fresh, one)));
    return own.length === 0 ? group : { ...group, configurations: [...others, ...own] };
  });
  return { ...weights, groups };
}

const isSame = (a: Configuration, b: Configuration): boolean => a.device === b.device && a.cores === b.cores;

function adaptedConfiguration(
  weights: GcnWeights,
  measurements: readonly Measurement[],
): { readonly group: Group; readonly configuration: Configuration } | undefined {
  const [first] = measurements;
  const nominal = first === undefined ? undefined : nominalState(first.target.device, first.target.cores);
  if (first === undefined || nominal === undefined) return undefined;
  const target = { ...first.target, state: nominal };
  // A model that is refused tells nothing of the device, and must not keep the others from it.
  const timed = measurements.flatMap((one) => {
    const choice = chooseConfiguration(weights, modelInput(one.input), target);
    return one.seconds > 0 && typeof choice !== "string" ? [{ ...one, choice }] : [];
  });
  const [one] = timed;
  if (one === undefined) return undefined;
  const { choice } = one;
  const { group, configuration: base } = choice;
  const samples = timed.map(({ input, seconds }): Sample => {
    const model = modelInput(input, group.kernels);
    return { model, sums: termSums(model.amounts), seconds };
  });
  const adapted = bent(base, group, samples);
  const left = samples.flatMap((sample) => {
    const others = samples.filter((other) => other !== sample);
    const without = others.length === 0 ? base : bent(base, group, others);
    const predicted = totalOf(regressionTimes(sample.model, without.coefficients, group.shapes));
    return predicted > 0 ? [Math.abs(Math.log(sample.seconds / predicted))] : [];
  });
  if (left.length === 0) return undefined;
  const networks = samples.length;
  // As if `borrowed` further cases had erred by as much as the configuration that this leans on is doubted.
  const doubt = choice.from === undefined ? base.spread : transferDoubt;
  const typical = (1.2533 * left.reduce((sum, value) => sum + value, 0) + borrowed * doubt) / (left.length + borrowed);
  return {
    group,
    configuration: { ...adapted, spread: Math.max(base.spread, typical), networks, own: left.length },
  };
}

const borrowed = 2;
/** Deviation of ln(measured / predicted) on phones that were never measured. */
const transferDoubt = 0.3;
/** Samples that say "as the base": one that is measured already moves the speed by two thirds of what it asks. */
const holdSpeed = 0.5;
/** As if so many networks said that the base's coefficients are right in proportion. */
const holdShape = 1;
/**
 * A class of kernels gains on the others by a factor of three at most. Few networks leave it open which of two classes took
 * the time; without a bound one of them comes to cost nothing. Totals of networks of unseen phones are as good with it as
 * without (mean error at 3 samples 6.9 % with it and 7.0 % without, at 10 samples 5.9 % either way).
 */
const leastShare = 1 / 3;

/** First the speed, then each coefficient, held towards the base at that speed. */
function bent(base: Configuration, { shapes }: Group, samples: readonly Sample[]): Configuration {
  const known = samples.flatMap((sample) => {
    const predicted = totalOf(regressionTimes(sample.model, base.coefficients, shapes));
    return predicted > 0 ? [{ ...sample, log: Math.log(sample.seconds / predicted) }] : [];
  });
  if (known.length === 0) return base;
  const logFactor = known.reduce((sum, { log }) => sum + log, 0) / (known.length + holdSpeed);
  const factor = Math.exp(logFactor);
  const size = terms.length;
  const lengths = new Float64Array(size);
  for (const { sums, seconds } of known) {
    for (let j = 0; j < size; j += 1) lengths[j] = (lengths[j] ?? 0) + ((sums[j] ?? 0) / seconds) ** 2 / known.length;
  }
  // A unit of every column: the greater of its size here and of the time that the base gives it.
  const unit = lengths.map((square) => Math.sqrt(square) || 1);
  const prior = Float64Array.from({ length: size }, (_, j) => (base.coefficients[j] ?? 0) * factor * (unit[j] ?? 1));
  const normal = emptyNormal(size);
  for (const { sums, seconds, model } of known) {
    // What the shapes add is kept as it is: only classes are bent.
    const shaped = totalOf(regressionTimes(model, base.coefficients, shapes)) / (plainTime(sums, base) || 1);
    const row = sums.map((value, j) => (isFree(base, j) ? 0 : (value * shaped) / (unit[j] ?? 1) / seconds));
    // What is sought is how far each coefficient lies above its least.
    addRow(normal, row, 1 - leastShare * dot(row, prior));
  }
  const above = prior.map((value) => (1 - leastShare) * value);
  const x = descend(normal, { prior: above, lambda: Array.from(prior, () => holdShape), least: 0, sweeps: 200 });
  return {
    ...base,
    coefficients: Float32Array.from(x, (value, j) => (value + leastShare * (prior[j] ?? 0)) / (unit[j] ?? 1)),
    unclocked: base.unclocked?.map((value) => value * factor),
    logSpeed: base.logSpeed + logFactor,
  };
}

/** What runs inside another kernel costs nothing where training said so: a few networks would give it what others take. */
const isFree = ({ coefficients }: Configuration, term: number): boolean =>
  coefficients[term] === 0 && isFusedTerm(terms[term] ?? "");

const dot = (a: Float64Array, b: Readonly<ArrayLike<number>>): number =>
  a.reduce((sum, value, j) => sum + value * (b[j] ?? 0), 0);

const plainTime = (sums: Float64Array, { coefficients }: Configuration): number => dot(sums, coefficients);
