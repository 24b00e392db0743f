/** What a predictor reads of a model, and nothing else: little enough to be kept beside a latency that was measured of it. */
import type { NodeCost } from "../cost/node-cost.ts";
import { workGraph } from "./kernels.ts";
import type { PredictorInput } from "./predictor.ts";

/**
 * The nodes that do work, in their order, with the edges between them; without names, texts and operands. Predictors say of
 * it what they say of the model, for the nodes that are left.
 */
export function essenceOf(input: PredictorInput): PredictorInput {
  const { nodes, producers } = workGraph(input);
  return {
    nodes: nodes.map(bare),
    edges: producers.flatMap((feeding, to) => feeding.map((from) => ({ from, to, bytes: undefined }))),
    ...(input.unfused === true && { unfused: true }),
  };
}

/** Predictors look at the first output only. */
const bare = ({ outputs, ...node }: NodeCost): NodeCost => ({
  id: "",
  name: "",
  op: node.op,
  domain: "",
  kind: node.kind,
  inputs: [],
  outputs: outputs.slice(0, 1).map(({ dtype, shape }) => ({ name: "", dtype, shape, type: "" })),
  macs: node.macs,
  flops: node.flops,
  params: node.params,
  weightBytes: node.weightBytes,
  readBytes: node.readBytes,
  writeBytes: node.writeBytes,
  intensity: node.intensity,
  note: "",
  folded: false,
  parent: undefined,
  times: node.times,
  window: node.window,
  product: node.product,
  // What is computed twice is known by them.
  attributes: node.attributes,
});
