/** The predictors the window offers: the arithmetic ones, and the learned one with its weights from this site. */
import { type Engine, plainEngine } from "../src/learn/gcn.ts";
import { gcnPredictor, weightsFile } from "../src/learn/gcn-predictor.ts";
import { createBending } from "../src/predict/bending.ts";
import { predictors } from "../src/predict/index.ts";
import { cardOf } from "../src/predict/predictor.ts";
import type { Predictor, PredictorCard, PredictorInput, Prepared } from "../src/predict/predictor.ts";

/** Undefined where it cannot be had: the arithmetic predictors need nothing and go on. */
const weights = fetch(import.meta.env.BASE_URL + weightsFile)
  .then((response) => (response.ok ? response.text() : undefined))
  .catch(() => undefined);

/** By engine: the weights are read once, not for every model that is made ready. */
const known = new Map<Engine, Promise<readonly Predictor[]>>();
function all(engine: Engine): Promise<readonly Predictor[]> {
  const read =
    known.get(engine) ??
    weights.then((text) => (text === undefined ? predictors : [...predictors, gcnPredictor(text, engine)]));
  known.set(engine, read);
  return read;
}

/** The best comes last. */
export const cards = async (): Promise<readonly PredictorCard[]> => (await all(plainEngine)).map(cardOf);

let engine: Promise<Engine> | undefined;

/** Fetches and starts tfjs; asked for when a file is on its way, so that both load at once. */
export const warm = (): Promise<Engine> => (engine ??= import("./tfjs.ts").then(({ startEngine }) => startEngine()));

/** Those that can learn, bent towards latencies of the user's own. */
export const bending = createBending(async () => all(await warm()));

/** A model made ready by a predictor; undefined for an id that no predictor has. */
export async function prepare(id: string, input: PredictorInput): Promise<Prepared | undefined> {
  const arithmetic = predictors.find((predictor) => predictor.id === id);
  return (arithmetic ?? (await bending.predictors()).find((predictor) => predictor.id === id))?.prepare(input);
}
