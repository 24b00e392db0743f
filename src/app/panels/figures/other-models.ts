/** The samples beside the open model, analysed and predicted, for figures of several models. */
import type { Analysis } from "../../../engine/analysis.ts";
import type { ModelTimes } from "../../../figure/source.ts";
import type { Target } from "../../../predict/predictor.ts";
import { answerTo, ensureLoaded } from "../../state/prediction.ts";
import { fetchNamed, listSamples, type Sample } from "../../state/samples.ts";
import { readModel } from "../../work/read-model.ts";

/** By name; what they cost depends on nothing that is chosen. */
const analyses = new Map<string, Analysis>();

async function analysisOf({ name }: Sample, signal: AbortSignal): Promise<Analysis | undefined> {
  const known = analyses.get(name);
  if (known !== undefined) return known;
  const file = await fetchNamed(name, signal);
  if (typeof file === "string") return undefined;
  const outcome = await readModel(signal, { file, siblings: new Map() }, {});
  if (!outcome.ok) return undefined;
  analyses.set(name, outcome.value);
  return outcome.value;
}

/** All samples but the open one, predicted by one predictor for one target. */
export async function sampleTimes(
  open: string | undefined,
  predictor: string,
  target: Target,
  signal: AbortSignal,
): Promise<readonly ModelTimes[]> {
  const samples = (await listSamples()).filter(({ name }) => name !== open);
  const times: ModelTimes[] = [];
  for (const sample of samples) {
    // One after the other: both workers do one thing at a time.
    // oxlint-disable-next-line no-await-in-loop
    const analysis = await analysisOf(sample, signal);
    if (analysis === undefined || signal.aborted) continue;
    const slot = `figure:${sample.name}`;
    // oxlint-disable-next-line no-await-in-loop
    await ensureLoaded(analysis, slot);
    // oxlint-disable-next-line no-await-in-loop
    const answer = await answerTo(target, [predictor], () => signal.aborted, slot);
    if (answer === undefined) continue;
    times.push({ name: sample.title, nodes: analysis.nodes, prediction: answer.prediction });
  }
  return times;
}
