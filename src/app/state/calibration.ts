/** Latencies of the user's own, which bend the predictors that can learn; `own-latencies.ts` changes them. */
import type { Measurement } from "../../predict/predictor.ts";
import { kept } from "./kept.ts";
import type { OwnLatency } from "./latency-list.ts";
import { createStore } from "./store.ts";

interface Calibration {
  readonly latencies: readonly OwnLatency[];
  /** Are predictors bent by them? */
  readonly isOn: boolean;
  /** Those in use, as predictors take them; the same list until something changes. */
  readonly measurements: readonly Measurement[];
  /** Grows when `measurements` changes. */
  readonly revision: number;
  /** Why they were not remembered. */
  readonly note: string | undefined;
}

/** The list where there are none. */
export const none: readonly Measurement[] = [];

export const calibration = createStore<Calibration>({
  latencies: [],
  isOn: kept.getItem("calibration") !== "off",
  measurements: none,
  revision: 0,
  note: undefined,
});
