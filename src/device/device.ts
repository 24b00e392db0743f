import type { Bytes, BytesPerSecond, FlopsPerSecond, Fraction, Hertz, Seconds } from "../base/units.ts";

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

/**
 * Cores of one kind, named by size as the QED benchmark does. A device with one kind of core has only `large`; a
 * device with four kinds calls the fastest `prime`.
 */
export type ClusterId = "prime" | "large" | "medium" | "small";

/** All cluster ids, fastest first: the order in which a device lists its clusters. */
export const clusterIds: readonly ClusterId[] = ["prime", "large", "medium", "small"];

/** What the arithmetic is done in; its operations per cycle set the peak. */
export type Precision = "fp32" | "fp16" | "int8";

export const precisions: readonly Precision[] = ["fp32", "fp16", "int8"];

/** FLOPs (int8: operations) that one core starts in one cycle, a multiply-add counted as two. */
export type FlopsPerCycle = { readonly [P in Precision]?: Sourced<number> };

/** The cores of one kind in a device: they share a core type and a clock. */
export type Cluster = {
  readonly id: ClusterId;
  /** Core type, as in cores/ where it is listed there. The core of a GPU is its streaming multiprocessor. */
  readonly core: string;
  readonly count: Sourced<number>;
  readonly maxFrequencyHz: Sourced<Hertz>;
  readonly minFrequencyHz?: Sourced<Hertz>;
  /** The steps its clock can take, ascending. */
  readonly levelsHz?: Sourced<readonly Hertz[]>;
  readonly flopsPerCycle: FlopsPerCycle;
  /** Hardware threads of one core; absent for cores without simultaneous multithreading. */
  readonly threadsPerCore?: Sourced<number>;
  /** Widest vector register, in bits. */
  readonly simdBits?: Sourced<number>;
  /** Bytes that a miss brings in. */
  readonly lineBytes?: Sourced<Bytes>;
  /** Level-1 data cache of one core. */
  readonly l1dBytes?: Sourced<Bytes>;
  /** Level-2 cache: of one core, or of the whole cluster when `l2Shared`. */
  readonly l2Bytes?: Sourced<Bytes>;
  readonly l2Shared?: Sourced<boolean>;
  /** DRAM traffic (reads and writes) that one core can sustain. */
  readonly coreBandwidth?: Sourced<BytesPerSecond>;
  /** DRAM traffic that all cores of the cluster can sustain together. */
  readonly clusterBandwidth?: Sourced<BytesPerSecond>;
  /** Rate at which one core fills memory with a constant (memset): writes only, so not comparable with traffic. */
  readonly coreFillBytesPerSecond?: Sourced<BytesPerSecond>;
  /** Watts that one busy core adds to the whole device, by clock. */
  readonly corePower?: Sourced<readonly PowerPoint[]>;
};

/** A clock and the watts one core adds at it. */
export type PowerPoint = readonly [frequencyHz: Hertz, watts: number];

/** Main memory. */
export type Memory = {
  readonly type?: Sourced<string>;
  /** Transfer rate of the bus: bus width x transfers per second. No core reaches it. */
  readonly peakBytesPerSecond?: Sourced<BytesPerSecond>;
  readonly capacityBytes?: Sourced<Bytes>;
};

/** A peak that a program reached on this device, independent of cores x FLOP/cycle x clock. */
export type MeasuredPeak = {
  readonly cores: CoreSet;
  readonly precision: Precision;
  readonly rate: Sourced<FlopsPerSecond>;
  /** Clock of the run, where it was not the highest. */
  readonly frequencyHz?: Sourced<Hertz>;
};

/** What a device is to the person who chooses one: groups of the picker. A GPU is a device of its own. */
export type DeviceKind = "phone" | "board" | "computer" | "gpu";

export const deviceKinds: readonly DeviceKind[] = ["phone", "board", "computer", "gpu"];

/** Hardware that runs a model. */
export type Device = {
  /** Id in links, files and on the command line; the atlas' id where it has one. */
  readonly id: string;
  readonly name: string;
  readonly soc: string;
  readonly kind: DeviceKind;
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
  readonly measuredPeaks?: readonly MeasuredPeak[];
  readonly notes?: readonly string[];
};

/** How many cores of each cluster take part: `{ large: 1, medium: 2 }`, written `large:1,medium:2`. */
export type CoreSet = { readonly [C in ClusterId]?: number };

/** Who gets a core that a background load wants as well: both in turn ("equal"), or the load first ("higher"). */
export const loadPriorities = ["equal", "higher"] as const;
export type LoadPriority = (typeof loadPriorities)[number];

/** What the device is like at the moment of a prediction. */
export type State = {
  /** Clock of the fastest cluster that takes part; the others run at the same share of their own maximum. */
  readonly frequencyHz: Hertz;
  /** Wall-clock share in which background load is busy on the cores of the inference, before the inference starts. */
  readonly utilization: Fraction;
  /** Of that load; "equal" where nothing is said. */
  readonly priority?: LoadPriority;
  /** DRAM traffic that is free for the inference. */
  readonly bandwidthBytesPerSecond: BytesPerSecond | undefined;
  /** Traffic that a program on another core makes meanwhile; none where nothing is said. */
  readonly streamBytesPerSecond?: BytesPerSecond;
};
