/** The largest size that meets the latency of the session: each size tried is the model analysed and predicted anew. */
import { useMemo } from "react";
import type { Seconds } from "../../../base/units.ts";
import { type Search, slowestMeeting } from "../../../device/budget.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import type { Target } from "../../../predict/predictor.ts";
import type { OpenModel } from "../../state/document.ts";
import { askOf, ensureLoaded, forecast, unload } from "../../state/prediction.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { widthOf } from "../../state/width.ts";
import { readModel } from "../../work/read-model.ts";
import { type JobState, useJob } from "../../work/use-job.ts";
import { predictWorker } from "../../work/workers.ts";
import { useModel, useRevision } from "../context.ts";
import { type SizeGoal, withSize } from "./size-goals.ts";
import { restMs } from "./sweeps.ts";

/** Of the models tried, in the predict worker; the open one stays where it is. */
const slot = "tried size";

/** An answer, and the knob or the sizes that it speaks of: it stays on the screen for a moment after another was chosen. */
export interface Found {
  readonly of: string;
  readonly search: Search;
}

interface Question {
  readonly model: OpenModel;
  readonly predictor: string;
  readonly target: Target;
}

/** A node that contradicts itself at this size and not at the present one: the model cannot have it. */
const hasNewFlaw = (tried: Analysis, { problems }: Analysis): boolean =>
  tried.problems.some(({ code, node }) => code === "bad-node" && !problems.some((one) => one.node === node));

/** Undefined where the model cannot have these sizes, or the predictor gives no latency at them. */
async function latencyAt(
  { model, predictor, target }: Question,
  sizes: OpenModel["sizes"],
  signal: AbortSignal,
): Promise<Seconds | undefined> {
  const { origin, analysis } = model;
  const { file, siblings } = origin;
  const tried = await readModel(signal, { file, siblings }, { dims: sizes, width: widthOf(analysis) });
  if (!tried.ok || hasNewFlaw(tried.value, analysis)) return undefined;
  await ensureLoaded(tried.value, slot);
  const answer = await predictWorker.run(undefined, (worker) => worker.predict(predictor, target, slot));
  return answer?.latencySeconds;
}

async function search(question: Question, goal: SizeGoal, budget: Seconds, signal: AbortSignal): Promise<Search> {
  const ask = async (values: readonly number[]): Promise<readonly (Seconds | undefined)[]> => {
    const latencies: (Seconds | undefined)[] = [];
    for (const value of values) {
      if (signal.aborted) return [];
      // One model in memory at a time.
      // oxlint-disable-next-line no-await-in-loop
      latencies.push(await latencyAt(question, withSize(question.model.sizes, goal, value), signal));
    }
    return latencies;
  };
  try {
    return await slowestMeeting(goal.settings, budget, ask, 3);
  } finally {
    unload(slot);
  }
}

/** Runs while a size is searched; the answer with the id of the goal that it is for. It is not asked again when that size changes; every other choice is a new question. */
export function useSizeSearch(goal: SizeGoal | undefined): JobState<Found> {
  const choice = useStore(session, (s) => s);
  const model = useModel();
  const predictor = useStore(forecast, (f) => f.predictor);
  const { budgetSeconds: budget } = choice;
  const target = askOf(choice);
  const { origin } = model ?? {};
  const sizes = goal === undefined || model === undefined ? {} : withSize(model.sizes, goal, 0);
  const key = JSON.stringify([goal?.id, budget, sizes, widthOf(model?.analysis), { ...target, device: choice.device }]);
  const revision = useRevision();
  const job = useMemo(() => {
    if (goal === undefined || model === undefined || predictor === undefined || budget === undefined) return undefined;
    return async (signal: AbortSignal): Promise<Found> => {
      await new Promise((resolve) => setTimeout(resolve, restMs));
      return { of: goal.id, search: await search({ model, predictor, target }, goal, budget, signal) };
    };
    // What the question depends on is in the key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [origin, predictor, revision, key]);
  return useJob(job);
}
