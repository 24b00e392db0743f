/** Puts the state to work: address, theme, predictions, and the handle for tests and curious people. */
import { followAnswers } from "./answers.ts";
import { idle, whileBusy } from "./busy.ts";
import { followComparison } from "./comparison.ts";
import { analyseIfOtherSizes, documentStore, openSample } from "./document.ts";
import { followChoices } from "./history.ts";
import { followOpened, recentStore } from "./recent.ts";
import { followWanted } from "./wanted.ts";
import { ensureCards, followSession, forecast } from "./prediction.ts";
import { warmPlotly } from "../charts/plotly.ts";
import { fetchSurfaces } from "../panels/graph/surfaces.ts";
import { session } from "./session.ts";
import { followTheme } from "./theme.ts";
import { widthOf } from "./width.ts";
import { mirrorInAddress } from "./url.ts";
import { analysisWorker, layoutWorker } from "../work/workers.ts";

const handle = {
  idle,
  session: () => session.get(),
  analysis: () => documentStore.get().model?.analysis,
  prediction: () => forecast.get().prediction,
};

declare global {
  interface Window {
    studio: typeof handle;
  }
}

/** Opens the sample that the address names, unless it is open already. */
function openNamed(before: string | undefined): void {
  const { model } = session.get();
  if (model !== undefined && model !== before) void openSample(model);
}

export function startStudio(): void {
  followTheme();
  mirrorInAddress(() => {
    const open = documentStore.get().model;
    const { model } = session.get();
    if (model === undefined && open !== undefined) documentStore.patch({ model: undefined });
    else if (open !== undefined && model === openedSample) analyseIfOtherSizes();
    else openNamed(open === undefined ? undefined : openedSample);
  });
  // Sizes and a width that the analysis refuses give way to the very ones of the open model.
  followChoices(({ sizes, width }) => {
    const { model } = documentStore.get();
    return model?.sizes === sizes && widthOf(model.analysis) === width;
  });
  followSession();
  followComparison();
  followAnswers();
  followWanted();
  followOpened();
  if (recentStore.get().consent) void whileBusy(followKept());
  documentStore.subscribe(() => {
    openedSample = session.get().model;
  });
  window.studio = handle;
  analysisWorker.warm();
  openNamed(undefined);
  // Once the first screen stands, what every model needs is fetched while the visitor looks for a file.
  addEventListener("load", () => setTimeout(prefetch, 200), { once: true });
}

/** Latencies of the user's own: without consent there are none before their form is opened. */
async function followKept(): Promise<void> {
  const { followLatencies } = await import("./own-latencies.ts");
  followLatencies();
}

function prefetch(): void {
  layoutWorker.warm();
  void ensureCards();
  void fetchSurfaces();
  // The largest of all: evaluated while a file is read, beside three workers, it would hold the page up for long.
  void warmPlotly();
}

let openedSample: string | undefined;
