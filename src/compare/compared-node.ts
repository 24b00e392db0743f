import type { NodeCost } from "../cost/node-cost.ts";

/** What of a node is looked at when two models are compared. */
export type ComparedNode = Pick<
  NodeCost,
  "id" | "name" | "op" | "domain" | "kind" | "folded" | "attributes" | "inputs" | "outputs" | "operands" | "times"
>;

/** That alone: all that has to travel to a worker. */
export function comparedNode(node: ComparedNode): ComparedNode {
  const { id, name, op, domain, kind, folded, attributes, inputs, outputs, operands, times } = node;
  const known = { id, name, op, domain, kind, folded, attributes, inputs, outputs, times };
  return operands === undefined ? known : { ...known, operands };
}
