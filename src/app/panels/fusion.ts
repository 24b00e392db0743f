/** The kernels of the open model by the rules that were chosen; several views show them. */
import { useMemo } from "react";
import type { Fraction } from "../../base/units.ts";
import type { Analysis } from "../../engine/analysis.ts";
import type { Prediction } from "../../predict/predictor.ts";
import { ruleSetById, ruleSetOf } from "../../runtime/fusion/index.ts";
import { fusing, type Fusion, fusionOf, type Kernel } from "../../runtime/fusion/kernels.ts";
import type { RuleSet } from "../../runtime/fusion/rules.ts";
import { deviceOf, session, type Session } from "../state/session.ts";
import { useStore } from "../state/store.ts";
import { inTasks } from "../work/pieces.ts";
import { useJob } from "../work/use-job.ts";
import { shareOf } from "./shares.ts";

/** The chosen rules, else those of the runtime on this device. */
export const rulesOf = ({ rules, runtime, device }: Pick<Session, "rules" | "runtime" | "device">): RuleSet =>
  ruleSetById(rules ?? "") ?? ruleSetOf(runtime, deviceOf({ device }).kind);

type ByRules<T> = WeakMap<Analysis, Map<RuleSet, T>>;
const made: ByRules<Fusion> = new WeakMap();
const making: ByRules<Promise<Fusion>> = new WeakMap();

/** What was kept for a model and rules, else what `make` gives. */
function keptIn<T>(by: ByRules<T>, analysis: Analysis, rules: RuleSet, make: () => T): T {
  const ofModel = by.get(analysis) ?? new Map<RuleSet, T>();
  by.set(analysis, ofModel);
  const found = ofModel.get(rules) ?? make();
  ofModel.set(rules, found);
  return found;
}

const questionOf = ({ nodes, edges, model }: Analysis, rules: RuleSet): Parameters<typeof fusing> => [
  nodes,
  edges,
  rules,
  model.outputs.map(({ name }) => name),
];

/** Kernels of a model; made once for all views that show them. */
export const fusionFor = (analysis: Analysis, rules: RuleSet): Fusion =>
  keptIn(made, analysis, rules, () => fusionOf(...questionOf(analysis, rules)));

/** The same, made in several tasks. A view that cannot wait may have made them meanwhile. */
const fusionLater = (analysis: Analysis, rules: RuleSet): Promise<Fusion> =>
  keptIn(making, analysis, rules, async () => {
    const fusion = await inTasks(fusing(...questionOf(analysis, rules)));
    return keptIn(made, analysis, rules, () => fusion);
  });

const isMade = (analysis: Analysis, rules: RuleSet): boolean => made.get(analysis)?.has(rules) === true;

export const useRules = (): RuleSet => useStore(session, rulesOf);

/** Undefined while there is no model. */
export function useFusion(analysis: Analysis | undefined): Fusion | undefined {
  const rules = useRules();
  return useMemo(() => (analysis === undefined ? undefined : fusionFor(analysis, rules)), [analysis, rules]);
}

/** The same, a while later where no view has needed it yet: of ten thousand nodes it takes more than a tenth of a second. */
export function useLaterFusion(analysis: Analysis | undefined): Fusion | undefined {
  const rules = useRules();
  const job = useMemo(
    () => (analysis === undefined || isMade(analysis, rules) ? undefined : () => fusionLater(analysis, rules)),
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
