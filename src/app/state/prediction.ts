/** The prediction that belongs to the open model and the session; asked for again whenever either changes. */
import type { Analysis } from "../../engine/analysis.ts";
import type { Prediction, PredictorCard, Target } from "../../predict/predictor.ts";
import { predictWorker } from "../work/workers.ts";
import { inPieces } from "../work/pieces.ts";
import { begin, nextTask } from "./busy.ts";
import { calibration } from "./calibration.ts";
import { beforeShown, documentStore } from "./document.ts";
import { type Asked, coresOf, deviceOf, type Session, session, stateOf } from "./session.ts";
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
export const askOf = (choice: Asked): Target => ({
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
  /** Settles when all of it is on its way. */
  readonly sent: Promise<void>;
}

/** What the worker has, by slot: the open model, and those that it is compared with. */
const loaded = new Map<string, Loaded>();

/** That of the open model. */
export const openSlot = "open";

/** What the worker was told to calibrate with, and in which of its starts. */
let told = { measurements: calibration.get().measurements, generation: 0 };

/** Makes sure that its predictors are bent by the latencies in use; those of a restarted worker are not bent. */
function ensureCalibrated(): void {
  const { measurements } = calibration.get();
  const isThere = measurements.length === 0 || told.generation === predictWorker.generation;
  if (measurements === told.measurements && isThere) return;
  predictWorker.tell((worker) => worker.calibrate(measurements));
  told = { measurements, generation: predictWorker.generation };
}

/** Makes sure that the worker has this model; a restarted worker has none. */
export async function ensureLoaded(analysis: Analysis, slot = openSlot): Promise<void> {
  ensureCalibrated();
  const there = loaded.get(slot);
  const isThere = there?.analysis === analysis && there.generation === predictWorker.generation;
  const own = isThere ? there : send(analysis, slot);
  await own.sent;
  // Stopped meanwhile, it has nothing again.
  if (loaded.get(slot) === own && own.generation !== predictWorker.generation) await ensureLoaded(analysis, slot);
}

/** Begins at once, so that whoever asks next waits for the same. */
function send(analysis: Analysis, slot: string): Loaded {
  const { nodes, edges } = analysis;
  predictWorker.tell((worker) => worker.load({ nodes: [], edges }, slot));
  const { generation } = predictWorker;
  const isWanted = (): boolean => loaded.get(slot) === own && predictWorker.generation === generation;
  const sent = nextTask().then(() =>
    inPieces(nodes, (piece) => {
      if (!isWanted()) return;
      // Texts for people stay here.
      const bare = piece.map((node) => ({ ...node, attributes: {}, note: "", operands: [] }));
      predictWorker.tell((worker) => worker.extend(bare, slot));
    }),
  );
  const own: Loaded = { analysis, generation, sent };
  loaded.set(slot, own);
  return own;
}

/** Lets the worker forget a model. */
export function unload(slot: string): void {
  if (loaded.delete(slot)) predictWorker.tell((worker) => worker.forget(slot));
}

/** Asks once which predictors there are. */
export async function ensureCards(): Promise<void> {
  if (forecast.get().cards.length > 0) return;
  const cards = await predictWorker.run(undefined, (worker) => worker.list());
  if (forecast.get().cards.length === 0) forecast.patch({ cards });
}

export interface Answer {
  readonly prediction: Prediction;
  /** Id of the predictor that gave it. */
  readonly predictor: string;
}

/**
 * Asks predictors of the model in a slot, one after the other, until one does not refuse; its warnings tell why better
 * ones did. Undefined where none answers, or `isStale` says that nobody waits any more.
 */
export async function answerTo(
  question: Target,
  predictors: readonly string[],
  isStale: () => boolean,
  slot = openSlot,
): Promise<Answer | undefined> {
  const { cards } = forecast.get();
  const refusals: string[] = [];
  let answer: Answer | undefined;
  for (const predictor of predictors) {
    // One after the other: only a refusal makes the next one worth asking.
    // oxlint-disable-next-line no-await-in-loop
    const prediction = await predictWorker.run(undefined, (worker) => worker.predict(predictor, question, slot));
    if (isStale()) return undefined;
    if (prediction === undefined) continue;
    const warnings = [...refusals, ...prediction.warnings];
    answer = { prediction: { ...prediction, warnings }, predictor };
    if (prediction.latencySeconds !== undefined) break;
    const label = cards.find((card) => card.id === predictor)?.label ?? predictor;
    refusals.push(...prediction.warnings.map((why) => `${label}: ${why}`));
  }
  return answer;
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
  const isSent = ensureLoaded(analysis);
  forecast.patch({ busy: true });
  await isSent;
  await ensureCards();
  const choice = session.get();
  const isStale = (): boolean => documentStore.get().model?.analysis !== analysis;
  const answer = await answerTo(askOf(choice), predictorsFor(choice, forecast.get().cards), isStale);
  if (isStale()) return;
  performance.mark("predicted");
  forecast.patch({ ...(answer && { ...answer, analysis }), busy: wanted, failure: undefined });
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

/** Equal for what is predicted alike. */
export const keyOf = (choice: Asked): string => {
  const { device, ...ask } = askOf(choice);
  return JSON.stringify([device.id, ask, choice.predictor, calibration.get().revision]);
};

/** Starts predicting on every change that matters. */
export function followSession(): void {
  // While this thread draws the model, the worker prepares it.
  beforeShown((analysis) => ensureLoaded(analysis));
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
  calibration.subscribe(look);
}
