/** GraphProto, NodeProto and AttributeProto as onnx-proto decodes them → GraphDef, NodeDef, Attribute. */
import type { onnx } from "onnx-proto";
import { type Flaws, note } from "./flaws.ts";
import type { Attribute, GraphDef, NodeDef, TensorDef, TypeDef } from "./model.ts";
import { numberOf } from "./numbers.ts";
import { sparseTensorOf, tensorOf } from "./tensors.ts";
import { typeOf, valueOf } from "./types.ts";
import { textOf } from "./wire.ts";

type Proto = onnx.IAttributeProto;

/** The default domain is written as "" and as "ai.onnx". */
export const domainOf = (domain: string | null | undefined): string => domain || "ai.onnx";

/** GraphProto → GraphDef; subgraphs too. */
export function graphOf(graph: onnx.IGraphProto, flaws: Flaws): GraphDef {
  const values = (list: onnx.IValueInfoProto[] | null | undefined) =>
    (list ?? []).map((value) => valueOf(value, flaws));
  const dense = (graph.initializer ?? []).map((tensor) => tensorOf(tensor, "an initializer without name", flaws));
  const sparse = (graph.sparseInitializer ?? []).map((t) => sparseTensorOf(t, "a sparse initializer", flaws));
  return {
    name: graph.name ?? "",
    nodes: (graph.node ?? []).map((node) => nodeOf(node, flaws)),
    initializers: present([...dense, ...sparse]),
    inputs: values(graph.input),
    outputs: values(graph.output),
    valueInfo: values(graph.valueInfo),
  };
}

export function nodeOf(node: onnx.INodeProto, flaws: Flaws): NodeDef {
  const name = node.name ?? "";
  const op = node.opType ?? "";
  return {
    name,
    op,
    domain: domainOf(node.domain),
    // The compacted file carries the overload here; documentation is not in it.
    overload: node.docString ?? "",
    inputs: node.input ?? [],
    outputs: node.output ?? [],
    attributes: attributesOf(node.attribute ?? [], name || op, flaws),
  };
}

/** `owner` is the node or function they belong to, for problems. */
export function attributesOf(
  protos: readonly Proto[],
  owner: string,
  flaws: Flaws,
): Readonly<Record<string, Attribute>> {
  const attributes: [string, Attribute][] = [];
  for (const proto of protos) {
    const name = proto.name ?? "";
    const attribute = attributeOf(proto, `${owner}.${name}`, flaws);
    if (attribute === undefined) {
      note(flaws, "format", `${owner}.${name}`, (names) => `Attributes without a usable value were left out: ${names}`);
    } else attributes.push([name, attribute]);
  }
  // Not by assignment: a name like __proto__ must become a plain entry.
  return Object.fromEntries(attributes);
}

/** By AttributeProto.AttributeType: the field that holds the value. */
type ValueField = Exclude<keyof Proto, "name" | "docString" | "refAttrName" | "type">;

const fieldOfType: Readonly<Record<number, ValueField>> = {
  1: "f",
  2: "i",
  3: "s",
  4: "t",
  5: "g",
  6: "floats",
  7: "ints",
  8: "strings",
  9: "tensors",
  10: "graphs",
  11: "sparseTensor",
  12: "sparseTensors",
  13: "tp",
  14: "typeProtos",
};

const valueFields = Object.values(fieldOfType);

/** onnx-proto gives every message empty lists, and other fields only when they were in the file. */
function isSet(proto: Proto, field: ValueField): boolean {
  const value = proto[field];
  return Array.isArray(value) ? value.length > 0 : Object.hasOwn(proto, field);
}

/** The field that the type names; without a type, as exporters before IR 2 wrote, or with a wrong one, the one set. */
function fieldOf(proto: Proto): ValueField | undefined {
  const named = fieldOfType[proto.type ?? 0];
  if (named !== undefined && isSet(proto, named)) return named;
  // What is not there has the default value of its type: writers leave zeros and empty lists out.
  return valueFields.find((field) => isSet(proto, field)) ?? named;
}

function attributeOf(proto: Proto, label: string, flaws: Flaws): Attribute | undefined {
  if (proto.refAttrName) return { kind: "reference", value: proto.refAttrName };
  const tensors = (list: readonly onnx.ITensorProto[]) => present(list.map((tensor) => tensorOf(tensor, label, flaws)));
  switch (fieldOf(proto)) {
    case "f":
      return { kind: "float", value: proto.f ?? 0 };
    case "i":
      return { kind: "int", value: numberOf(proto.i ?? 0) };
    case "s":
      return { kind: "string", value: textOf(proto.s ?? new Uint8Array()) };
    case "t":
      return tensorAttribute(proto.t ? tensorOf(proto.t, label, flaws) : undefined);
    case "g":
      return proto.g ? { kind: "graph", value: graphOf(proto.g, flaws) } : undefined;
    case "floats":
      return { kind: "floats", value: proto.floats ?? [] };
    case "ints":
      return { kind: "ints", value: (proto.ints ?? []).map(numberOf) };
    case "strings":
      return { kind: "strings", value: (proto.strings ?? []).map(textOf) };
    case "tensors":
      return { kind: "tensors", value: tensors(proto.tensors ?? []) };
    case "graphs":
      return { kind: "graphs", value: (proto.graphs ?? []).map((graph) => graphOf(graph, flaws)) };
    case "sparseTensor":
      return tensorAttribute(proto.sparseTensor ? sparseTensorOf(proto.sparseTensor, label, flaws) : undefined);
    case "sparseTensors": {
      const sparse = (proto.sparseTensors ?? []).map((tensor) => sparseTensorOf(tensor, label, flaws));
      return { kind: "tensors", value: present(sparse) };
    }
    case "tp":
      return typeAttribute(typeOf(proto.tp, label, flaws));
    case "typeProtos":
      return { kind: "types", value: present((proto.typeProtos ?? []).map((type) => typeOf(type, label, flaws))) };
    case undefined:
      return undefined;
  }
}

const present = <T>(list: readonly (T | undefined)[]): readonly T[] =>
  list.filter((item): item is T => item !== undefined);

const tensorAttribute = (value: TensorDef | undefined): Attribute | undefined => value && { kind: "tensor", value };

const typeAttribute = (value: TypeDef | undefined): Attribute | undefined => value && { kind: "type", value };
