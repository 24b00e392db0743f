/** What nodes are at run time, and what every way of fusing asks of them. */
import type { NodeCost } from "../cost/node-cost.ts";

/** What a node is at run time. */
export type Role =
  /** Launches a kernel of its own. */
  | "kernel"
  /** The multiplication that ends x · gate(x) (hard-swish, or the one node of that name): one activation kernel. */
  | "gate"
  /** Computed inside the kernel of the node before it. */
  | "fused";

/**
 * What a runtime fuses: "usual" as TFLite on a CPU; "linked" any element-wise step into the kernel before it; "clamped" clamps
 * into convolutions only.
 */
export type Fusing = "usual" | "linked" | "clamped";

/** How many nodes read the value of each. */
export function consumersOf(producers: readonly (readonly number[])[]): readonly number[] {
  const consumers = producers.map(() => 0);
  for (const feeding of producers) for (const from of feeding) consumers[from] = (consumers[from] ?? 0) + 1;
  return consumers;
}

/** Steps that an operator stands for beyond one, as exporters spell it out: x · relu6(x + 3) / 6 and relu6(x + 3) / 6. */
export const moreSteps: Readonly<Record<string, number>> = { HardSwish: 3, HardSigmoid: 2 };

/** Arithmetic with a constant of one element, as in (x + 3) / 6. */
export const isScalarStep = ({ op, weightBytes }: NodeCost): boolean =>
  ["Add", "Sub", "Mul", "Div"].includes(op) && weightBytes !== undefined && weightBytes > 0 && weightBytes <= 8;
