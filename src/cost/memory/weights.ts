/** Bytes of a model's weights, as the file has them and in each storage. */
import type { Bytes } from "../../base/units.ts";
import { bytesOf } from "../../base/dtype.ts";
import type { NodeCost, Operand } from "../node-cost.ts";
import { channelsOf, elementsOf, type Storage, type Stored, storedWeight, storages } from "./precision.ts";

export interface WeightBytes extends Stored {
  /** Undefined: as the file has them. */
  readonly storage: Storage | undefined;
}

interface Weight {
  readonly operand: Operand;
  readonly channels: number | undefined;
}

/** Distinct constants that run-time nodes read: those of the same name and size are one. */
function distinctWeights(nodes: readonly NodeCost[]): readonly Weight[] {
  const found = new Map<string, Weight>();
  for (const node of nodes) {
    if (node.folded) continue;
    for (const operand of node.operands ?? []) {
      const elements = elementsOf(operand.shape);
      if (!operand.constant || operand.dtype === undefined || elements === undefined) continue;
      const key = `${operand.name}\n${bytesOf(operand.dtype, elements)}`;
      if (!found.has(key)) found.set(key, { operand, channels: channelsOf(node) });
    }
  }
  return [...found.values()];
}

/** All weights in one storage; scales and their share by the rules of `storedWeight`. */
function weightsIn(weights: readonly Weight[], storage: Storage | undefined): WeightBytes {
  let bytes: Bytes = 0;
  let scaleBytes: Bytes = 0;
  for (const { operand, channels } of weights) {
    const stored = storedWeight(operand, storage, channels);
    bytes += stored?.bytes ?? 0;
    scaleBytes += stored?.scaleBytes ?? 0;
  }
  return { storage, bytes, scaleBytes };
}

/** The file's own bytes first, then each storage. */
export function weightTable(nodes: readonly NodeCost[]): readonly WeightBytes[] {
  const weights = distinctWeights(nodes);
  return [undefined, ...storages].map((storage) => weightsIn(weights, storage));
}
