/** Predicts. Holds the prepared model, which `load` rebuilds at any time. */
import { expose } from "comlink";
import { deviceById } from "../src/device/catalog/index.ts";
import { predictors } from "../src/predict/index.ts";
import type { Predictor, PredictorCard, PredictorInput, Prepared, Target } from "../src/predict/predictor.ts";

/** A target as it crosses the border: the device by its id. */
export type Ask = Omit<Target, "device"> & { readonly device: string };

let input: PredictorInput = { nodes: [], edges: [] };
const prepared = new Map<string, Promise<Prepared>>();

async function predict(id: string, asks: readonly Ask[]) {
  const known = prepared.get(id) ?? Promise.resolve(predictorOf(id)).then((predictor) => predictor.prepare(input));
  prepared.set(id, known);
  const model = await known;
  return asks.flatMap((ask) => {
    const device = deviceById(ask.device);
    return device === undefined ? [] : [model.predict({ ...ask, device })];
  });
}

const api = {
  list: (): readonly PredictorCard[] =>
    predictors.map(({ id, label, caveat, provenance }) => ({ id, label, caveat, provenance })),
  load: (next: PredictorInput): void => {
    input = next;
    prepared.clear();
  },
  predict: async (id: string, ask: Ask) => (await predict(id, [ask]))[0],
  /** Latencies in seconds only: what curves need. */
  latencies: async (id: string, asks: readonly Ask[]) =>
    (await predict(id, asks)).map(({ latencySeconds }) => latencySeconds),
};

function predictorOf(id: string): Predictor {
  const [first] = predictors;
  const found = predictors.find((predictor) => predictor.id === id) ?? first;
  if (found === undefined) throw new Error("no predictor");
  return found;
}

export type PredictApi = typeof api;
expose(api);
