/** Where values lie on an axis, and which of them are ticked. */
import type { Axis, NumberAxis } from "./figure.ts";

/** Position of a value between the ends of its axis, 0 to 1; of a band, its middle. */
export function fractionOf(axis: Axis, value: number): number {
  if (axis.scale === "band") return (value + 0.5) / Math.max(1, axis.names.length);
  const [low, high] = axis.range;
  if (axis.scale === "linear") return (value - low) / (high - low);
  return Math.log(Math.max(value, Number.MIN_VALUE) / low) / Math.log(high / low);
}

export interface Tick {
  /** In SI units, or the number of a band. */
  readonly at: number;
  /** "" for a tick without a number. */
  readonly text: string;
  /** "10" with the power −3: written as a superscript where the number would be long. */
  readonly power?: number;
}

/** Slack for sums of steps that are a little off. */
const slack = 1e-9;

/** Steps of 1, 2 or 5 times a power of ten: `most` of them or fewer. */
export function linearTicks(axis: NumberAxis, most: number): readonly Tick[] {
  const { unit } = axis.quantity;
  const [low, high] = axis.range;
  const [from, to] = [low / unit.size, Math.min(high, axis.lastTick ?? high) / unit.size];
  const rough = (to - from) / Math.max(1, most - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * (1 - slack)) ?? 10);
  const first = Math.ceil(from / step - slack);
  const last = Math.floor(to / step + slack);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + slack));
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const value = (first + i) * step;
    return { at: value * unit.size, text: value.toFixed(digits) };
  });
}

/** Powers of ten, `most` of them or fewer, with what lies between them unnumbered; 1, 2, 5 where there are few powers. */
export function logTicks({ range: [low, high], quantity: { unit } }: NumberAxis, most: number): readonly Tick[] {
  const [from, to] = [low / unit.size, high / unit.size];
  const first = Math.ceil(Math.log10(from) - slack);
  const last = Math.floor(Math.log10(to) + slack);
  const stride = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, most)));
  const long = Math.max(Math.abs(first), Math.abs(last)) > 4;
  const numbered = last - first + 1 >= 3 ? [1] : (last - first + 1) * 3 <= most ? [1, 2, 5] : [1, 3];
  const ticks: Tick[] = [];
  for (let power = first - 1; power <= last; power += 1) {
    for (let digit = 1; digit <= 9; digit += 1) {
      const value = digit * 10 ** power;
      if (value < from * (1 - slack) || value > to * (1 + slack)) continue;
      const withNumber = numbered.includes(digit) && (numbered.length > 1 || (power - first) % stride === 0);
      // Between powers that are themselves skipped, ninths would only be grey.
      if (!withNumber && digit > 1 && stride > 1) continue;
      const at = value * unit.size;
      if (!withNumber) ticks.push({ at, text: "" });
      else if (long && digit === 1) ticks.push({ at, text: "10", power });
      else ticks.push({ at, text: String(Number(value.toPrecision(3))) });
    }
  }
  return ticks;
}

/** All names where there is room for them, else every second, third... */
export function bandTicks(names: readonly string[], most: number): readonly Tick[] {
  const stride = Math.max(1, Math.ceil(names.length / Math.max(1, most)));
  return names.flatMap((text, at) => (at % stride === 0 ? [{ at, text }] : []));
}

/** The ticks of an axis with at most about `most` numbers. */
export function ticksOf(axis: Axis, most: number): readonly Tick[] {
  switch (axis.scale) {
    case "band":
      return bandTicks(axis.names, most);
    case "linear":
      return linearTicks(axis, most);
    case "log":
      return logTicks(axis, most);
  }
}

/** A range from 0 that leaves a little room above. */
export const fromZero = (most: number): readonly [number, number] => [0, most > 0 ? most * 1.08 : 1];

/** A range of whole decades, or of 1, 2, 5 steps where `tight`, around positive values. */
export function decades(values: readonly number[], tight = false): readonly [number, number] {
  const known = values.filter((value) => value > 0 && Number.isFinite(value));
  const least = known.reduce((a, b) => Math.min(a, b), Infinity);
  const most = known.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return [1, 10];
  const steps = tight ? [1, 2, 5, 10] : [1, 10];
  const below = 10 ** Math.floor(Math.log10(least) + slack);
  const above = 10 ** Math.floor(Math.log10(most) + slack);
  const low = below * (steps.findLast((step) => step * below <= least * (1 + slack)) ?? 1);
  const high = above * (steps.find((step) => step * above >= most * (1 - slack)) ?? 10);
  return low < high ? [low, high] : [low / 2, high * 2];
}
