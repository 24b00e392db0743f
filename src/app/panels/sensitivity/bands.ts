/** Latency along each knob with its interval, as shapes in a box of one by one, and in words. */
import { formatSeconds } from "../../../base/format.ts";
import type { Seconds } from "../../../base/units.ts";
import type { Curve } from "../prediction/sweeps.ts";
import { type Axis, shareAlong, valueText } from "./axes.ts";
import { doublingPoint, latencyAt } from "./doubling.ts";

/** What a predictor says of one state. */
export interface Answer {
  readonly latency: Seconds | undefined;
  /** The ends of its 80 % interval, where it gives one. */
  readonly low: Seconds | undefined;
  readonly high: Seconds | undefined;
}

export interface Sample extends Answer {
  readonly value: number;
}

/** Along one knob, values ascending. */
export type Band = readonly Sample[];

export const curveOf = (band: Band): Curve => band.map(({ value, latency }) => [value, latency]);

/** A band, and what it runs along. */
export interface Along {
  readonly axis: Axis;
  readonly band: Band;
}

/** Towards a full load latency grows without end; more than so many times its least would flatten all other curves. */
const mostUnderLoad = 6;

/**
 * The longest latency or upper end of any band: curves that share it can be compared by eye. Under load the curve may leave
 * through the top, but never with the present state.
 */
export const topOf = (shown: readonly Along[]): Seconds => Math.max(0, ...shown.map(topOfOne));

function topOfOne({ axis, band }: Along): Seconds {
  const tops = band.flatMap(({ latency, high }) => (latency === undefined ? [] : [Math.max(latency, high ?? 0)]));
  const most = Math.max(0, ...tops);
  if (axis.knob !== "utilization") return most;
  return Math.min(most, Math.max(mostUnderLoad * Math.min(...tops), latencyAt(curveOf(band), axis.at) ?? 0));
}

type Spot = readonly [x: number, y: number];

export interface BandShapes {
  /** Stretches of known latencies; y grows downwards, from 0 at the top of the box to 1 at its bottom. */
  readonly lines: readonly (readonly Spot[])[];
  /** Outlines of the stretches with an interval. */
  readonly areas: readonly (readonly Spot[])[];
  /** Steps of the knob, along x. */
  readonly ticks: readonly number[];
  readonly now: Spot | undefined;
  /** Where the latency is twice the present one. */
  readonly doubled: Spot | undefined;
}

/** Neighbours for which something is known, as stretches. */
function stretches<T, S>(items: readonly T[], known: (item: T) => S | undefined): readonly (readonly S[])[] {
  const found: S[][] = [[]];
  for (const item of items) {
    const one = known(item);
    if (one === undefined) found.push([]);
    else found.at(-1)?.push(one);
  }
  return found.filter((stretch) => stretch.length > 0);
}

export function shapesOf(band: Band, axis: Axis, top: Seconds): BandShapes {
  const y = (latency: Seconds): number => (top === 0 ? 1 : 1 - latency / top);
  const x = (value: number): number => shareAlong(axis, value);
  const spot = (value: number | undefined, latency: Seconds | undefined): Spot | undefined =>
    value === undefined || latency === undefined ? undefined : [x(value), y(latency)];
  const curve = curveOf(band);
  const now = latencyAt(curve, axis.at);
  const between = stretches(band, ({ value, low, high }) =>
    low === undefined || high === undefined ? undefined : { value, low, high },
  );
  return {
    lines: stretches(band, ({ value, latency }) => spot(value, latency)),
    areas: between.map((stretch) => [
      ...stretch.map(({ value, high }): Spot => [x(value), y(high)]),
      ...stretch.toReversed().map(({ value, low }): Spot => [x(value), y(low)]),
    ]),
    ticks: axis.levels.map(x),
    now: spot(axis.at, now),
    doubled: spot(doublingPoint(curve, axis.knob, axis.at), now === undefined ? undefined : 2 * now),
  };
}

/** "doubles at 1.40 GHz", "never doubles": what happens to the present latency when the knob is turned towards slower. */
export function doublingText(band: Band, axis: Axis): string {
  const curve = curveOf(band);
  if (latencyAt(curve, axis.at) === undefined) return "no latency here";
  const value = doublingPoint(curve, axis.knob, axis.at);
  return value === undefined ? "never doubles" : `doubles at ${valueText(axis, value)}`;
}

/** A curve for those who do not see it. */
export function bandText(band: Band, axis: Axis): string {
  const ends = [band[0], band.at(-1)].flatMap((one) =>
    one === undefined ? [] : [`${formatSeconds(one.latency)} at ${valueText(axis, one.value)}`],
  );
  const now = formatSeconds(latencyAt(curveOf(band), axis.at));
  const spread = band.filter(({ low, high }) => low !== undefined && high !== undefined).length;
  const interval = spread === 0 ? "No interval is given." : `An 80 % interval at ${spread} of ${band.length} points.`;
  return `Latency against ${axis.name}: ${ends.join(", ")}. Now ${now} at ${valueText(axis, axis.at)}; ${doublingText(band, axis)}. ${interval}`;
}
