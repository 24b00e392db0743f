/** The kernels of the open model by the rules that were chosen; several views show them. */
import { useMemo } from "react";
import type { Fraction } from "../../base/units.ts";
import type { Analysis } from "../../engine/analysis.ts";
import type { Prediction } from "../../predict/predictor.ts";
import { ruleSetById, ruleSetOf } from "../../runtime/fusion/index.ts";
import { type Fusion, fusionOf, type Kernel } from "../../runtime/fusion/kernels.ts";
import type { RuleSet } from "../../runtime/fusion/rules.ts";
import { nextTask } from "../state/busy.ts";
import { session, type Session } from "../state/session.ts";
import { useStore } from "../state/store.ts";
import { useJob } from "../work/use-job.ts";
import { shareOf } from "./shares.ts";

/** The chosen rules, else those of the runtime. */
export const rulesOf = ({ rules, runtime }: Pick<Session, "rules" | "runtime">): RuleSet =>
  ruleSetById(rules ?? "") ?? ruleSetOf(runtime);

const made = new WeakMap<Analysis, Map<RuleSet, Fusion>>();

/** Kernels of a model; made once for all views that show them. */
export function fusionFor(analysis: Analysis, rules: RuleSet): Fusion {
  const ofModel = made.get(analysis) ?? new Map<RuleSet, Fusion>();
  made.set(analysis, ofModel);
  const { nodes, edges, model } = analysis;
  const fusion =
    ofModel.get(rules) ??
    fusionOf(
      nodes,
      edges,
      rules,
      model.outputs.map(({ name }) => name),
    );
  ofModel.set(rules, fusion);
  return fusion;
}

const isMade = (analysis: Analysis, rules: RuleSet): boolean => made.get(analysis)?.has(rules) === true;

export const useRules = (): RuleSet => useStore(session, rulesOf);

/** Undefined while there is no model. */
export function useFusion(analysis: Analysis | undefined): Fusion | undefined {
  const rules = useRules();
  return useMemo(() => (analysis === undefined ? undefined : fusionFor(analysis, rules)), [analysis, rules]);
}

/** The same, computed in a task of its own where no view has needed it yet: of ten thousand nodes it takes a tenth of a second. */
export function useLaterFusion(analysis: Analysis | undefined): Fusion | undefined {
  const rules = useRules();
  const job = useMemo(
    () =>
      analysis === undefined || isMade(analysis, rules)
        ? undefined
        : async () => {
            await nextTask();
            fusionFor(analysis, rules);
          },
    [analysis, rules],
  );
  // Renders again when it is done.
  useJob(job);
  return analysis === undefined || !isMade(analysis, rules) ? undefined : fusionFor(analysis, rules);
}

/** Share of the latency of a kernel: the sum over its nodes; undefined while one of them is unknown. */
export function kernelShare(
  prediction: Prediction | undefined,
  { nodes }: Pick<Kernel, "nodes">,
): Fraction | undefined {
  let share: number | undefined = 0;
  for (const at of nodes) {
    const own = shareOf(prediction, at);
    share = share === undefined || own === undefined ? undefined : share + own;
  }
  return share;
}
