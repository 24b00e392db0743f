/** What the user chose, and nothing that can be computed from it. Mirrored in the address by url.ts. */
import type { BytesPerSecond, Fraction, Hertz, Seconds } from "../../base/units.ts";
import type { Storage } from "../../cost/memory/precision.ts";
import { coreSetProblem, defaultCores, takingPart } from "../../device/core-set.ts";
import { devices } from "../../device/catalog/index.ts";
import type { CoreSet, Device, LoadPriority, Precision, State } from "../../device/device.ts";
import { nominalState, sourcedBandwidth } from "../../device/roofline.ts";
import { defaultChoice, type FigureChoice } from "../../figure/choice.ts";
import type { Grouping } from "../../graph-view/outline.ts";
import { type RuntimeId, usualPrecision, usualRuntime } from "../../runtime/runtime.ts";
import { deviceFor } from "./own-devices.ts";
import { createStore } from "./store.ts";

/** Columns of the operator table by which rows can be sorted. */
export const sortKeys = [
  "index",
  "name",
  "op",
  "kernel",
  "latency",
  "share",
  "macs",
  "flops",
  "traffic",
  "intensity",
  "bound",
  "output",
  "window",
  "params",
] as const;
export type SortKey = (typeof sortKeys)[number];

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Which bytes the roofline's intensities count: those of DRAM, of every level, or those the core loads and stores. */
export const rooflineModes = ["dram", "hierarchical", "cache-aware"] as const;
export type RooflineMode = (typeof rooflineModes)[number];

/** What the graph shows: each node, or the kernels a runtime makes of them. */
export const grains = ["nodes", "kernels"] as const;
export type Grain = (typeof grains)[number];

/** What the colours of the graph tell of each node. */
export const heatIds = ["latency", "flops", "traffic", "intensity", "memory", "energy"] as const;
export type HeatId = (typeof heatIds)[number];

/** Whose order of execution is shown: the file's, or the best one that was found. */
export const orders = ["file", "best"] as const;
export type Order = (typeof orders)[number];

/** What of a device's state can be turned. */
export const knobs = ["frequency", "utilization", "bandwidth"] as const;
export type Knob = (typeof knobs)[number];

/** Along what latency curves run: the knobs, and what other cores do to the memory meanwhile. */
export const axisIds = [...knobs, "stream"] as const;
export type AxisId = (typeof axisIds)[number];

/** Which two knobs the latency surface spans: across, then up. */
export const statePairs = ["frequency-bandwidth", "frequency-utilization", "bandwidth-utilization"] as const;
export type StatePair = (typeof statePairs)[number];

/** What branches run on: a number of equal workers, or the clusters of the device. */
export const workerCounts = [1, 2, 3, 4, 6, 8] as const;
export type Workers = (typeof workerCounts)[number] | "clusters";

/** Widths one can ask about, and those of the published MobileNets among them. */
export const widthRange = [0.25, 2] as const;
export const widthSteps = [0.25, 0.35, 0.5, 0.75, 1, 1.25, 1.4, 1.5, 1.75, 2] as const;

/** Models beside the open one; with more, no column of the comparison would be readable. */
export const mostCompared = 3;

/** What a prediction depends on besides the model. */
export interface Asked {
  /** Values for sizes that the model leaves open, by their names; what is not in it is assumed or stays open. */
  readonly sizes: Readonly<Record<string, number>>;
  /** The output channels of convolutions are multiplied with it; 1: as in the file. */
  readonly width: number;
  /** Id of a device of the catalogue, or of one of the user's own. */
  readonly device: string;
  /** Undefined: one core of the fastest cluster. */
  readonly cores: CoreSet | undefined;
  readonly runtime: RuntimeId;
  readonly precision: Precision;
  /** Undefined: the best one there is. */
  readonly predictor: string | undefined;
  /** The three sliders; undefined: as the device is by itself (highest clock, no load, all its bandwidth). */
  readonly frequencyHz: Hertz | undefined;
  readonly utilization: Fraction;
  readonly bandwidthBytesPerSecond: BytesPerSecond | undefined;
  /** Who goes first where the inference and the background load want the same core. */
  readonly priority: LoadPriority;
  /** Traffic of programs on other cores. */
  readonly streamBytesPerSecond: BytesPerSecond;
}

