/** Latencies of one network on one core beside a background load: what laws of load are judged by. */
import type { Fraction } from "../base/units.ts";

export interface LoadPoint {
  /** Share of wall time in which the load program is busy. */
  readonly utilization: Fraction;
  /** In the unit of the measuring program, which was not told; only ratios mean something. */
  readonly time: number;
}

/** The ten points published with the idea of this predictor. Those at 30 % and 40 % are alike to the last digit: one was probably copied. */
export const loadPoints: readonly LoadPoint[] = [
  { utilization: 0, time: 43340 },
  { utilization: 0.1, time: 45524 },
  { utilization: 0.2, time: 48965 },
  { utilization: 0.3, time: 52950 },
  { utilization: 0.4, time: 52950 },
  { utilization: 0.5, time: 60385 },
  { utilization: 0.6, time: 67712 },
  { utilization: 0.7, time: 73611 },
  { utilization: 0.8, time: 78136 },
  { utilization: 0.9, time: 81811 },
];
