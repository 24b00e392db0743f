/** What tells nodes apart besides their names, as text that people read and programs compare. */
import { formatShape } from "../base/format.ts";
import type { Operand, TensorInfo } from "../cost/node-cost.ts";
import type { ComparedNode } from "./compared-node.ts";

export type Facet = "operator" | "attribute" | "output" | "weight" | "inputs" | "executions" | "wiring";

export interface Trait {
  readonly facet: Facet;
  /** Which one of several: the attribute's name, the output's number. */
  readonly key: string;
  readonly text: string;
}

/** What became another: text before and after, undefined where there was none. */
export interface Change {
  readonly facet: Facet;
  readonly key: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** "com.microsoft.FusedConv"; operators of ONNX itself go without their domain. */
const operatorOf = ({ op, domain }: ComparedNode): string =>
  domain === "" || domain === "ai.onnx" ? op : `${domain}.${op}`;

const tensorText = ({ dtype, shape }: Pick<TensorInfo | Operand, "dtype" | "shape">): string =>
  `${dtype ?? "?"} ${formatShape(shape)}`;

/** In a fixed order: operator, attributes by name, outputs, weights, number of inputs, executions. */
export function traitsOf(node: ComparedNode): readonly Trait[] {
  const traits: Trait[] = [{ facet: "operator", key: "", text: operatorOf(node) }];
  for (const key of Object.keys(node.attributes).sort()) {
    traits.push({ facet: "attribute", key, text: node.attributes[key] ?? "" });
  }
  node.outputs.forEach((tensor, at) => {
    const text = tensor.shape === undefined ? tensor.type : tensorText(tensor);
    traits.push({ facet: "output", key: String(at), text });
  });
  let [weights, inputs] = [0, 0];
  for (const operand of node.operands ?? []) {
    if (operand.constant) traits.push({ facet: "weight", key: String(weights++), text: tensorText(operand) });
    else inputs += 1;
  }
  traits.push({ facet: "inputs", key: "", text: String(node.operands === undefined ? node.inputs.length : inputs) });
  traits.push({ facet: "executions", key: "", text: node.times === undefined ? "?" : String(node.times) });
  return traits;
}

/** One text for all traits: equal for nodes that differ in nothing but name and place. Of thousands of nodes few are told apart further. */
export function signatureOf(node: ComparedNode): string {
  let text = "";
  for (const { facet, key, text: value } of traitsOf(node)) text += `${facet}\t${key}\t${value}\n`;
  return text;
}

const placeOf = ({ facet, key }: Trait): string => `${facet}\t${key}`;

/** Traits that differ, those of the second list that the first lacks last. */
export function changesBetween(first: readonly Trait[], second: readonly Trait[]): readonly Change[] {
  const after = new Map(second.map((trait) => [placeOf(trait), trait]));
  const before = new Set(first.map(placeOf));
  const kept = first.flatMap((trait): readonly Change[] => {
    const now = after.get(placeOf(trait))?.text;
    const { facet, key, text } = trait;
    return now === text ? [] : [{ facet, key, before: text, after: now }];
  });
  const fresh = second.filter((trait) => !before.has(placeOf(trait)));
  return [...kept, ...fresh.map(({ facet, key, text }) => ({ facet, key, before: undefined, after: text }))];
}
