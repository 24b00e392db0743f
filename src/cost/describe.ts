/** Facts and attributes as plain data and text. */
import { formatDim } from "../graph/dims.ts";
import type { Fact } from "../graph/fact.ts";
import type { Node } from "../graph/graph.ts";
import type { TensorInfo } from "./node-cost.ts";

export function tensorInfo(name: string, fact: Fact | undefined): TensorInfo {
  if (fact?.kind !== "tensor") return { name, dtype: undefined, shape: undefined, type: typeText(fact) };
  const shape = fact.shape?.map((size) => (typeof size === "number" ? size : undefined));
  return { name, dtype: fact.dtype, shape, type: typeText(fact) };
}

/** "float32[1, 64, N]", "sequence of float32[?]", "unknown" */
export function typeText(fact: Fact | undefined): string {
  switch (fact?.kind) {
    case undefined:
      return "unknown";
    case "tensor":
      return `${fact.dtype ?? "?"}[${fact.shape?.map(formatDim).join(", ") ?? "…"}]`;
    case "sequence":
      return `sequence of ${typeText(fact.element)}`;
    case "optional":
      return `optional ${typeText(fact.element)}`;
    case "map":
      return `map from ${fact.key ?? "?"} to ${typeText(fact.value)}`;
  }
}

/** Attributes as short text; graphs and tensors by kind only. */
export function attributeTexts(node: Node): Readonly<Record<string, string>> {
  const texts = Object.entries(node.attributes).map(([name, attribute]): [string, string] => {
    switch (attribute.kind) {
      case "int":
      case "float":
        return [name, String(attribute.value)];
      case "string":
        return [name, shorten(attribute.value)];
      case "ints":
      case "floats":
        return [name, shorten(`[${attribute.value.slice(0, 40).join(", ")}]`)];
      case "strings":
        return [name, shorten(`[${attribute.value.slice(0, 20).join(", ")}]`)];
      case "tensor":
        return [name, `${attribute.value.dtype ?? "?"}[${attribute.value.dims.join(", ")}]`];
      case "graph":
      case "type":
      case "tensors":
      case "graphs":
      case "types":
      case "reference":
        return [name, attribute.kind];
    }
  });
  return Object.fromEntries(texts);
}

const shorten = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);
