/** What is compared: a model, what it runs on, and what was predicted of it. */
import type { Band } from "../device/energy/coefficients.ts";
import type { Analysis } from "../engine/analysis.ts";
import type { Prediction, Target } from "../predict/predictor.ts";

export interface Subject {
  readonly analysis: Pick<Analysis, "nodes" | "edges" | "totals">;
  readonly target: Target;
  /** Undefined: not predicted yet. */
  readonly prediction: Prediction | undefined;
  /** What the runtime launches; undefined: no rules of fusion were asked. */
  readonly kernels: number | undefined;
  /** Joules of one inference; undefined: not known. */
  readonly energy: Band | undefined;
}
