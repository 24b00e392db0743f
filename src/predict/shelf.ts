/** Models in slots, each made ready by a predictor when that is first asked of it. */
import type { NodeCost } from "../cost/node-cost.ts";
import { essenceOf } from "./essence.ts";
import type { PredictorInput, Prepared } from "./predictor.ts";

interface Slot {
  /** Its nodes grow until all have come. */
  readonly input: PredictorInput & { readonly nodes: NodeCost[] };
  readonly prepared: Map<string, Promise<Prepared | undefined>>;
}

type Prepare = (predictor: string, input: PredictorInput) => Promise<Prepared | undefined>;

const emptySlot = (): Slot => ({ input: { nodes: [], edges: [] }, prepared: new Map() });

export function createShelf(prepare: Prepare) {
  const slots = new Map<string, Slot>();
  return {
    load: ({ nodes, edges }: PredictorInput, slot: string): void =>
      void slots.set(slot, { input: { nodes: [...nodes], edges }, prepared: new Map() }),
    /** More nodes of what was loaded, before anything is asked of it. */
    extend: (nodes: readonly NodeCost[], slot: string): void => void slots.get(slot)?.input.nodes.push(...nodes),
    forget: (slot: string): void => void slots.delete(slot),
    essence: (slot: string): PredictorInput => essenceOf((slots.get(slot) ?? emptySlot()).input),
    /** Predictors are others now: models stay, and are made ready anew. */
    unprepare: (): void => {
      for (const { prepared } of slots.values()) prepared.clear();
    },
    /** Undefined where there is no such predictor. */
    ready: (slot: string, predictor: string): Promise<Prepared | undefined> => {
      const { input, prepared } = slots.get(slot) ?? emptySlot();
      const ready = prepared.get(predictor) ?? prepare(predictor, input);
      prepared.set(predictor, ready);
      return ready;
    },
  };
}
