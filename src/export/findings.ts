/** What there is to export of an open model. */
import type { Fraction, Seconds } from "../base/units.ts";
import type { NodeCost } from "../cost/node-cost.ts";
import type { Analysis } from "../engine/analysis.ts";
import type { Prediction, PredictorCard, Target } from "../predict/predictor.ts";
import type { Fusion, Kernel } from "../runtime/fusion/kernels.ts";

/** A prediction, and what it was made for. */
export interface Forecast {
  readonly predictor: Pick<PredictorCard, "id" | "label">;
  readonly target: Target;
  readonly prediction: Prediction;
}

export interface Findings {
  readonly analysis: Analysis;
  /** Undefined: nothing was predicted. */
  readonly forecast: Forecast | undefined;
  /** The kernels by the rules that were chosen; undefined: none were. */
  readonly fusion: Pick<Fusion, "kernels"> | undefined;
}

/** A node that runs, with all that is known of it. */
export interface Entry {
  readonly node: NodeCost;
  readonly kernel: Kernel | undefined;
  /** Per inference, all executions together. */
  readonly latency: Seconds | undefined;
  /** Of the latency of the model; undefined where either is unknown. */
  readonly share: Fraction | undefined;
}

/** The nodes in execution order, without those computed once: they cost nothing per inference. */
export function entriesOf({ analysis, forecast, fusion }: Findings): readonly Entry[] {
  const kernels = new Map(fusion?.kernels.flatMap((kernel) => kernel.nodes.map((at) => [at, kernel] as const)));
  const total = forecast?.prediction.latencySeconds;
  return analysis.nodes.flatMap((node, index) => {
    if (node.folded) return [];
    const latency = forecast?.prediction.nodes[index];
    const share = latency === undefined || total === undefined || total === 0 ? undefined : latency / total;
    return [{ node, kernel: kernels.get(index), latency, share }];
  });
}
