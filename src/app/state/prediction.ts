/** The prediction that belongs to the open model and the session; asked for again whenever either changes. */
import type { Analysis } from "../../engine/analysis.ts";
import type { Prediction, PredictorCard, Target } from "../../predict/predictor.ts";
import { predictWorker } from "../work/workers.ts";
import { begin } from "./busy.ts";
import { documentStore } from "./document.ts";
import { coresOf, deviceOf, type Session, session, stateOf } from "./session.ts";
import { createStore } from "./store.ts";

interface Forecast {
  /** Every predictor there is, the best last; empty until the worker has told. */
  readonly cards: readonly PredictorCard[];
  /** The last answer, and the model and predictor it belongs to; stays while the next one is computed. */
  readonly prediction: Prediction | undefined;
  readonly analysis: Analysis | undefined;
  readonly predictor: string | undefined;
  readonly busy: boolean;
  readonly failure: string | undefined;
}

export const forecast = createStore<Forecast>({
  cards: [],
  prediction: undefined,
  analysis: undefined,
  predictor: undefined,
  busy: false,
  failure: undefined,
});

/** Which predictors to ask, in this order, until one does not refuse: the chosen one alone, else all, the best first. */
export function predictorsFor(choice: Pick<Session, "predictor">, cards: readonly PredictorCard[]): readonly string[] {
  const chosen = cards.find((card) => card.id === choice.predictor);
  return chosen === undefined ? cards.map((card) => card.id).toReversed() : [chosen.id];
}

/** The device goes along whole: one of the user's own is in no catalogue. */
export const askOf = (choice: Session): Target => ({
  device: deviceOf(choice),
  cores: coresOf(choice),
  runtime: choice.runtime,
  precision: choice.precision,
  state: stateOf(choice),
});

interface Loaded {
  readonly analysis: Analysis;
  /** The worker's start in which it was loaded. */
  readonly generation: number;
}

let loaded: Loaded | undefined;

/** Makes sure that the worker has this model; a restarted worker has none. */
export function ensureLoaded(analysis: Analysis): void {
  if (loaded?.analysis === analysis && loaded.generation === predictWorker.generation) return;
  // Texts for people stay here: cloning those of ten thousand nodes holds up the page.
  const nodes = analysis.nodes.map((node) => ({ ...node, attributes: {}, note: "", operands: [] }));
  const { edges } = analysis;
  predictWorker.tell((worker) => worker.load({ nodes, edges }));
  loaded = { analysis, generation: predictWorker.generation };
}

/** Asks once which predictors there are. */
export async function ensureCards(): Promise<void> {
  if (forecast.get().cards.length > 0) return;
  const cards = await predictWorker.run(undefined, (worker) => worker.list());
  if (forecast.get().cards.length === 0) forecast.patch({ cards });
}

let wanted = false;
let running = false;

/** One question at a time, and of those that came meanwhile only the last: a slider asks faster than a network answers. */
async function pump(): Promise<void> {
  wanted = true;
  if (running) return;
  running = true;
  const end = begin();
  try {
    while (wanted) {
      wanted = false;
      await ask();
    }
  } catch (error) {
    forecast.patch({ busy: false, failure: String(error) });
    throw error;
  } finally {
    running = false;
    end();
  }
}

async function ask(): Promise<void> {
  const analysis = documentStore.get().model?.analysis;
  if (analysis === undefined) {
    forecast.patch({ prediction: undefined, analysis: undefined, busy: false });
    return;
  }
  // Before anything is drawn: while this thread draws the graph, the worker prepares the model.
  ensureLoaded(analysis);
  forecast.patch({ busy: true });
  await ensureCards();
  const question = askOf(session.get());
  const { cards } = forecast.get();
  // Why better predictors than the one that answers did not.
  const refusals: string[] = [];
  let answer: Partial<Forecast> = {};
  for (const predictor of predictorsFor(session.get(), cards)) {
    // One after the other: only a refusal makes the next one worth asking.
    // oxlint-disable-next-line no-await-in-loop
    const prediction = await predictWorker.run(undefined, (worker) => worker.predict(predictor, question));
    if (documentStore.get().model?.analysis !== analysis) return;
    if (prediction === undefined) continue;
    const warnings = [...refusals, ...prediction.warnings];
    if (prediction.latencySeconds === undefined) {
      const label = cards.find((card) => card.id === predictor)?.label ?? predictor;
      refusals.push(...prediction.warnings.map((why) => `${label}: ${why}`));
    }
    answer = { prediction: { ...prediction, warnings }, analysis, predictor };
    if (prediction.latencySeconds !== undefined) break;
  }
  performance.mark("predicted");
  forecast.patch({ ...answer, busy: wanted, failure: undefined });
}

/** Resolves when the last answer is that to the last question. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (forecast.get().busy) return;
      stop();
      resolve();
    };
    const stop = forecast.subscribe(look);
    look();
  });
}

const keyOf = (choice: Session): string => {
  const { device, ...ask } = askOf(choice);
  return JSON.stringify([device.id, ask, choice.predictor]);
};

/** Starts predicting on every change that matters. */
export function followSession(): void {
  let model = documentStore.get().model;
  let key = keyOf(session.get());
  const look = (): void => {
    const nextModel = documentStore.get().model;
    const nextKey = keyOf(session.get());
    if (nextModel === model && nextKey === key) return;
    model = nextModel;
    key = nextKey;
    void pump();
  };
  session.subscribe(look);
  documentStore.subscribe(look);
}
