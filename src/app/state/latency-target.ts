/** What a latency was measured on, in texts that tell one target from another. */
import { formatCoreSet } from "../../device/core-set.ts";
import type { Target } from "../../predict/predictor.ts";
import type { OwnLatency } from "./latency-list.ts";

export type OfTarget = Pick<OwnLatency, "device" | "cores" | "runtime" | "precision">;

export const targetFields = ({ device, cores, runtime, precision }: Omit<Target, "state">): OfTarget => ({
  device: device.id,
  cores: formatCoreSet(cores),
  runtime,
  precision,
});

/** Does a latency speak of this target? */
export const isOf = (latency: OfTarget, target: OfTarget): boolean =>
  latency.device === target.device &&
  latency.cores === target.cores &&
  latency.runtime === target.runtime &&
  latency.precision === target.precision;
