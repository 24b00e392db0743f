/** What a group of configurations was not trained for: refusals and warnings about a model. */
import { formatMacs } from "../base/format.ts";
import { type NodeCost, trafficOf } from "../cost/node-cost.ts";
import type { Seconds } from "../base/units.ts";
import { isAmong, kernelName, rolesOf } from "../predict/kernels.ts";
import type { ModelInput } from "./model-input.ts";
import type { Group } from "./weights.ts";

/** Above these parts of a model's FLOPs or traffic, operators no network of the training had make its time a guess. */
const strangeFlops = 0.05;
const strangeTraffic = 0.3;

type Limits = Pick<Group, "operators" | "macs">;

/** Why a model is outside of what was learned, or undefined. */
export function strangeModel({ operators }: Pick<Limits, "operators">, { graph }: ModelInput): string | undefined {
  const roles = rolesOf(graph);
  // What rides along inside another kernel costs next to nothing, whatever it is called.
  const strange = graph.nodes.filter(
    (node, at) => !isAmong(operators, node) && roles[at] !== "fused" && !isLight(node),
  );
  const share = (amount: (node: NodeCost) => number | undefined): number => {
    const sum = (nodes: readonly NodeCost[]): number =>
      nodes.reduce((total, node) => total + (amount(node) ?? 0) * (node.times ?? 1), 0);
    return sum(strange) / (sum(graph.nodes) || 1);
  };
  const flops = share((node) => node.flops);
  if (flops <= strangeFlops && share(trafficOf) <= strangeTraffic) return undefined;
  const names = [...new Set(strange.map(kernelName))].toSorted().join(", ");
  return `Trained on convolutional networks only: ${(flops * 100).toFixed(0)} % of this model's FLOPs are in operators no network of the training had (${names}).`;
}

/** An activation of at most two operations an element, LeakyRelu and the like, waits for memory as Relu does. */
const isLight = ({ kind, flops, writeBytes }: NodeCost): boolean =>
  kind === "activation" && flops !== undefined && writeBytes !== undefined && flops <= writeBytes / 2;

export function modelWarnings({ operators, macs }: Limits, { graph, amounts }: ModelInput): readonly string[] {
  const warnings: string[] = [];
  const unknown = amounts.filter((one) => one === undefined).length;
  if (unknown > 0) warnings.push(`The cost of ${unknown} of ${amounts.length} nodes is not known; they are left out.`);
  const strange = new Set(graph.nodes.filter((node) => !isAmong(operators, node)).map(kernelName));
  if (strange.size > 0) warnings.push(`No network of the training had ${[...strange].toSorted().join(", ")}.`);
  const dilated = graph.nodes.some(
    ({ window }) => window?.kind === "conv" && window.dilations.some((step) => step > 1),
  );
  if (dilated) warnings.push("No network of the training had dilated convolutions.");
  const total = macsOf(graph.nodes);
  const [least, most] = macs;
  if (total < least || total > most) {
    const [from, to] = [formatMacs(least), formatMacs(most)];
    warnings.push(`${formatMacs(total)} are outside of what was trained on (${from} to ${to}).`);
  }
  return warnings;
}

/**
 * Part of the predicted time that goes to kernels of kinds this group's own networks did not have: their coefficients are
 * lent by the group it leans on, scaled to the speed of the device.
 */
export function lentShare(
  { operators }: Pick<Limits, "operators">,
  { graph }: ModelInput,
  times: readonly (Seconds | undefined)[],
): number {
  let [lent, all] = [0, 0];
  for (const [at, node] of graph.nodes.entries()) {
    const time = times[at] ?? 0;
    all += time;
    if (!isAmong(operators, node)) lent += time;
  }
  return all === 0 ? 0 : lent / all;
}

export const macsOf = (nodes: readonly NodeCost[]): number =>
  nodes.reduce((sum, node) => sum + (node.macs ?? 0) * (node.times ?? 1), 0);
