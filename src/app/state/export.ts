/** What is on screen, as files. */
import type { Findings } from "../../export/findings.ts";
import { type FormatId, formats } from "../../export/index.ts";
import { analysisAt } from "../panels/context.ts";
import { fusionFor, rulesOf } from "../panels/fusion.ts";
import { whileBusy } from "./busy.ts";
import { documentStore } from "./document.ts";
import { download, fileNameFor } from "./download.ts";
import { askOf, forecast, settled } from "./prediction.ts";
import { session } from "./session.ts";

/** The open model with its kernels and its prediction; undefined without a model. */
function findingsNow(): Findings | undefined {
  const { model } = documentStore.get();
  if (model === undefined) return undefined;
  const { analysis } = model;
  const choice = session.get();
  const { cards, prediction, analysis: predicted, predictor } = forecast.get();
  const card = cards.find(({ id }) => id === predictor);
  const isOfModel = prediction !== undefined && predicted === analysis;
  return {
    // The bytes that are on screen beside the predicted times.
    analysis: analysisAt(analysis, choice.precision),
    forecast: isOfModel && card !== undefined ? { predictor: card, target: askOf(choice), prediction } : undefined,
    fusion: fusionFor(analysis, rulesOf(choice)),
  };
}

/** Saves the open model's findings in a format; gives the name of the file, undefined where there is no model. */
export const exportAs = (id: FormatId): Promise<string | undefined> => whileBusy(exported(id));

async function exported(id: FormatId): Promise<string | undefined> {
  // While a slider moves, the last number belongs to a state that is no longer the chosen one.
  await settled();
  const findings = findingsNow();
  const format = formats.find((one) => one.id === id);
  if (findings === undefined || format === undefined) return undefined;
  const name = fileNameFor(findings.analysis.file.name, format.extension);
  download(name, await format.contentOf(findings), format.mediaType);
  return name;
}
