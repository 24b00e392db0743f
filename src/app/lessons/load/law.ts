/** How laws of load fare against the measured points, and what the clock does to a whole model by its rooflines. */
import type { Fraction, Hertz, Seconds } from "../../../base/units.ts";
import { type NodeCost, trafficOf } from "../../../cost/node-cost.ts";
import type { CoreSet, Device, Precision, State } from "../../../device/device.ts";
import { loadFactor } from "../../../device/load.ts";
import { type LoadPoint, loadPoints } from "../../../device/load-points.ts";
import { roofOf, rooflineTime } from "../../../device/roofline.ts";
import type { Quiz } from "../quiz.ts";

export interface Judged extends LoadPoint {
  readonly predicted: number;
  /** (predicted - measured) / measured. */
  readonly error: number;
}

export interface Verdict {
  readonly rows: readonly Judged[];
  /** Mean of the errors' sizes. */
  readonly mape: Fraction;
  readonly worst: Fraction;
  readonly withinTenth: number;
}

/** T0 / (1 - w·u) with T0 the point without load; w = 1 is the often quoted 1 / (1 - u). */
export function judge(weight: Fraction, points: readonly LoadPoint[] = loadPoints): Verdict {
  const idle = points.find(({ utilization }) => utilization === 0)?.time ?? Number.NaN;
  const rows = points.map(({ utilization, time }): Judged => {
    const predicted = idle * loadFactor(utilization, weight);
    return { utilization, time, predicted, error: (predicted - time) / time };
  });
  const sizes = rows.map(({ error }) => Math.abs(error));
  return {
    rows,
    mape: sizes.reduce((sum, size) => sum + size, 0) / sizes.length,
    worst: Math.max(...sizes),
    withinTenth: sizes.filter((size) => size <= 0.1).length,
  };
}

/** Least time of all nodes one after another, each by its roofline, in seconds, and how many nodes are in it. */
export function modelTime(
  nodes: readonly NodeCost[],
  device: Device,
  cores: CoreSet,
  precision: Precision,
  state: State,
): { readonly seconds: Seconds; readonly counted: number } | undefined {
  const roof = roofOf(device, cores, precision, state);
  if (roof.peak === undefined || roof.bandwidth === undefined) return undefined;
  let seconds = 0;
  let counted = 0;
  for (const node of nodes) {
    if (node.folded) continue;
    const time = rooflineTime(node.flops, trafficOf(node), roof);
    if (time === undefined || node.times === undefined) continue;
    seconds += time * node.times;
    counted += 1;
  }
  return { seconds, counted };
}

/** At most `count` of the device's clocks, evenly chosen, both ends among them; evenly spaced ones where steps are not known. */
export function clocksOf(
  levels: readonly Hertz[],
  [low, high]: readonly [Hertz, Hertz],
  count: number,
): readonly Hertz[] {
  if (levels.length < 2) return Array.from({ length: count }, (_, step) => low + ((high - low) * step) / (count - 1));
  const shown = Math.min(count, levels.length);
  return Array.from(
    { length: shown },
    (_, step) => levels[Math.round((step * (levels.length - 1)) / (shown - 1))] ?? high,
  );
}

/** Three equal competitors at full load: bounded, and not where 1 / (1 - u) would be. */
export function competitorsQuiz(): Quiz {
  const factor = loadFactor(1, 3 / 4);
  const alone = loadFactor(1);
  return {
    question:
      "Beside three load programs of equal priority that never sleep (u = 100 %), how long does an inference take?",
    choices: [
      {
        text: "Forever",
        isRight: false,
        why: "That is 1 / (1 - u). It would hold for a load of strictly higher priority; a fair scheduler never starves a thread.",
      },
      {
        text: `${alone} times as long`,
        isRight: false,
        why: `With one competitor, w = 1/2, it would: 1 / (1 - 1/2) = ${alone}. Three of them have w = 3/4.`,
      },
      {
        text: `${factor} times as long`,
        isRight: true,
        why: `Four threads share the core equally, so the inference has a quarter: w = 3/4, and 1 / (1 - 3/4) = ${factor}. More load cannot make it worse.`,
      },
    ],
  };
}
