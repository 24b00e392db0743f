/** How a predicted latency is shared out among nodes. */
import type { Seconds } from "../base/units.ts";

/**
 * Times that sum to `total`, in proportion to `times` but none below its `bound`, what the device's peak and bandwidth
 * allow: a regression on whole networks tells their sum well, and may give small kernels next to nothing. Where the bounds
 * alone exceed the total they give way in proportion. Undefined times stay undefined.
 */
export function attributed(
  times: readonly (Seconds | undefined)[],
  bounds: readonly Seconds[],
  total: Seconds,
): readonly (Seconds | undefined)[] {
  const sum = times.reduce<number>((all, time) => all + (time ?? 0), 0);
  if (sum === 0) return times;
  const scaled = times.map((time) => (time === undefined ? undefined : (time * total) / sum));
  const floor = scaled.map((time, at) => (time === undefined ? 0 : (bounds[at] ?? 0)));
  const floors = floor.reduce((all, bound) => all + bound, 0);
  if (floors >= total)
    return scaled.map((time, at) => (time === undefined ? undefined : ((floor[at] ?? 0) * total) / floors));
  const above = scaled.map((time, at) => Math.max(0, (time ?? 0) - (floor[at] ?? 0)));
  const aboves = above.reduce((all, part) => all + part, 0);
  const part = aboves === 0 ? 0 : (total - floors) / aboves;
  return scaled.map((time, at) => (time === undefined ? undefined : (floor[at] ?? 0) + (above[at] ?? 0) * part));
}
