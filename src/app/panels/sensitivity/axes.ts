/** What of a device's state can be turned, how far, and where it stands: the axes of curves and surface. */
import { formatBandwidth, formatFrequency, formatPercent } from "../../../base/format.ts";
import {
  type AxisId,
  deviceOf,
  type Knob,
  limitsOf,
  type Session,
  type StatePair,
  stateOf,
} from "../../state/session.ts";

export interface Axis {
  readonly knob: AxisId;
  /** As on its slider. */
  readonly name: string;
  /** In SI units, as are the steps and the present value. */
  readonly range: readonly [number, number];
  /** The only values it can take, ascending; empty: any. */
  readonly levels: readonly number[];
  readonly at: number;
  /** Of the numbers along the axis. */
  readonly unit: string;
  /** SI units in one of the axis' own. */
  readonly scale: number;
}

const streamName = "Traffic of other cores";

const giga = 1e9;
const mega = 1e6;
const percent = 0.01;

/** One axis for each knob that the device has: without a known bandwidth there is nothing to turn. Traffic of other cores comes last. */
export function axesOf(choice: Session): readonly Axis[] {
  const { frequencyHz, levelsHz, bandwidth, stream } = limitsOf(choice);
  const state = stateOf(choice);
  const unit = deviceOf(choice).kind === "gpu" ? "GPU" : "CPU";
  const isFast = frequencyHz[1] >= giga;
  const clock: Axis = {
    knob: "frequency",
    name: `${unit} frequency`,
    range: frequencyHz,
    levels: levelsHz,
    at: state.frequencyHz,
    unit: isFast ? "GHz" : "MHz",
    scale: isFast ? giga : mega,
  };
  const load: Axis = {
    knob: "utilization",
    name: `${unit} utilization`,
    range: [0, 1],
    levels: [],
    at: state.utilization,
    unit: "%",
    scale: percent,
  };
  const traffic = { levels: [], unit: "GB/s", scale: giga } as const;
  const free = state.bandwidthBytesPerSecond;
  const taken = state.streamBytesPerSecond ?? 0;
  const memory: readonly Axis[] =
    bandwidth === undefined || free === undefined
      ? []
      : [{ ...traffic, knob: "bandwidth", name: "Memory bandwidth", range: bandwidth, at: free }];
  const others: readonly Axis[] =
    stream === undefined ? [] : [{ ...traffic, knob: "stream", name: streamName, range: stream, at: taken }];
  return [clock, load, ...memory, ...others];
}

const knobsOfPair: Readonly<Record<StatePair, readonly [across: Knob, up: Knob]>> = {
  "frequency-bandwidth": ["frequency", "bandwidth"],
  "frequency-utilization": ["frequency", "utilization"],
  "bandwidth-utilization": ["bandwidth", "utilization"],
};

export type AxisPair = readonly [across: Axis, up: Axis];

/** The two axes of a surface; undefined where the device lacks one. */
export function pairOf(axes: readonly Axis[], pair: StatePair): AxisPair | undefined {
  const [across, up] = knobsOfPair[pair].map((knob) => axes.find((axis) => axis.knob === knob));
  return across === undefined || up === undefined ? undefined : [across, up];
}

const formats: Readonly<Record<AxisId, (value: number) => string>> = {
  frequency: formatFrequency,
  utilization: formatPercent,
  bandwidth: formatBandwidth,
  stream: formatBandwidth,
};

/** "1.21 GHz", "35.0 %", "4.20 GB/s" */
export const valueText = ({ knob }: Pick<Axis, "knob">, value: number): string => formats[knob](value);

/** A value without its unit, for the ends of an axis: "0.30", "2.84". */
export function endText({ scale }: Pick<Axis, "scale">, value: number): string {
  const shown = value / scale;
  return shown >= 100 || Number.isInteger(shown) ? shown.toFixed(0) : shown.toPrecision(3);
}

/** Where a value lies along an axis, 0 to 1. */
export const shareAlong = ({ range: [low, high] }: Pick<Axis, "range">, value: number): number =>
  high === low ? 0 : Math.min(1, Math.max(0, (value - low) / (high - low)));
