/** Predicts. Holds the prepared model, which `load` rebuilds at any time. */
import { expose } from "comlink";
import { deviceById } from "../src/device/catalog/index.ts";
import { predictors } from "../src/predict/index.ts";
import type { Prediction, PredictorCard, PredictorInput, Prepared, Target } from "../src/predict/predictor.ts";

/** A target as it crosses the border: the device by its id. */
export type Ask = Omit<Target, "device"> & { readonly device: string };

let input: PredictorInput = { nodes: [], edges: [] };
const prepared = new Map<string, Prepared | Promise<Prepared>>();

async function predict(id: string, { device: deviceId, ...target }: Ask): Promise<Prediction | undefined> {
  const model = prepared.get(id) ?? predictors.find((predictor) => predictor.id === id)?.prepare(input);
  const device = deviceById(deviceId);
  if (model === undefined || device === undefined) return undefined;
  prepared.set(id, model);
  return (await model).predict({ ...target, device });
}

const api = {
  list: (): readonly PredictorCard[] =>
    predictors.map(({ id, label, caveat, provenance }) => ({ id, label, caveat, provenance })),
  load: (next: PredictorInput): void => {
    input = next;
    prepared.clear();
  },
  predict,
  /** Latencies in seconds only: what curves need. */
  latencies: async (id: string, asks: readonly Ask[]) =>
    Promise.all(asks.map(async (ask) => (await predict(id, ask))?.latencySeconds)),
};

export type PredictApi = typeof api;
expose(api);
