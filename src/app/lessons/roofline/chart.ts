/** A log-log roofline as plain geometry: where the roofs, the ridge and a point stand in a drawing. */
import type { Flops, Bytes, FlopsPerSecond, Intensity } from "../../../base/units.ts";
import { attainable, ridgePoint, type Roof, rooflineTime } from "../../../device/roofline.ts";
import type { Quiz } from "../quiz.ts";
import { timesText } from "../quiz.ts";

/** Powers of ten that a drawing spans. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** Whole decades around values, with at least half a decade of air on both sides. */
export function spanOf(values: readonly number[]): Span {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  if (logs.length === 0) return { low: 0, high: 1 };
  return { low: Math.floor(Math.min(...logs) - 0.5), high: Math.ceil(Math.max(...logs) + 0.5) };
}

/** Place of a value between `from` and `to`, on the logarithmic scale of the span. */
export const place = (value: number, { low, high }: Span, from: number, to: number): number =>
  from + ((Math.log10(value) - low) / (high - low)) * (to - from);

export const decades = ({ low, high }: Span): readonly number[] =>
  Array.from({ length: high - low + 1 }, (_, step) => low + step);

export interface KnownRoof {
  readonly peak: FlopsPerSecond;
  readonly bandwidth: number;
}

/** Both roofs, or undefined where the device does not tell one. */
export const known = ({ peak, bandwidth }: Roof): KnownRoof | undefined =>
  peak === undefined || bandwidth === undefined ? undefined : { peak, bandwidth };

export interface Work {
  readonly flops: Flops;
  readonly traffic: Bytes;
}

export const intensityOf = ({ flops, traffic }: Work): Intensity => flops / traffic;

/** Spans that hold today's roofs, those of the device at its best, and the point: nothing jumps while a slider moves. */
export function spansOf(roofs: readonly KnownRoof[], work: Work): { readonly x: Span; readonly y: Span } {
  const ridges = roofs.map((roof) => roof.peak / roof.bandwidth);
  const x = spanOf([...ridges, intensityOf(work)]);
  const heights = roofs.flatMap((roof) => [roof.peak, attainable(intensityOf(work), roof) ?? roof.peak]);
  return { x, y: spanOf(heights) };
}

/** Which roof holds the point down. */
export const boundOf = (work: Work, roof: KnownRoof): "compute" | "memory" =>
  intensityOf(work) >= roof.peak / roof.bandwidth ? "compute" : "memory";

/** How the least time changes when the clock, and with it the peak, is halved: 2 above the new ridge, 1 below it. */
export function halfClock(work: Work, { peak, bandwidth }: KnownRoof): number {
  const before = rooflineTime(work.flops, work.traffic, { peak, bandwidth });
  const after = rooflineTime(work.flops, work.traffic, { peak: peak / 2, bandwidth });
  return before === undefined || after === undefined || before === 0 ? 1 : after / before;
}

/** Times whose ratio differs from 1 or 2 by less than this print as 1 or 2. */
const hair = 0.005;

export function clockQuiz(work: Work, roof: KnownRoof): Quiz {
  const factor = halfClock(work, roof);
  const right = factor > 2 - hair ? "doubles" : factor < 1 + hair ? "stays" : "grows";
  const ridge = ridgePoint(roof) ?? 0;
  const where = `Its intensity is ${intensityOf(work).toPrecision(3)} FLOP/B; halving the peak moves the ridge from ${ridge.toPrecision(3)} to ${(ridge / 2).toPrecision(3)}, and the least time becomes ${timesText(factor)}.`;
  const choice = (id: typeof right, text: string) => ({ text, isRight: id === right, why: where });
  return {
    question: "The clock is halved, and memory stays as fast. What becomes of this node’s least time?",
    choices: [
      choice("doubles", "It doubles"),
      choice("stays", "It stays"),
      choice("grows", "It grows, but to less than double"),
    ],
  };
}
