/** A graph whose convolutions have another width: more or fewer output channels, and all that follows from them. */
import type { Graph, Node } from "../../graph/graph.ts";
import type { Attribute, TensorDef } from "../../onnx/model.ts";
import type { TypedGraph } from "../infer.ts";
import { type Form, isFixed, oldSize, reasonOf, solver } from "./form.ts";
import { ruleOf } from "./rules.ts";
import { type Rewrite, type Trace, traceGraph } from "./trace.ts";

export interface Kept {
  /** Id of a convolution whose output channels stay. */
  readonly node: string;
  readonly why: string;
}

export type Widened =
  | {
      readonly kind: "widened";
      readonly graph: Graph;
      /** Shapes that the next inference must find, by the name of the value. */
      readonly shapes: ReadonlyMap<string, readonly number[]>;
      /** Convolutions that changed, of all that were met. */
      readonly changed: number;
      readonly convolutions: number;
      readonly kept: readonly Kept[];
    }
  /** `why` is part of a sentence. */
  | { readonly kind: "refused"; readonly why: string };

/**
 * The graph with the output channels of its convolutions times `factor`, rounded as MobileNets round them
 * (`roundedChannels`). Inputs of the model, its outputs and the outputs of its classifier stay; depthwise convolutions
 * follow their input, groups keep their number, weights follow. What cannot be traced (a cut at fixed positions, an
 * unknown operator, a body) keeps the channels that reach it. Factor 1 gives the graph itself.
 */
export function withWidth(typed: TypedGraph, factor: number): Widened {
  const trace = traceGraph(typed, ruleOf);
  const convolutions = trace.convolutions.length;
  if (factor === 1) {
    return { kind: "widened", graph: typed.graph, shapes: new Map(), changed: 0, convolutions, kept: [] };
  }
  if (convolutions === 0) return { kind: "refused", why: "it has no convolution whose channels can be traced" };
  const sizeOf = solver(factor);
  const shapes = new Map([...trace.forms].map(([name, forms]) => [name, forms.map(sizeOf)]));
  const broken = [...shapes].find(([, shape]) =>
    shape.some((size) => !Number.isNaN(size) && !(Number.isInteger(size) && size >= 0)),
  );
  if (broken !== undefined) {
    return { kind: "refused", why: `the size of ${broken[0]} would not be a whole number` };
  }
  const kept = trace.convolutions.flatMap(({ id, form }): readonly Kept[] =>
    sizeOf(form) === oldSize(form) ? [{ node: id, why: whyKept(form) }] : [],
  );
  const changed = convolutions - kept.length;
  if (changed === 0) {
    return { kind: "refused", why: `no convolution would change (${kept[0]?.why ?? ""})` };
  }
  const graph = rewritten(typed.graph, trace, shapes, sizeOf);
  return { kind: "widened", graph, shapes, changed, convolutions, kept };
}

function whyKept(form: Form): string {
  const reason = reasonOf(form);
  if (reason !== undefined) return reason;
  if (isFixed(form)) return "its weights do not change with anything that can be traced";
  return oldSize(form) < 8 ? "fewer than 8 channels are not rounded" : "rounded to a multiple of 8 it is the same";
}

type SizeOf = ReturnType<typeof solver>;

function rewritten(graph: Graph, trace: Trace, shapes: ReadonlyMap<string, readonly number[]>, sizeOf: SizeOf): Graph {
  const constants = new Map([...graph.constants].map(([name, def]) => [name, resizedTensor(def, shapes.get(name))]));
  const rewrites = new Map(trace.rewrites.map((rewrite) => [rewrite.node, rewrite]));
  const nodes = graph.nodes.map((node) => {
    const rewrite = rewrites.get(node.id);
    if (rewrite !== undefined) return rewrittenNode(node, rewrite, sizeOf, constants);
    return node.op === "Constant" ? resizedConstant(node, shapes.get(node.outputs[0] ?? "")) : node;
  });
  // What the file declares of a value is about its old size.
  const isOld = (name: string): boolean => {
    const forms = trace.forms.get(name);
    return forms !== undefined && forms.every((form) => Object.is(oldSize(form), sizeOf(form)));
  };
  const declared = new Map([...graph.declared].filter(([name]) => graph.inputs.includes(name) || isOld(name)));
  return { ...graph, constants, nodes, declared };
}

/** Its data are those of another size, and no cost asks for them. */
const resizedTensor = (def: TensorDef, dims: readonly number[] | undefined): TensorDef =>
  dims === undefined || dims.every((size, axis) => size === def.dims[axis])
    ? def
    : { name: def.name, dtype: def.dtype, dims, data: { kind: "absent" } };

function resizedConstant(node: Node, dims: readonly number[] | undefined): Node {
  const value = node.attributes["value"];
  if (value?.kind !== "tensor") return node;
  const tensor = resizedTensor(value.value, dims);
  return tensor === value.value
    ? node
    : { ...node, attributes: { ...node.attributes, value: { kind: "tensor", value: tensor } } };
}

function rewrittenNode(
  node: Node,
  { attributes = {}, lists = [] }: Rewrite,
  sizeOf: SizeOf,
  constants: Map<string, TensorDef>,
): Node {
  const changed: Record<string, Attribute> = {};
  const inputs = [...node.inputs];
  for (const [name, form] of Object.entries(attributes)) changed[name] = { kind: "int", value: sizeOf(form) };
  for (const { entries, input, attribute } of lists) {
    const values = entries.map((entry) => (typeof entry === "number" ? entry : sizeOf(entry)));
    if (entries.every((entry, at) => typeof entry === "number" || oldSize(entry) === values[at])) continue;
    if (Object.hasOwn(node.attributes, attribute)) {
      changed[attribute] = { kind: "ints", value: values };
      continue;
    }
    const name = `${node.id}/${attribute} at this width`;
    constants.set(name, { name, dtype: "int64", dims: [values.length], data: { kind: "values", values } });
    inputs[input] = name;
  }
  return { ...node, inputs, attributes: { ...node.attributes, ...changed } };
}
