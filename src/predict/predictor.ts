/** What every predictor is: a preparation per model (slow, once) and a prediction per target (fast, per slider move). */
import type { Fraction, Seconds } from "../base/units.ts";
import type { Edge, NodeCost } from "../cost/node-cost.ts";
import type { CoreSet, Device, DeviceKind, Precision, State } from "../device/device.ts";
import type { RuntimeId } from "../runtime/runtime.ts";

/** The model side of a prediction. */
export interface PredictorInput {
  readonly nodes: readonly NodeCost[];
  readonly edges: readonly Edge[];
  /** Every node ran as a kernel of its own: the runtime fused none of them. */
  readonly unfused?: boolean;
}

/** The device side of a prediction. */
export interface Target {
  readonly device: Device;
  readonly cores: CoreSet;
  readonly runtime: RuntimeId;
  readonly precision: Precision;
  readonly state: State;
}

export interface Prediction {
  /** Undefined: refused, `warnings` says why. */
  readonly latencySeconds: Seconds | undefined;
  /** An 80 % interval where the predictor has one that was checked on held-out data. */
  readonly lowSeconds: Seconds | undefined;
  readonly highSeconds: Seconds | undefined;
  /** Share of the nodes that do work whose cost was known. */
  readonly coverage: Fraction;
  /** Plain sentences: what the predictor was not made for, what it had to assume. */
  readonly warnings: readonly string[];
  /** Per node of the input, in order; they sum to the latency. Undefined where the node's cost is unknown. */
  readonly nodes: readonly (Seconds | undefined)[];
  /** Latencies of one's own that it was bent by; absent for none. */
  readonly ownLatencies?: number;
}

/** The latency of a whole model, and its interval. */
export type Total = Pick<Prediction, "latencySeconds" | "lowSeconds" | "highSeconds">;

/** A model made ready: both are synchronous and cheap. */
export interface Prepared {
  predict(target: Target): Prediction;
  /** What `predict` says of the whole, without sharing it out among nodes: for curves and surfaces over thousands of states. */
  total(target: Target): Total;
}

/** That of a refusal. */
export const noTotal: Total = { latencySeconds: undefined, lowSeconds: undefined, highSeconds: undefined };

/** What a learned predictor came from, shown one click away from its number. */
export interface Provenance {
  readonly data: string;
  readonly rows: number;
  readonly split: string;
  readonly seed: number;
  readonly commit: string;
  readonly trained: string;
  readonly results: readonly ResultRow[];
  readonly notes: readonly string[];
}

/** A line of the table of results; errors are relative to the measured value. */
export interface ResultRow {
  readonly method: string;
  readonly split: string;
  readonly cases: number;
  /** Share of cases with |predicted - measured| / measured <= 0.10. */
  readonly within10: Fraction;
  /** Mean of |predicted - measured| / measured. */
  readonly mape: Fraction;
  readonly spearman: number;
  /** Share of cases inside the 80 % interval, where the method gives one. */
  readonly interval80?: Fraction;
}

export interface PredictorCard {
  readonly id: string;
  readonly label: string;
  /** One or two sentences: what it computes and where it is not to be believed. */
  readonly caveat: string;
  readonly provenance: Provenance | undefined;
  /** What was measured where among that which it learned from; absent for one that learned nothing. */
  readonly measured?: readonly Measured[] | undefined;
}

/** A device that was measured with a runtime at a precision. */
export interface Measured {
  /** Its id in the catalogue. */
  readonly device: string;
  readonly runtime: RuntimeId;
  readonly precision: Precision;
  /** Kinds of devices that can be scaled from it where they were not measured; none where too few devices tell how. */
  readonly scalesTo: readonly DeviceKind[];
}

/** What a predictor tells of itself, as plain data. */
export const cardOf = ({ id, label, caveat, provenance, measured }: PredictorCard): PredictorCard => ({
  id,
  label,
  caveat,
  provenance,
  measured,
});

/** A latency of one's own, taken on an idle device at its top clock. */
export interface Measurement {
  readonly input: PredictorInput;
  readonly target: Target;
  readonly seconds: Seconds;
}

export interface Predictor extends PredictorCard {
  prepare(input: PredictorInput): Prepared | Promise<Prepared>;
  /** The same predictor bent towards these measurements; absent where it cannot learn. */
  withMeasurements?(measurements: readonly Measurement[]): Predictor;
}
