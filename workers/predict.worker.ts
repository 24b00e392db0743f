/** Predicts. Holds models made ready, one a slot, which `load` rebuilds at any time, and predictors bent by `calibrate`. */
import { expose } from "comlink";
import type { NodeCost } from "../src/cost/node-cost.ts";
import type { Measurement, Prediction, PredictorInput, Target, Total } from "../src/predict/predictor.ts";
import { createShelf } from "../src/predict/shelf.ts";
import { bending, cards, prepare, warm } from "./predictors.ts";

const shelf = createShelf(prepare);

const api = {
  list: cards,
  warm: async (): Promise<void> => void (await warm()),
  load: (input: PredictorInput, slot = "open"): void => shelf.load(input, slot),
  /** More nodes of what was loaded, before anything is asked of it: thousands in one message would hold the page up. */
  extend: (nodes: readonly NodeCost[], slot = "open"): void => shelf.extend(nodes, slot),
  forget: shelf.forget,
  /** What predictors read of a model, to be kept beside a latency of it. */
  essence: shelf.essence,
  calibrate: (measurements: readonly Measurement[]): void => {
    bending.bendBy(measurements);
    shelf.unprepare();
  },
  unbent: bending.unbent,
  predict: async (id: string, target: Target, slot = "open"): Promise<Prediction | undefined> =>
    (await shelf.ready(slot, id))?.predict(target),
  /** Of the open model in many states, without its nodes: what curves and surfaces need. */
  totals: async (id: string, asks: readonly Target[]): Promise<readonly (Total | undefined)[]> => {
    const ready = await shelf.ready("open", id);
    return asks.map((ask) => ready?.total(ask));
  },
};

export type PredictApi = typeof api;
expose(api);