export interface Session extends Asked {
  /** Name of the sample that is open, or its address on this site. */
  readonly model: string | undefined;
  /** Name of the user's file that is open; its content is never part of a link. */
  readonly file: string | undefined;
  /** Latency to be met, and the knob whose slowest setting that meets it is searched. */
  readonly budgetSeconds: Seconds | undefined;
  readonly budgetKnob: Knob;
  /** Open sizes of the model whose largest value is searched in the knob's place, by commas. */
  readonly budgetSize: string | undefined;
  readonly grain: Grain;
  /** How the graph puts nodes into groups; undefined: as suits the model. */
  readonly grouping: Grouping | undefined;
  /** Groups of the graph, by position, that are open or closed otherwise than in its overview. */
  readonly toggled: readonly number[];
  readonly heat: HeatId;
  /** Is the longest path through the graph marked? */
  readonly criticalPath: boolean;
  /** Id of the rule set that groups nodes into kernels; undefined: the one of the runtime. */
  readonly rules: string | undefined;
  /** Id of the library whose choice of convolution algorithms is shown; undefined: the one of the runtime. */
  readonly library: string | undefined;
  /** Node id → id of the convolution algorithm that takes the place of the library's choice. */
  readonly algorithms: Readonly<Record<string, string>>;
  /** Id of the chart that is open, of `panels/charts.ts`. */
  readonly view: string;
  readonly roofline: RooflineMode;
  /** Are the ceilings below the peak drawn? */
  readonly ceilings: boolean;
  /** Process technology by whose unit energies energy is counted; undefined: the default one. */
  readonly technology: string | undefined;
  /** What if weights and activations were stored otherwise; undefined: as in the file. */
  readonly weightStorage: Storage | undefined;
  readonly activationStorage: Storage | undefined;
  /** Do outputs of element-wise nodes take over the memory of their inputs? */
  readonly inPlace: boolean;
  readonly surface: StatePair;
  /** What the table of accuracy shows, in its own words; undefined: the first source. */
  readonly accuracy: string | undefined;
  readonly order: Order;
  readonly workers: Workers;
  /** Id of the lesson that is open, of `lessons/index.ts`, and where it stands, in the lesson's own words. */
  readonly lesson: string | undefined;
  readonly lessonAt: string | undefined;
  /** Id of the selected node. */
  readonly node: string | undefined;
  readonly search: string;
  /** Undefined: execution order. */
  readonly sort: Sort | undefined;
  /** What the figure studio draws, how large and in which inks. */
  readonly figure: FigureChoice;
  /** What later choices are compared with; undefined: nothing is pinned. */
  readonly baseline: Asked | undefined;
  /** Names of the samples beside the open model. The user's own files beside it are part of no link. */
  readonly compared: readonly string[];
}

const firstDevice = devices[0];
if (firstDevice === undefined) throw new Error("the catalogue is empty");

export const defaultSession: Session = {
  model: undefined,
  file: undefined,
  sizes: {},
  width: 1,
  device: firstDevice.id,
  cores: undefined,
  runtime: "tflite",
  precision: "fp32",
  predictor: undefined,
  frequencyHz: undefined,
  utilization: 0,
  bandwidthBytesPerSecond: undefined,
  priority: "equal",
  streamBytesPerSecond: 0,
  budgetSeconds: undefined,
  budgetKnob: "frequency",
  budgetSize: undefined,
  grain: "nodes",
  grouping: undefined,
  toggled: [],
  heat: "latency",
  criticalPath: false,
  rules: undefined,
  library: undefined,
  algorithms: {},
  view: "roofline",
  roofline: "dram",
  ceilings: false,
  technology: undefined,
  weightStorage: undefined,
  activationStorage: undefined,
  inPlace: false,
  surface: "frequency-bandwidth",
  accuracy: undefined,
  order: "file",
  workers: 4,
  lesson: undefined,
  lessonAt: undefined,
  node: undefined,
  search: "",
  sort: undefined,
  baseline: undefined,
  compared: [],
  figure: defaultChoice,
};

export const session = createStore<Session>(defaultSession);

export const deviceOf = ({ device }: Pick<Session, "device">): Device => deviceFor(device) ?? firstDevice;

/** The cores in use: the chosen ones where they fit the device. */
export function coresOf(choice: Pick<Session, "device" | "cores">): CoreSet {
  const device = deviceOf(choice);
  const { cores } = choice;
  return cores !== undefined && coreSetProblem(device, cores) === undefined ? cores : defaultCores(device);
}

