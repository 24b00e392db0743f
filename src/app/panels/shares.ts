/** What the views derive from a prediction: shares of the latency, and which limit binds a node. */
import type { Fraction, Intensity, Seconds } from "../../base/units.ts";
import { type NodeCost, trafficOf } from "../../cost/node-cost.ts";
import { ridgePoint, type Roof } from "../../device/roofline.ts";
import type { Prediction } from "../../predict/predictor.ts";
import { classOf, isConvolution, type OpClass, opClasses } from "../ui/op-class.ts";

/** Share of the latency that a node takes; undefined while unknown. */
export function shareOf(prediction: Prediction | undefined, index: number): Fraction | undefined {
  const seconds = prediction?.nodes[index];
  const total = prediction?.latencySeconds;
  return seconds === undefined || total === undefined || total === 0 ? undefined : seconds / total;
}

/** The largest share of any node, where the colour scale ends. */
export function topShare(prediction: Prediction | undefined): Fraction {
  let top = 0;
  prediction?.nodes.forEach((_, index) => {
    top = Math.max(top, shareOf(prediction, index) ?? 0);
  });
  return top;
}

export type Bound = "compute" | "memory" | "none";

/** Which roof a node meets first, by its intensity against the ridge point; "none" for what does no work. */
export function boundOf(node: NodeCost, roof: Roof): Bound | undefined {
  if (node.folded || node.times === 0) return "none";
  const traffic = trafficOf(node);
  if (node.flops === 0 && traffic === 0) return "none";
  if (node.flops === 0) return "memory";
  const ridge: Intensity | undefined = ridgePoint(roof);
  if (node.intensity === undefined || ridge === undefined) return undefined;
  return node.intensity >= ridge ? "compute" : "memory";
}

export interface ClassShare {
  readonly opClass: OpClass;
  readonly seconds: Seconds;
  readonly share: Fraction;
  readonly nodes: number;
}

/** Latency per class of operator, in the order of the classes; classes without nodes are left out. */
export function classShares(nodes: readonly NodeCost[], prediction: Prediction): readonly ClassShare[] {
  const total = prediction.latencySeconds ?? 0;
  const sums = new Map(opClasses.map((opClass) => [opClass, { seconds: 0, nodes: 0 }]));
  nodes.forEach((node, index) => {
    const sum = node.folded ? undefined : sums.get(classOf(node));
    if (sum === undefined) return;
    sum.seconds += prediction.nodes[index] ?? 0;
    sum.nodes += 1;
  });
  return [...sums].flatMap(([opClass, { seconds, nodes: count }]) =>
    count === 0 ? [] : [{ opClass, seconds, share: total === 0 ? 0 : seconds / total, nodes: count }],
  );
}

/** Share of the latency that convolutions take. */
export function convolutionShare(nodes: readonly NodeCost[], prediction: Prediction): Fraction | undefined {
  const total = prediction.latencySeconds;
  if (total === undefined || total === 0) return undefined;
  const seconds = nodes.reduce(
    (sum, node, index) => sum + (isConvolution(node) ? (prediction.nodes[index] ?? 0) : 0),
    0,
  );
  return seconds / total;
}
