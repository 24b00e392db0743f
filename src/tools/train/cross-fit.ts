/** Fits without a part of the networks, which tell how an unseen network fares. */
import { classShares, secondsPerByte } from "../../learn/model-input.ts";
import { distanceTo } from "../../learn/novelty.ts";
import { type GroupData, type Observation, onlySamples, type Sample } from "./groups.ts";
import { dealt, type Random } from "./random.ts";
import { slowness, topClock } from "./clocks.ts";
import { fitGroup, fittedTime, type GroupFit, type Ridge } from "./regression.ts";

/** An observation judged by a fit that did not see its network. */
export interface HeldOut {
  /** Place of its configuration in the group. */
  readonly configuration: number;
  readonly observation: Observation;
  readonly atTop: boolean;
  /** ln(measured / predicted). */
  readonly left: number;
  /** To the nearest network that the fit saw. */
  readonly distance: number;
}

export interface CrossFit {
  /** For each sample, the fit that did not see its network. */
  readonly fitFor: ReadonlyMap<Sample, GroupFit>;
  readonly held: readonly HeldOut[];
}

/** Deals what `keyOf` tells apart (networks, families) into `folds` parts and fits without each. */
export function crossFit(
  group: GroupData,
  parent: Float64Array | undefined,
  { folds, keyOf, random, ridge }: { folds: number; keyOf: (sample: Sample) => string; random: Random; ridge: Ridge },
): CrossFit {
  const keys = [...new Set(group.samples.map(keyOf))];
  const fitFor = new Map<Sample, GroupFit>();
  const held: HeldOut[] = [];
  for (const fold of dealt(keys, Math.min(folds, keys.length), random)) {
    const out = new Set(fold);
    const inside = onlySamples(group, (sample) => !out.has(keyOf(sample)));
    if (out.size === 0 || inside.samples.length === 0) continue;
    const fit = fitGroup(inside, parent, ridge);
    const seen = seenRows(inside.samples, fit.pooled);
    const distances = new Map<Sample, number>();
    for (const sample of group.samples) {
      if (!out.has(keyOf(sample))) continue;
      fitFor.set(sample, fit);
      distances.set(sample, distanceTo(seen, classShares(sample.sums, fit.pooled)));
    }
    for (const [at, configuration] of group.configurations.entries()) {
      const own = fit.configurations[at];
      const top = topClock(configuration);
      if (own === undefined) continue;
      const perByte = secondsPerByte(configuration.target);
      for (const observation of configuration.observations) {
        const distance = distances.get(observation.sample);
        if (distance === undefined || observation.isPart === true) continue;
        const slow = slowness(observation, top);
        const left = Math.log(observation.seconds / fittedTime(fit, own, observation, { slow, perByte }));
        held.push({ configuration: at, observation, atTop: slow === 1, left, distance });
      }
    }
  }
  return { fitFor, held };
}

/** No more rows than this are kept to tell how new a model is. */
const mostSeen = 200;

/** Class shares of whole networks, row by row, evenly thinned. */
export function seenRows(samples: readonly Sample[], pooled: Float64Array): Float32Array {
  const whole = samples.filter((sample) => sample.whole);
  const step = Math.max(1, whole.length / mostSeen);
  const rows: number[] = [];
  for (let at = 0; at < whole.length; at += step) {
    const sample = whole[Math.floor(at)];
    if (sample !== undefined) rows.push(...classShares(sample.sums, pooled));
  }
  return Float32Array.from(rows);
}
