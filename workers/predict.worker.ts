/** Predicts. Holds the model made ready, which `load` rebuilds at any time. */
import { expose } from "comlink";
import type { Prediction, PredictorInput, Prepared, Target } from "../src/predict/predictor.ts";
import { cards, prepare, warm } from "./predictors.ts";

let input: PredictorInput = { nodes: [], edges: [] };
const prepared = new Map<string, Promise<Prepared | undefined>>();

async function predict(id: string, target: Target): Promise<Prediction | undefined> {
  const ready = prepared.get(id) ?? prepare(id, input);
  prepared.set(id, ready);
  return (await ready)?.predict(target);
}

const api = {
  list: cards,
  warm: async (): Promise<void> => void (await warm()),
  load: (next: PredictorInput): void => {
    input = next;
    prepared.clear();
  },
  predict,
  /** Latencies in seconds only: what curves need. */
  latencies: (id: string, asks: readonly Target[]) =>
    Promise.all(asks.map(async (ask) => (await predict(id, ask))?.latencySeconds)),
};

export type PredictApi = typeof api;
expose(api);
