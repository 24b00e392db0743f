/** Branches and loop bodies for text graphs (graph-text.ts). */
import type { Attribute, GraphDef, Model } from "../onnx/model.ts";
import { modelOf } from "./graph-text.ts";

/** A body: `outputs` are its results, its inputs the first lines of the form `x: type[...]`. */
export const body = (text: string, outputs: readonly string[]): GraphDef => ({
  ...modelOf(text).graph,
  outputs: outputs.map((name) => ({ name, type: undefined })),
});

/** Gives the last node of the model its bodies. */
export function withBodies(text: string, bodies: Readonly<Record<string, GraphDef>>, version = 21): Model {
  const model = modelOf(text, { "ai.onnx": version });
  const graphs = Object.fromEntries(
    Object.entries(bodies).map(([name, value]): [string, Attribute] => [name, { kind: "graph", value }]),
  );
  const nodes = model.graph.nodes.map((node, index) =>
    index === model.graph.nodes.length - 1 ? { ...node, attributes: { ...node.attributes, ...graphs } } : node,
  );
  return { ...model, graph: { ...model.graph, nodes } };
}
