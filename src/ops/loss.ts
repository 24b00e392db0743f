/** Losses of training graphs. https://onnx.ai/onnx/operators/onnx__SoftmaxCrossEntropyLoss.html */
import { type Shape, tensor } from "../graph/fact.ts";
import { plus, times } from "./counts.ts";
import type { Call, Op, Ops, Work } from "./op.ts";

/** reduction "none" keeps one loss per target, else one number is left. */
function lossShape(call: Call): Shape | undefined {
  if (call.text("reduction", "mean") !== "none") return [];
  const scores = call.shape(0);
  return call.shape(1) ?? (scores && [...scores.slice(0, 1), ...scores.slice(2)]);
}

/** Per target: a negation, a product with its class weight, an addition to the total. */
const pickedFlops = (work: Work): number | undefined => times(work.has(2) ? 3 : 2, work.inputCountOf(1));

const negativeLogLikelihood: Op = {
  kind: "other",
  infer: (call) => [tensor(call.dtype(0), lossShape(call))],
  flops: pickedFlops,
};

/** Log-softmax (5 per score), then the loss. */
const softmaxCrossEntropy: Op = {
  kind: "other",
  infer: (call) => [tensor(call.dtype(0), lossShape(call)), tensor(call.dtype(0), call.shape(0))],
  flops: (work) => plus(times(5, work.inputCountOf(0)), pickedFlops(work)),
};

export const loss: Ops = {
  NegativeLogLikelihoodLoss: negativeLogLikelihood,
  SoftmaxCrossEntropyLoss: softmaxCrossEntropy,
};
