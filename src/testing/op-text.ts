/** What the last node of a text graph (graph-text.ts) gives and costs. */
import { formatDim } from "../graph/dims.ts";
import type { Fact } from "../graph/fact.ts";
import { factText, inferModel, modelOf } from "./graph-text.ts";

export interface LastNode {
  /** "int64[2] {N 3}": type, shape and folded elements of each output. */
  readonly outputs: readonly string[];
  /** The first output. */
  readonly output: string;
  readonly macs: number | undefined;
  readonly flops: number | undefined;
  /** Details of all problems of the graph. */
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** `version` is the operator set of every domain that the text uses besides ai.onnx, too. */
export function lastNode(text: string, version = 21): LastNode {
  const opsets = { "ai.onnx": version, "ai.onnx.ml": 3, "ai.onnx.preview": 1, "com.microsoft": 1 };
  const inferred = inferModel(modelOf(text, opsets));
  const node = inferred.graph.nodes.at(-1);
  const outputs = (node?.outputs ?? []).map(described);
  const count = (rule: "macs" | "flops"): number | undefined => {
    const known = node?.op;
    if (node === undefined || known === undefined) return undefined;
    return known[rule] === undefined ? 0 : known[rule](node.work);
  };
  return {
    outputs,
    output: outputs[0] ?? "",
    macs: count("macs"),
    flops: count("flops"),
    problems: inferred.problems.map((problem) => JSON.stringify(problem)),
    notes: node?.notes ?? [],
  };
}

function described(fact: Fact | undefined): string {
  const elements = fact?.kind === "tensor" ? fact.elements : undefined;
  const list = elements?.map((element) => (element === undefined ? "?" : formatDim(element)));
  return factText(fact) + (list === undefined ? "" : ` {${list.join(" ")}}`);
}
