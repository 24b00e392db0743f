import type { Bytes, BytesPerSecond, Fraction, Hertz, Seconds } from "../base/units.ts";

/**
 * How a number came to be known. A `datasheet` states it, a program `measured` it, a formula `derived` it from such
 * numbers; `assumed` is our own choice, made so that a roof can be drawn, and is always shown as such.
 */
export type Kind = "datasheet" | "measured" | "derived" | "assumed";

/** A value with its origin. An unknown value has no `Sourced` at all: the field is absent. */
export type Sourced<T> = {
  readonly value: T;
  readonly kind: Kind;
  /** Where it is written or how it follows, readable by a person: "pigirons/cpufp@93e165ea RockChip_RK3399.md: ...". */
  readonly source: string;
  /** What a reader must know before using it. */
  readonly note?: string;
};

/** Cores of one kind, named by size as the QED benchmark does. A device with one kind of core has only `large`. */
export type ClusterId = "large" | "medium" | "small";

/** All cluster ids, fastest first: the order in which a device lists its clusters. */
export const clusterIds: readonly ClusterId[] = ["large", "medium", "small"];

/** What the arithmetic is done in; its operations per cycle set the peak. */
export type Precision = "fp32" | "fp16" | "int8";

export const precisions: readonly Precision[] = ["fp32", "fp16", "int8"];

/** FLOPs (int8: operations) that one core starts in one cycle, a multiply-add counted as two. */
export type FlopsPerCycle = { readonly [P in Precision]?: Sourced<number> };

/** The cores of one kind in a device: they share a core type and a clock. */
export type Cluster = {
  readonly id: ClusterId;
  /** Core type, as in cores.ts where it is listed there. */
  readonly core: string;
  readonly count: Sourced<number>;
  readonly maxFrequencyHz: Sourced<Hertz>;
  readonly minFrequencyHz?: Sourced<Hertz>;
  /** The steps its clock can take, ascending. */
  readonly levelsHz?: Sourced<readonly Hertz[]>;
  readonly flopsPerCycle: FlopsPerCycle;
  /** Level-1 data cache of one core. */
  readonly l1dBytes?: Sourced<Bytes>;
  /** Level-2 cache: of one core, or of the whole cluster when `l2Shared`. */
  readonly l2Bytes?: Sourced<Bytes>;
  readonly l2Shared?: Sourced<boolean>;
  /** DRAM traffic (reads and writes) that one core can sustain. */
  readonly coreBandwidth?: Sourced<BytesPerSecond>;
  /** DRAM traffic that all cores of the cluster can sustain together. */
  readonly clusterBandwidth?: Sourced<BytesPerSecond>;
};

/** Main memory. */
export type Memory = {
  readonly type?: Sourced<string>;
  /** Transfer rate of the bus: bus width x transfers per second. No core reaches it. */
  readonly peakBytesPerSecond?: Sourced<BytesPerSecond>;
};

/** Hardware that runs a model. */
export type Device = {
  /** Id in links, files and on the command line; the atlas' id where it has one. */
  readonly id: string;
  readonly name: string;
  readonly soc: string;
  /** Other ids under which data sets know this device. */
  readonly aliases: readonly string[];
  /** Fastest cluster first, each id at most once. */
  readonly clusters: readonly Cluster[];
  /** Last-level cache shared by the clusters. */
  readonly l3Bytes?: Sourced<Bytes>;
  /** System-level cache in front of the memory controller, shared with GPU and NPU. */
  readonly slcBytes?: Sourced<Bytes>;
  readonly memory: Memory;
  /** Fixed cost of launching one kernel, whatever its size. */
  readonly dispatchSeconds?: Sourced<Seconds>;
  readonly notes?: readonly string[];
};

/** How many cores of each cluster take part: `{ large: 1, medium: 2 }`, written `large:1,medium:2`. */
export type CoreSet = { readonly [C in ClusterId]?: number };

/** What the device is like at the moment of a prediction. */
export type State = {
  /** Clock of the fastest cluster that takes part; the others run at the same share of their own maximum. */
  readonly frequencyHz: Hertz;
  /** Wall-clock share in which background load is busy on the cores of the inference, before the inference starts. */
  readonly utilization: Fraction;
  /** DRAM traffic that is free for the inference. */
  readonly bandwidthBytesPerSecond: BytesPerSecond | undefined;
};
