/** What is open and chosen, as figures take it; what takes time is only computed for the figures that need it. */
import { type Evaluation, evaluationOf } from "../../../figure/evaluation.ts";
import type { Groups, Need, Source, Sweep } from "../../../figure/source.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import { documentStore, type OpenModel } from "../../state/document.ts";
import { askOf, forecast, settled } from "../../state/prediction.ts";
import { listSamples } from "../../state/samples.ts";
import { type Session, session } from "../../state/session.ts";
import { classOf, opClasses } from "../../ui/op-class.ts";
import { analysisAt } from "../context.ts";
import { curvesOf, isFlat, latenciesFor, questionsOf } from "../prediction/sweeps.ts";
import { sampleTimes } from "./other-models.ts";

const groups: Groups = {
  names: opClasses.map(({ short }) => short),
  of: (node) => opClasses.indexOf(classOf(node)),
};

let evaluation: Promise<Evaluation | undefined> | undefined;

/** Fetched once. */
function fetchEvaluation(): Promise<Evaluation | undefined> {
  evaluation ??= fetch("predictors/evaluation.json").then(async (response) =>
    response.ok ? evaluationOf(await response.json()) : undefined,
  );
  return evaluation;
}

async function sweepsOf(choice: Session, analysis: Analysis, predictor: string): Promise<readonly Sweep[]> {
  const questions = questionsOf(choice);
  const asks = questions.map(({ ask }) => ask);
  const latencies = await latenciesFor(analysis, predictor, asks);
  const sweeps = [...curvesOf(questions, latencies)].map(([knob, points]): Sweep => ({ knob, points }));
  // Where it was not measured, what other cores do to the memory is not known to be nothing.
  return sweeps.filter(({ knob, points }) => knob !== "stream" || !isFlat(points));
}

async function titleOf({ origin, analysis }: OpenModel): Promise<string> {
  const sample = (await listSamples()).find(({ name }) => name === origin.sample);
  return sample?.title ?? analysis.file.name.replace(/\.\w+$/, "");
}

/** Undefined: no model is open, or nobody waits any more. */
export async function gather(needs: readonly Need[], signal: AbortSignal): Promise<Source | undefined> {
  const { model } = documentStore.get();
  if (model === undefined) return undefined;
  if (needs.includes("prediction")) await settled();
  if (signal.aborted) return undefined;
  const { analysis } = model;
  const choice = session.get();
  const { cards, predictor, prediction, analysis: predicted } = forecast.get();
  const known = predicted === analysis ? prediction : undefined;
  const name = await titleOf(model);
  const target = askOf(choice);
  const source: Source = {
    model: name,
    analysis: { nodes: analysisAt(analysis, choice.precision).nodes, memory: analysis.memory },
    target,
    prediction: known,
    predictor: known === undefined ? undefined : cards.find(({ id }) => id === predictor)?.label,
    groups,
    selected: choice.node === undefined ? undefined : model.positions.get(choice.node),
    memory: {
      inPlace: choice.inPlace,
      bestOrder: choice.order === "best",
      activations: choice.activationStorage,
    },
    sweeps:
      needs.includes("sweeps") && predictor !== undefined ? await sweepsOf(choice, analysis, predictor) : undefined,
    models: undefined,
    evaluation: needs.includes("evaluation") ? await fetchEvaluation() : undefined,
  };
  if (!needs.includes("models") || predictor === undefined || known === undefined) return source;
  const others = await sampleTimes(model.origin.sample, predictor, target, signal);
  return { ...source, models: [{ name, nodes: analysis.nodes, prediction: known }, ...others] };
}
