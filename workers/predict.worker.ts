/** Predicts. Holds models made ready, one a slot, which `load` rebuilds at any time. */
import { expose } from "comlink";
import type { NodeCost } from "../src/cost/node-cost.ts";
import type { Prediction, PredictorInput, Prepared, Target } from "../src/predict/predictor.ts";
import { cards, prepare, warm } from "./predictors.ts";

interface Slot {
  /** Its nodes grow until all have come. */
  readonly input: PredictorInput & { readonly nodes: NodeCost[] };
  readonly prepared: Map<string, Promise<Prepared | undefined>>;
}
const slots = new Map<string, Slot>();
const slotOf = (slot: string): Slot => slots.get(slot) ?? { input: { nodes: [], edges: [] }, prepared: new Map() };

async function predict(id: string, target: Target, slot = "open"): Promise<Prediction | undefined> {
  const { input, prepared } = slotOf(slot);
  const ready = prepared.get(id) ?? prepare(id, input);
  prepared.set(id, ready);
  return (await ready)?.predict(target);
}

const api = {
  list: cards,
  warm: async (): Promise<void> => void (await warm()),
  load: ({ nodes, edges }: PredictorInput, slot = "open"): void =>
    void slots.set(slot, { input: { nodes: [...nodes], edges }, prepared: new Map() }),
  /** More nodes of what was loaded, before anything is asked of it: thousands in one message would hold the page up. */
  extend: (nodes: readonly NodeCost[], slot = "open"): void => void slots.get(slot)?.input.nodes.push(...nodes),
  forget: (slot: string): void => void slots.delete(slot),
  predict,
  /** Latencies in seconds only: what curves need. */
  latencies: (id: string, asks: readonly Target[]) =>
    Promise.all(asks.map(async (ask) => (await predict(id, ask))?.latencySeconds)),
};

export type PredictApi = typeof api;
expose(api);
