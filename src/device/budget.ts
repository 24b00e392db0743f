/**
 * The slowest setting of a device that still meets a latency: the lowest clock, the least bandwidth, the most load. Whoever
 * asks the predictor is a parameter, so that the search runs beside it or across a worker's border, many settings at once.
 */
import type { Seconds } from "../base/units.ts";

/** Latencies at some settings, in their order; undefined: the predictor gives none. */
export type Ask = (settings: readonly number[]) => Promise<readonly (Seconds | undefined)[]>;

export interface Setting {
  readonly value: number;
  readonly latencySeconds: Seconds;
}

export type Search =
  /** `below` is the next slower setting, which misses; undefined: the slowest one meets. */
  | { readonly kind: "found"; readonly at: Setting; readonly below: Setting | undefined; readonly ordered: boolean }
  /** Even the fastest setting misses. */
  | { readonly kind: "impossible"; readonly at: Setting; readonly overSeconds: Seconds }
  /** The predictor gives no latency for this device. */
  | { readonly kind: "unknown" };

/** Asked at once: a round trip to a worker costs more than a prediction. A device's steps fit into one round. */
const perRound = 33;

/** Positions from `low` to `high`, both among them, evenly spread where there are more than one round asks. */
function spread(low: number, high: number, atOnce: number): readonly number[] {
  const count = Math.min(high - low + 1, atOnce);
  return Array.from({ length: count }, (_, i) => low + Math.round(((high - low) * i) / Math.max(1, count - 1)));
}

/**
 * Searches `settings`, which run from the slowest to the fastest. By the law of all physical predictors a faster setting
 * never takes longer; then the answer is exact, after two rounds for a thousand settings. `ordered` is false where the latencies asked for
 * break that law; the answer then still holds for every faster setting that was asked. Where each setting is dear to ask,
 * `atOnce` 3 halves what is left with every round.
 */
export async function slowestMeeting(
  settings: readonly number[],
  budget: Seconds,
  ask: Ask,
  atOnce = perRound,
): Promise<Search> {
  const known = new Map<number, Seconds>();
  let [low, high] = [0, settings.length - 1];
  if (high < 0) return { kind: "unknown" };
  for (;;) {
    const wanted = spread(low, high, atOnce).filter((at) => !known.has(at));
    // Each round depends on the one before.
    // oxlint-disable-next-line no-await-in-loop
    const answers = await ask(wanted.map((at) => settings[at] ?? Number.NaN));
    for (const [i, at] of wanted.entries()) {
      const latency = answers[i];
      if (latency === undefined) return { kind: "unknown" };
      known.set(at, latency);
    }
    const asked = [...known].sort(([a], [b]) => a - b);
    const missing = asked.findLastIndex(([, latency]) => latency > budget);
    const first = asked[missing + 1];
    const before = asked[missing];
    const settingAt = ([at, latencySeconds]: readonly [number, Seconds]): Setting => ({
      value: settings[at] ?? Number.NaN,
      latencySeconds,
    });
    if (first === undefined) {
      const at = settingAt(before ?? [0, Number.NaN]);
      return { kind: "impossible", at, overSeconds: at.latencySeconds - budget };
    }
    if (before === undefined || first[0] === before[0] + 1) {
      return { kind: "found", at: settingAt(first), below: before && settingAt(before), ordered: isOrdered(asked) };
    }
    [low, high] = [before[0], first[0]];
  }
}

/** Rounding may make a faster setting a hair slower. */
const rounding = 1 + 1e-6;

const isOrdered = (asked: readonly (readonly [number, Seconds])[]): boolean =>
  asked.every(([, latency], i) => i === 0 || latency <= (asked[i - 1]?.[1] ?? Infinity) * rounding);

/** Settings between two ends in round numbers: both ends, and the multiples of `step` between them. */
export function roundSettings(low: number, high: number, step: number): readonly number[] {
  const first = Math.floor(low / step) + 1;
  const count = Math.max(0, Math.ceil(high / step) - first);
  return [low, ...Array.from({ length: count }, (_, i) => (first + i) * step), ...(high > low ? [high] : [])];
}
