/** What the flagship predictor learned, as plain data; `weights-file.ts` writes and reads it. */
import { formatCoreSet } from "../device/core-set.ts";
import type { CoreSet, Precision } from "../device/device.ts";
import type { KernelScheme } from "../predict/conv-regression.ts";
import type { Provenance } from "../predict/predictor.ts";
import type { RuntimeId } from "../runtime/runtime.ts";
import type { Member, Scale } from "./gcn.ts";

export const weightsVersion = 2;

/** Slowdown by what competes, ascending from [0, 1]. */
export type Slowdowns = readonly (readonly [competitor: number, slowdown: number])[];

/** What training saw on one device with one set of cores, by one runtime at one precision. */
export interface Configuration {
  readonly device: string;
  /** As `formatCoreSet` writes it. */
  readonly cores: string;
  /** Seconds per unit of each term of the regression, at the clock of the measurements. */
  readonly coefficients: Float32Array;
  /** The part of them that a change of clock leaves as it is; undefined where the clock was not varied. */
  readonly unclocked: Float32Array | undefined;
  /** Least and greatest clock measured in hertz; undefined where it was not varied. */
  readonly clocks: readonly [least: number, most: number] | undefined;
  /** Slowdown by the share of a load of equal priority on the same core, ascending from [0, 1]; undefined where not measured. */
  readonly slowdowns: Slowdowns | undefined;
  /** The same beside a load of higher priority. */
  readonly preempted?: Slowdowns | undefined;
  /** Slowdown by the traffic of a program on another core, in bytes per second. */
  readonly crowded?: Slowdowns | undefined;
  /** ln(measured / time by the group's mean device), the mean over networks. */
  readonly logSpeed: number;
  /** Typical size of |log(measured / predicted)| on held-out networks: the unit of the group's intervals. */
  readonly spread: number;
  /** Networks that were measured. */
  readonly networks: number;
  /** How many measurements of one's own bent it (`adapt.ts`); absent for none. */
  readonly own?: number | undefined;
}

/** 80 % of log(measured / predicted) / spread lay between `low` and `high` on held-out models this far from the known ones. */
export interface Interval {
  /** Applies up to this distance (see `novelty.ts`); the last one applies beyond. */
  readonly distance: number;
  readonly low: number;
  readonly high: number;
}

/** Configurations that were measured on the same networks by the same runtime at the same precision. */
export interface Group {
  readonly id: string;
  readonly runtime: RuntimeId;
  readonly precision: Precision;
  /** How its kernels are counted; "common" where nothing is said. */
  readonly kernels?: KernelScheme | undefined;
  /** Coefficients of the group's mean device: they weight the nodes in z and tell how models differ. */
  readonly pooled: Float32Array;
  /** Per-shape corrections by cell (`predict/shape-cells.ts`), as a part of the regression's time. */
  readonly shapes: Readonly<Record<string, number>>;
  /** Part of the members' mean correction that is applied; what predicted held-out networks best, 0 for none. */
  readonly strength: number;
  /** Kinds of kernels that training saw (`kernelName`), and the least and most MACs of a model. */
  readonly operators: readonly string[];
  readonly macs: readonly [least: number, most: number];
  /** Class shares of the training networks, row by row, thinned to at most some hundred. */
  readonly seen: Float32Array;
  readonly intervals: readonly Interval[];
  readonly configurations: readonly Configuration[];
  /** How fast a device is that was never measured; undefined where too few were. */
  readonly transfer: Transfer | undefined;
}

/** logSpeed = intercept + Σ weight · (feature - mean) + part · what this leaves of the most similar configuration. */
export interface Transfer {
  /** Names of the features: `transfer.ts` computes them in this order. */
  readonly features: readonly string[];
  readonly means: readonly number[];
  readonly weights: readonly number[];
  readonly intercept: number;
  readonly part: number;
  /** 80 % of log(measured / predicted) on devices left out lay between these; `transferBand` allows for their small number. */
  readonly low: number;
  readonly high: number;
}

export interface GcnWeights {
  readonly version: number;
  /** Names of the regression's terms and of the columns of x and h, which must be the program's own. */
  readonly terms: readonly string[];
  readonly nodeColumns: readonly string[];
  readonly hardwareColumns: readonly string[];
  readonly groups: readonly Group[];
  readonly nodeScale: Scale;
  readonly convScale: Scale;
  readonly hardwareScale: Scale;
  readonly members: readonly Member[];
  readonly provenance: Provenance;
}

export const configurationOf = (
  { configurations }: Group,
  device: string,
  cores: CoreSet,
): Configuration | undefined => {
  const text = formatCoreSet(cores);
  return configurations.find((one) => one.device === device && one.cores === text);
};
