import type { Bytes } from "../../base/units.ts";
import type { FlopsPerCycle, Sourced } from "../device.ts";

/** What all cores of one type have in common, whatever device they are in. */
export type CoreType = {
  readonly core: string;
  readonly flopsPerCycle: FlopsPerCycle;
  readonly simdBits?: Sourced<number>;
  readonly lineBytes?: Sourced<Bytes>;
  readonly l1dBytes?: Sourced<Bytes>;
};

export const KiB = 1024;

/** A result file of the peak benchmark most rates come from. */
export const cpufp = (file: string): string => `pigirons/cpufp@93e165ea ${file}`;

/** Highest rate seen among all single-core runs of a data set: the width cannot be less, NEON widths are multiples of 8. */
export const atLeast = (rate: string): string =>
  `smallest NEON width (a multiple of 8) above ${rate} FLOP/cycle, the best of the single-core fp32 runs of qed-usc/mobile-ml-benchmark@40ba833a`;
export const twice = "2 x fp32, as on every core measured with half-precision arithmetic";
export const fourTimes = "4 x fp32, as on every core measured with 8-bit dot products";
