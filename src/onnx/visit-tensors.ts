/** Every tensor of a model, wherever it lies: initializers, attributes, subgraphs, functions. */
import type { Attribute, GraphDef, Model, NodeDef, TensorDef } from "./model.ts";

/** Shows each tensor to `visit`. */
export function visitTensors(model: Model, visit: (tensor: TensorDef) => void): void {
  visitGraph(model.graph, visit);
  for (const { nodes, defaults } of model.functions) {
    visitAttributes(defaults, visit);
    for (const node of nodes) visitAttributes(node.attributes, visit);
  }
}

function visitGraph(graph: GraphDef, visit: (tensor: TensorDef) => void): void {
  for (const tensor of graph.initializers) visit(tensor);
  for (const node of graph.nodes) visitAttributes(node.attributes, visit);
}

function visitAttributes(attributes: NodeDef["attributes"], visit: (tensor: TensorDef) => void): void {
  for (const attribute of Object.values(attributes)) {
    if (attribute.kind === "tensor") visit(attribute.value);
    else if (attribute.kind === "tensors") attribute.value.forEach(visit);
    else if (attribute.kind === "graph") visitGraph(attribute.value, visit);
    else if (attribute.kind === "graphs") for (const graph of attribute.value) visitGraph(graph, visit);
  }
}

type Change = (tensor: TensorDef) => TensorDef;

/** The model with each tensor as `change` gives it. */
export const mapTensors = (model: Model, change: Change): Model => ({
  ...model,
  graph: mapGraph(model.graph, change),
  functions: model.functions.map((definition) => ({
    ...definition,
    defaults: mapAttributes(definition.defaults, change),
    nodes: definition.nodes.map((node) => mapNode(node, change)),
  })),
});

const mapGraph = (graph: GraphDef, change: Change): GraphDef => ({
  ...graph,
  initializers: graph.initializers.map(change),
  nodes: graph.nodes.map((node) => mapNode(node, change)),
});

const mapNode = (node: NodeDef, change: Change): NodeDef => ({
  ...node,
  attributes: mapAttributes(node.attributes, change),
});

const mapAttributes = (attributes: NodeDef["attributes"], change: Change): NodeDef["attributes"] =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, mapAttribute(value, change)]));

function mapAttribute(attribute: Attribute, change: Change): Attribute {
  if (attribute.kind === "tensor") return { ...attribute, value: change(attribute.value) };
  if (attribute.kind === "tensors") return { ...attribute, value: attribute.value.map(change) };
  if (attribute.kind === "graph") return { ...attribute, value: mapGraph(attribute.value, change) };
  if (attribute.kind !== "graphs") return attribute;
  return { ...attribute, value: attribute.value.map((graph) => mapGraph(graph, change)) };
}
