/** Where a latency is reached along a curve, by straight lines between its points. */
import type { Seconds } from "../../../base/units.ts";
import type { AxisId } from "../../state/session.ts";
import type { Curve } from "../prediction/sweeps.ts";

/** Which way along a knob things get slower. */
const slowerWay: Readonly<Record<AxisId, "down" | "up">> = {
  frequency: "down",
  utilization: "up",
  bandwidth: "down",
  stream: "up",
};

/** The value at which points, in the order in which one walks, first reach a latency; undefined where they never do. */
export function crossing(points: Curve, level: Seconds): number | undefined {
  let before: readonly [number, Seconds] | undefined;
  for (const [value, latency] of points) {
    if (latency !== undefined && latency >= level) {
      if (before === undefined) return value;
      const [from, less] = before;
      return from + ((value - from) * (level - less)) / (latency - less);
    }
    before = latency === undefined ? undefined : [value, latency];
  }
  return undefined;
}

/** The latency at a value of a curve whose values ascend; undefined beyond its ends and beside unknown points. */
export function latencyAt(curve: Curve, value: number): Seconds | undefined {
  const next = curve.findIndex(([one]) => one >= value);
  const [high, above] = curve[next] ?? [];
  if (high === value) return above;
  const [low, below] = curve[next - 1] ?? [];
  if (high === undefined || low === undefined || above === undefined || below === undefined) return undefined;
  return below + ((above - below) * (value - low)) / (high - low);
}

/** The points of a curve as one meets them when a knob is turned from a value on towards slower. */
export function slowerFrom(curve: Curve, knob: AxisId, value: number): Curve {
  return slowerWay[knob] === "up"
    ? curve.filter(([one]) => one > value)
    : curve.filter(([one]) => one < value).toReversed();
}

/** Where turning a knob towards slower has made the latency twice that at `at`; undefined where it never does. */
export function doublingPoint(curve: Curve, knob: AxisId, at: number): number | undefined {
  const now = latencyAt(curve, at);
  return now === undefined || now === 0 ? undefined : crossing([[at, now], ...slowerFrom(curve, knob, at)], 2 * now);
}
