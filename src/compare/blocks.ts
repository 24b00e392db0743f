/** The block of a model that a node belongs to, as its name tells. */
import type { NodeCost } from "../cost/node-cost.ts";

/** "Conv" and "Conv_12" at the end of "/layer1/conv1/Conv_12" name the operator and no place. */
const namesOperator = (part: string, op: string): boolean =>
  part.replace(/_\d+$/, "").toLowerCase() === op.toLowerCase();

/**
 * The name up to its first number ("layer1.0" of "layer1.0.conv2"), else up to its first part that ends in one
 * ("encoder_layer_3" of "encoder_layer_3.mlp"), else all but its last part. Undefined where a name has one part only.
 */
export function blockOf({ name, op }: Pick<NodeCost, "name" | "op">): string | undefined {
  const isPath = name.includes("/");
  // "/layer1/layer1.0/conv1/Conv": the exporter repeats the outer scopes inside the inner ones.
  const parts = (isPath ? name.split("/") : name.split(".")).filter((part) => part !== "");
  if (isPath && namesOperator(parts.at(-1) ?? "", op)) parts.pop();
  const scopes = parts.slice(0, -1);
  if (scopes.length === 0) return undefined;
  const number = scopes.findIndex((part) => /(^|\.)\d+$/.test(part));
  const numbered = number === -1 ? scopes.findIndex((part) => /\d[a-z]?$/.test(part)) : number;
  const end = numbered === -1 ? scopes.length : numbered + 1;
  return scopes.slice(0, end).join(isPath ? "/" : ".");
}
