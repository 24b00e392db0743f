/**
 * Roles of nodes where a runtime links element-wise steps into whatever kernel comes before, as TensorFlow Lite's GPU delegate
 * does: a step joins the last of its producers if that feeds nothing else and has its shape (tensorflow/tensorflow
 * lite/delegates/gpu/common/gpu_model.cc). A hard-swish is one such step, though exporters write it as several nodes.
 */
import type { NodeCost } from "../cost/node-cost.ts";
import { consumersOf, isScalarStep, type Role } from "./role.ts";

interface Graph {
  readonly nodes: readonly NodeCost[];
  readonly producers: readonly (readonly number[])[];
}

export function linkedRoles({ nodes, producers }: Graph): readonly Role[] {
  const consumers = consumersOf(producers);
  const roles: Role[] = [];
  /** The kernel that a node is computed in. */
  const root: number[] = [];
  for (const [at, node] of nodes.entries()) {
    const feeding = producers[at] ?? [];
    const last = Math.max(-1, ...feeding);
    const rootOf = (from: number | undefined): number => root[from ?? -1] ?? -1;
    const isGate = node.op === "Mul" && feeding.length === 2 && rootOf(feeding[0]) === rootOf(feeding[1]);
    const joins =
      last >= 0 &&
      (isPartOfGate(node, feeding) ||
        (isGate && consumers[rootOf(last)] === 2) ||
        (isStep(node) && consumers[last] === 1 && isSameShape(node, nodes[last])));
    roles.push(joins ? "fused" : isGate ? "gate" : "kernel");
    root.push(joins ? rootOf(last) : at);
  }
  return roles;
}

/** x + 3, and the clip of it: inside of the step that ends the gate. */
const isPartOfGate = (node: NodeCost, feeding: readonly number[]): boolean =>
  feeding.length === 1 && (isScalarStep(node) || node.op === "HardSigmoid");

const isStep = ({ op, kind }: NodeCost): boolean =>
  op === "BatchNormalization" || kind === "elementwise" || (kind === "activation" && op !== "Softmax");

const isSameShape = (node: NodeCost, before: NodeCost | undefined): boolean =>
  node.outputs[0]?.shape?.join() === before?.outputs[0]?.shape?.join();
