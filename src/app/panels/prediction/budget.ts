/** The search for the slowest setting that meets a latency: what is asked, and the answer in words. */
import { formatBandwidth, formatFrequency, formatPercent, formatSeconds } from "../../../base/format.ts";
import type { Seconds } from "../../../base/units.ts";
import { roundSettings, type Search } from "../../../device/budget.ts";
import type { Target } from "../../../predict/predictor.ts";
import { type AxisId, type Knob, knobs, limitsOf, type Session } from "../../state/session.ts";

/** In the list to choose from, of a CPU or GPU. */
export const knobNames: Readonly<Record<Knob, string>> = {
  frequency: "Lowest clock",
  utilization: "Most other load",
  bandwidth: "Least bandwidth",
};

/** Finer than anyone sets them, and round: 1 MHz and 10 MB/s; load goes by percents. */
const clockStep = 1e6;
const bandwidthStep = 1e7;

type Where = Pick<Session, "device" | "cores"> & Partial<Pick<Session, "priority">>;

/** What a knob can be set to, from the slowest setting to the fastest: the device's own steps where they are known. */
export function settingsOf(choice: Where, knob: Knob): readonly number[] {
  const { frequencyHz, levelsHz, bandwidth } = limitsOf(choice);
  switch (knob) {
    case "frequency":
      return levelsHz.length > 0 ? levelsHz : roundSettings(...frequencyHz, clockStep);
    case "utilization":
      // A load that goes first and never rests leaves nothing: no latency, and no setting.
      return Array.from({ length: 101 }, (_, i) => (100 - i) / 100).slice(choice.priority === "higher" ? 1 : 0);
    case "bandwidth":
      return bandwidth === undefined ? [] : roundSettings(...bandwidth, bandwidthStep);
  }
}

/** The knobs that can be turned on a device. */
export const knobsOf = (choice: Where): readonly Knob[] => knobs.filter((knob) => settingsOf(choice, knob).length > 1);

const fields = {
  frequency: "frequencyHz",
  utilization: "utilization",
  bandwidth: "bandwidthBytesPerSecond",
  stream: "streamBytesPerSecond",
} as const satisfies Readonly<Record<AxisId, keyof Target["state"]>>;

/** The question with one knob turned. */
export const turned = (ask: Target, knob: AxisId, value: number): Target => ({
  ...ask,
  state: { ...ask.state, [fields[knob]]: value },
});

/** What to lay over the session so that a knob stands at a setting. */
export function patchFor(knob: AxisId, value: number): Partial<Session> {
  switch (knob) {
    case "frequency":
      return { frequencyHz: value };
    case "utilization":
      return { utilization: value };
    case "bandwidth":
      return { bandwidthBytesPerSecond: value };
    case "stream":
      return { streamBytesPerSecond: value };
  }
}

/** Whatever the answer depends on, which the searched knob itself is not. */
export const keyOf = (ask: Target, knob: Knob, budget: Seconds | undefined): string =>
  JSON.stringify([{ ...turned(ask, knob, 0), device: ask.device.id }, knob, budget]);

const formats: Readonly<Record<Knob, (value: number) => string>> = {
  frequency: formatFrequency,
  utilization: formatPercent,
  bandwidth: formatBandwidth,
};

/** "1.21 GHz", "35.0 % load", "4.20 GB/s" */
export const settingText = (knob: Knob, value: number): string =>
  knob === "utilization" ? `${formatPercent(value)} load` : formats[knob](value);

/** At the ends of a knob: the slowest setting, the fastest one. */
const ends: Readonly<Record<Knob, readonly [slowest: string, fastest: string]>> = {
  frequency: ["at the lowest clock", "at the highest clock"],
  utilization: ["under full load", "without other load"],
  bandwidth: ["with the least bandwidth", "with the full bandwidth"],
};

function endText(knob: Knob, end: 0 | 1, value: number): string {
  if (knob !== "utilization") return `${ends[knob][end]}, ${formats[knob](value)},`;
  return end === 0 && value < 1 ? `under ${formatPercent(value)} load` : ends[knob][end];
}

/** How settings are told. */
export interface Words {
  readonly setting: (value: number) => string;
  /** The next slower one, in the middle of a sentence. */
  readonly below: (value: number) => string;
  /** The slowest of all, or the fastest: "at the lowest clock, 826 MHz,". */
  readonly end: (end: 0 | 1, value: number) => string;
}

export const wordsOf = (knob: Knob): Words => ({
  setting: (value) => settingText(knob, value),
  below: (value) => (knob === "frequency" ? `the clock below, ${formats[knob](value)},` : formats[knob](value)),
  end: (end, value) => endText(knob, end, value),
});

/** The answer in a sentence or two. */
export function answerText(search: Search, words: Words, budget: Seconds): string {
  switch (search.kind) {
    case "unknown":
      return "The predictor gives no latency here, so there is nothing to search.";
    case "impossible": {
      const { at, overSeconds } = search;
      const times = at.latencySeconds / budget;
      const over = `${formatSeconds(overSeconds)} (${formatPercent(overSeconds / budget)}) too long`;
      const far = times < 2 ? over : `${times.toPrecision(2)} times as long`;
      return `Out of reach: even ${words.end(1, at.value)} it takes ${formatSeconds(at.latencySeconds)}, ${far}.`;
    }
    case "found": {
      const { at, below, ordered } = search;
      const time = formatSeconds(at.latencySeconds);
      const answer =
        below === undefined
          ? `Even ${words.end(0, at.value)} it takes only ${time}.`
          : `${words.setting(at.value)} takes ${time}; ${words.below(below.value)} takes ${formatSeconds(below.latencySeconds)}.`;
      return ordered
        ? answer
        : `${answer} This predictor calls some faster settings slower: slower ones may meet it too.`;
    }
  }
}