/** What each slider can be set to on a device. */
export interface Limits {
  readonly frequencyHz: readonly [Hertz, Hertz];
  /** Steps of the clock, ascending; empty where they are not known. */
  readonly levelsHz: readonly Hertz[];
  /** Undefined: the device's own bandwidth is not known. */
  readonly bandwidth: readonly [BytesPerSecond, BytesPerSecond] | undefined;
  /** Undefined: nothing is known of the memory. */
  readonly stream: readonly [0, BytesPerSecond] | undefined;
}

/**
 * A clock whose lowest step is not known is offered down to a quarter, a bandwidth down to a twentieth. Traffic of other
 * cores is offered up to that of the memory bus; where it is not known, up to twice what the chosen cores draw.
 */
export function limitsOf(choice: Pick<Session, "device" | "cores">): Limits {
  const device = deviceOf(choice);
  const cores = coresOf(choice);
  const lead = takingPart(device, cores)[0]?.cluster;
  const top = lead?.maxFrequencyHz.value ?? 1;
  const bandwidth = sourcedBandwidth(device, cores)?.value;
  const bus = device.memory.peakBytesPerSecond?.value ?? (bandwidth === undefined ? undefined : 2 * bandwidth);
  return {
    frequencyHz: [lead?.minFrequencyHz?.value ?? top / 4, top],
    levelsHz: lead?.levelsHz?.value ?? [],
    bandwidth: bandwidth === undefined ? undefined : [bandwidth / 20, bandwidth],
    stream: bus === undefined ? undefined : [0, bus],
  };
}

const clamp = (value: number, [low, high]: readonly [number, number]): number => Math.min(Math.max(value, low), high);

/** The state that the sliders describe, kept within what the device can do; what other work does not do is not in it. */
export function stateOf(choice: Asked): State {
  const limits = limitsOf(choice);
  const nominal = nominalState(deviceOf(choice), coresOf(choice));
  const { frequencyHz, bandwidthBytesPerSecond: bandwidth, utilization, priority } = choice;
  const stream = limits.stream === undefined ? 0 : clamp(choice.streamBytesPerSecond, limits.stream);
  return {
    frequencyHz: clamp(frequencyHz ?? limits.frequencyHz[1], limits.frequencyHz),
    utilization: clamp(utilization, [0, 1]),
    bandwidthBytesPerSecond:
      bandwidth === undefined || limits.bandwidth === undefined
        ? nominal?.bandwidthBytesPerSecond
        : clamp(bandwidth, limits.bandwidth),
    ...(priority !== "equal" && { priority }),
    ...(stream > 0 && { streamBytesPerSecond: stream }),
  };
}

/** The sliders as the device is by itself. */
export const restingState = {
  frequencyHz: undefined,
  utilization: 0,
  bandwidthBytesPerSecond: undefined,
  priority: "equal",
  streamBytesPerSecond: 0,
} as const satisfies Partial<Asked>;

/**
 * Another device starts from its own nominal state: cores and clocks of the old one mean nothing on it. Between devices of
 * unlike usual precision, as a phone and its GPU are, or of unlike usual runtime, the new one's is taken.
 */
export function chooseDevice(device: string): void {
  const [before, after] = [deviceOf(session.get()), deviceOf({ device })];
  session.patch({
    device,
    ...(usualPrecision(before) !== usualPrecision(after) && { precision: usualPrecision(after) }),
    ...(usualRuntime(before) !== usualRuntime(after) && { runtime: usualRuntime(after) }),
    cores: undefined,
    ...restingState,
  });
}

/** Other cores have another clock and bandwidth range; background load stays. */
export function chooseCores(cores: CoreSet): void {
  if (coreSetProblem(deviceOf(session.get()), cores) !== undefined) return;
  session.patch({ cores, frequencyHz: undefined, bandwidthBytesPerSecond: undefined });
}

/** What a prediction was asked for, out of all that was chosen. */
export const askedOf = (choice: Asked): Asked => ({
  sizes: choice.sizes,
  width: choice.width,
  device: choice.device,
  cores: choice.cores,
  runtime: choice.runtime,
  precision: choice.precision,
  predictor: choice.predictor,
  frequencyHz: choice.frequencyHz,
  utilization: choice.utilization,
  bandwidthBytesPerSecond: choice.bandwidthBytesPerSecond,
  priority: choice.priority,
  streamBytesPerSecond: choice.streamBytesPerSecond,
});

/** Later choices are compared with what is chosen now. */
export const pin = (): void => session.patch({ baseline: askedOf(session.get()) });
export const unpin = (): void => session.patch({ baseline: undefined });

/** Selects a node everywhere; undefined clears. */
export const select = (node: string | undefined): void => {
  if (session.get().node !== node) session.patch({ node });
};
