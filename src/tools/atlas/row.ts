/** One measured latency, joined to the graph it is of and to the hardware it ran on. */
import type { Bytes, BytesPerSecond, Fraction, Hertz, Joules, Seconds } from "../../base/units.ts";
import type { Precision } from "../../device/device.ts";
import type { GraphRecord } from "./graphs.ts";

export const sources = [
  "qed",
  "nb201-pi5",
  "nb201-phones",
  "rk3399",
  "dag-scheduler",
  "ncnn",
  "tophub",
  "tract",
  "own",
] as const;
export type SourceId = (typeof sources)[number];

/** What a row timed: a whole network, some layers of one, or a single operator. */
export type Extent = "network" | "layers" | "operator";

/** What is known of the state in which a row was measured. An absent field is unknown; benchmarks run idle. */
export interface MeasuredState {
  readonly frequencyHz?: Hertz;
  readonly bandwidthBytesPerSecond?: Bytes;
  /** Wall-clock share of a load on the core of the inference, and who goes first where both want it. */
  readonly utilization?: Fraction;
  readonly priority?: "equal" | "higher";
  /** Traffic that another core was told to make. */
  readonly streamBytesPerSecond?: BytesPerSecond;
}

/** What a runtime's own profile says of a network, in a session of its own. */
export interface Profile {
  /** Seconds of each node of the graph, by position; undefined where it lists none by this name: fused into another. */
  readonly nodes: readonly (Seconds | undefined)[];
  /** Seconds of what is no node of the graph: changes between memory layouts. */
  readonly elsewhere: Seconds;
}

/** What a profile says of one kernel: its operator and sizes as a key, and how long it took. */
export interface TimedOperator {
  readonly key: string;
  readonly seconds: Seconds;
}

export interface AtlasRow {
  readonly source: SourceId;
  /** The network the row is of, or belongs to: what splits are made by. Equal graphs have equal keys. */
  readonly network: string;
  /** Networks of one design: what "unseen families" leaves out together. */
  readonly family: string;
  readonly extent: Extent;
  readonly graph: GraphRecord;
  /** The device by the source's id. */
  readonly device: string;
  /** Id in the catalogue of a device with this hardware; absent where the catalogue has none. */
  readonly descriptor?: string;
  /** Core set as `large:1,medium:2`, or what the source says instead ("gpu", "4 threads"). */
  readonly cores: string;
  readonly runtime: string;
  readonly precision: Precision;
  readonly state: MeasuredState;
  readonly seconds: Seconds;
  /** Of layers: their part of their network's time in the same state. */
  readonly share?: Fraction;
  /** Standard deviation of the repeats. */
  readonly spreadSeconds?: Seconds;
  readonly energyJoules?: Joules;
  /** The same for all rows of a network. */
  readonly profile?: Profile;
  /** Kernels that were timed one by one in a run of this row's configuration. */
  readonly operators?: readonly TimedOperator[];
}

/** Rows of one configuration were measured alike: only the network differs. */
export const configurationOf = ({ source, device, cores, runtime, precision, state }: AtlasRow): string =>
  [
    source,
    device,
    cores,
    runtime,
    precision,
    state.frequencyHz === undefined ? "" : state.frequencyHz / 1e6,
    ...(state.utilization === undefined ? [] : [`load ${state.utilization} ${state.priority ?? "equal"}`]),
    ...(state.streamBytesPerSecond === undefined ? [] : [`stream ${state.streamBytesPerSecond / 1e9}`]),
  ].join(" ");
