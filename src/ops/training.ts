/** Optimizers of ai.onnx.preview.training: new weights and new state have the shapes of the old. */
import type { Fact } from "../graph/fact.ts";
import { upTo } from "./entries.ts";
import type { Call, Op, Ops, Work } from "./op.ts";

/** Inputs before the groups: learning rate and step count. */
const leading = 2;

/**
 * Inputs come in groups, each with one tensor for each weight: weights, gradients, then the state. Outputs are the
 * groups without the gradients.
 */
function updated(call: Call, groups: number): readonly (Fact | undefined)[] {
  const weights = (call.inputs.length - leading) / groups;
  if (!Number.isInteger(weights)) return call.fail(`${call.inputs.length} inputs do not make ${groups} groups`);
  return upTo(groups)
    .filter((group) => group !== 1)
    .flatMap((group) => upTo(weights).map((index) => call.inputs[leading + group * weights + index]));
}

/** `operations` for each element of a weight. */
function updateFlops(work: Work, groups: number, operations: number): number | undefined {
  const weights = (work.inputs.length - leading) / groups;
  let total = 0;
  for (const index of upTo(weights)) {
    const count = work.inputCountOf(leading + index);
    if (count === undefined) return undefined;
    total += operations * count;
  }
  return total;
}

const optimizer = (groups: number, operations: number): Op => ({
  kind: "elementwise",
  infer: (call) => updated(call, groups),
  flops: (work) => updateFlops(work, groups, operations),
});

export const training: Ops = {
  // g + c·x; h + g²; x - r·g / (√h + ε)
  Adagrad: optimizer(3, 9),
  // g + c·x; α·v + (1-α)·g; β·h + (1-β)·g²; x - r·v / (√h + ε)
  Adam: optimizer(4, 14),
  // g + c·x; α·v + β·g; x - r·v
  Momentum: optimizer(3, 7),
  Gradient: {
    kind: "other",
    infer: (call) => call.texts("xs")?.map((name) => call.inputs[call.node.inputs.indexOf(name)]) ?? [],
    // What lies between is another graph, run backwards.
    flops: () => undefined,
  },
};
