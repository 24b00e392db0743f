/** Predicts. Holds models made ready, one a slot, which `load` rebuilds at any time. */
import { expose } from "comlink";
import type { NodeCost } from "../src/cost/node-cost.ts";
import type { PredictorInput, Prepared, Target } from "../src/predict/predictor.ts";
import { cards, prepare, warm } from "./predictors.ts";

interface Slot {
  /** Its nodes grow until all have come. */
  readonly input: PredictorInput & { readonly nodes: NodeCost[] };
  readonly prepared: Map<string, Promise<Prepared | undefined>>;
}
const slots = new Map<string, Slot>();
const slotOf = (slot: string): Slot => slots.get(slot) ?? { input: { nodes: [], edges: [] }, prepared: new Map() };

function readyIn(slot: string, id: string): Promise<Prepared | undefined> {
  const { input, prepared } = slotOf(slot);
  const ready = prepared.get(id) ?? prepare(id, input);
  prepared.set(id, ready);
  return ready;
}

const api = {
  list: cards,
  warm: async (): Promise<void> => void (await warm()),
  load: ({ nodes, edges }: PredictorInput, slot = "open"): void =>
    void slots.set(slot, { input: { nodes: [...nodes], edges }, prepared: new Map() }),
  /** More nodes of what was loaded, before anything is asked of it: thousands in one message would hold the page up. */
  extend: (nodes: readonly NodeCost[], slot = "open"): void => void slots.get(slot)?.input.nodes.push(...nodes),
  forget: (slot: string): void => void slots.delete(slot),
  predict: async (id: string, target: Target, slot = "open") => (await readyIn(slot, id))?.predict(target),
  /** Of the open model in many states, without its nodes: what curves and surfaces need. */
  totals: (id: string, asks: readonly Target[]) =>
    readyIn("open", id).then((ready) => asks.map((ask) => ready?.total(ask))),
};

export type PredictApi = typeof api;
expose(api);
