/** Model → an ONNX file. Writes what model.ts holds and nothing else. */
import { codeOfDType } from "../base/dtype.ts";
import type {
  Attribute,
  DimDef,
  FunctionDef,
  GraphDef,
  Model,
  NodeDef,
  TensorDef,
  TypeDef,
  ValueDef,
} from "./model.ts";
import {
  openMessage,
  type Output,
  outputOf,
  tightenMessage,
  writeBlob,
  writeFloat,
  writeInt,
  writeText,
  writtenBytes,
  utf8Of,
} from "./output.ts";
import { rawBytesOf } from "./tensor-data.ts";

/** A model to write; problems are of files that were read. */
export type EncodableModel = Omit<Model, "problems"> & { readonly problems?: Model["problems"] };

/**
 * The bytes of an ONNX file. Weights that are not in the model (`stored`, `absent`) are written as dims without data.
 * Field numbers follow onnx.proto (schema.ts).
 */
export function encodeModel(model: EncodableModel): Uint8Array {
  const out = outputOf();
  if (model.irVersion !== undefined) writeInt(out, 1, model.irVersion);
  text(out, 2, model.producerName);
  text(out, 3, model.producerVersion);
  message(out, 7, () => writeGraph(out, model.graph));
  writeOpsets(out, 8, model.opsets);
  for (const definition of model.functions) message(out, 25, () => writeFunction(out, definition));
  return writtenBytes(out);
}

function message(out: Output, field: number, body: () => void): void {
  const mark = openMessage(out, field);
  body();
  tightenMessage(out, mark);
}

/** An empty text is the same as none. */
function text(out: Output, field: number, value: string): void {
  if (value !== "") writeText(out, field, value);
}

const domain = (name: string): string => (name === "ai.onnx" ? "" : name);

function writeOpsets(out: Output, field: number, opsets: Readonly<Record<string, number>>): void {
  for (const [name, version] of Object.entries(opsets)) {
    message(out, field, () => {
      writeText(out, 1, domain(name));
      writeInt(out, 2, version);
    });
  }
}

function writeGraph(out: Output, graph: GraphDef): void {
  for (const node of graph.nodes) message(out, 1, () => writeNode(out, node));
  text(out, 2, graph.name);
  for (const tensor of graph.initializers) {
    if (tensor.stored === undefined) message(out, 5, () => writeTensor(out, tensor));
    else message(out, 15, () => writeSparse(out, tensor));
  }
  for (const value of graph.inputs) message(out, 11, () => writeValue(out, value));
  for (const value of graph.outputs) message(out, 12, () => writeValue(out, value));
  for (const value of graph.valueInfo) message(out, 13, () => writeValue(out, value));
}

function writeNode(out: Output, node: NodeDef): void {
  for (const input of node.inputs) writeText(out, 1, input);
  for (const output of node.outputs) writeText(out, 2, output);
  text(out, 3, node.name);
  text(out, 4, node.op);
  for (const [name, value] of Object.entries(node.attributes)) message(out, 5, () => writeAttribute(out, name, value));
  text(out, 7, domain(node.domain));
  text(out, 8, node.overload);
}

function writeFunction(out: Output, definition: FunctionDef): void {
  text(out, 1, definition.name);
  for (const input of definition.inputs) writeText(out, 4, input);
  for (const output of definition.outputs) writeText(out, 5, output);
  for (const attribute of definition.attributes) writeText(out, 6, attribute);
  for (const node of definition.nodes) message(out, 7, () => writeNode(out, node));
  writeOpsets(out, 9, definition.opsets);
  text(out, 10, domain(definition.domain));
  for (const [name, value] of Object.entries(definition.defaults)) {
    message(out, 11, () => writeAttribute(out, name, value));
  }
  for (const value of definition.valueInfo) message(out, 12, () => writeValue(out, value));
  text(out, 13, definition.overload);
}

/** AttributeProto.AttributeType. */
const attributeTypes: Readonly<Record<Exclude<Attribute["kind"], "reference">, number>> = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
  tensors: 9,
  graphs: 10,
  type: 13,
  types: 14,
};

const sparseType = 11;
const sparsesType = 12;

function writeAttribute(out: Output, name: string, attribute: Attribute): void {
  text(out, 1, name);
  const isSparse =
    (attribute.kind === "tensor" && attribute.value.stored !== undefined) ||
    (attribute.kind === "tensors" && attribute.value.some((tensor) => tensor.stored !== undefined));
  writeAttributeValue(out, attribute, isSparse);
  if (attribute.kind === "reference") return;
  const type = attributeTypes[attribute.kind];
  writeInt(out, 20, isSparse ? (attribute.kind === "tensor" ? sparseType : sparsesType) : type);
}

function writeAttributeValue(out: Output, attribute: Attribute, isSparse: boolean): void {
  const tensor = (value: TensorDef) => (isSparse ? writeSparse(out, value) : writeTensor(out, value));
  switch (attribute.kind) {
    case "reference":
      return writeText(out, 21, attribute.value);
    case "float":
      return writeFloat(out, 2, attribute.value);
    case "int":
      return writeInt(out, 3, attribute.value);
    case "string":
      return writeText(out, 4, attribute.value);
    case "tensor":
      return message(out, isSparse ? 22 : 5, () => tensor(attribute.value));
    case "graph":
      return message(out, 6, () => writeGraph(out, attribute.value));
    case "floats":
      // One by one, as onnx.proto declares them: not packed.
      return attribute.value.forEach((value) => writeFloat(out, 7, value));
    case "ints":
      return attribute.value.forEach((value) => writeInt(out, 8, value));
    case "strings":
      return attribute.value.forEach((value) => writeText(out, 9, value));
    case "tensors":
      return attribute.value.forEach((value) => message(out, isSparse ? 23 : 10, () => tensor(value)));
    case "graphs":
      return attribute.value.forEach((graph) => message(out, 11, () => writeGraph(out, graph)));
    case "type":
      return message(out, 14, () => writeType(out, attribute.value));
    case "types":
      return attribute.value.forEach((type) => message(out, 15, () => writeType(out, type)));
  }
}

function writeTensor(out: Output, tensor: TensorDef): void {
  for (const size of tensor.dims) writeInt(out, 1, size);
  writeInt(out, 2, tensor.dtype === undefined ? 0 : codeOfDType(tensor.dtype));
  const { data } = tensor;
  if (data.kind === "strings") for (const value of data.values) writeBlob(out, 6, utf8Of(value));
  text(out, 8, tensor.name);
  if (data.kind === "values" && tensor.dtype !== undefined) writeBlob(out, 9, rawBytesOf(tensor.dtype, data.values));
  if (data.kind !== "external") return;
  const { location, offset, length } = data;
  writeEntry(out, "location", location);
  writeEntry(out, "offset", String(offset));
  if (length !== undefined) writeEntry(out, "length", String(length));
  writeInt(out, 14, 1);
}

const writeEntry = (out: Output, key: string, value: string): void =>
  message(out, 13, () => {
    writeText(out, 1, key);
    writeText(out, 2, value);
  });

/** The elements that are not zero, and as many zeros as the file stored. */
function writeSparse(out: Output, tensor: TensorDef): void {
  const { stored = 0, data } = tensor;
  const dense = data.kind === "values" ? data.values : undefined;
  const places = dense === undefined ? [] : storedPlaces(dense, stored);
  const absent = { kind: "absent" } as const;
  const values = dense && { kind: "values" as const, values: places.map((place) => dense[place] ?? 0) };
  const indices = dense && { kind: "values" as const, values: places };
  message(out, 1, () => writeTensor(out, { ...tensor, dims: [stored], data: values ?? (dense ? absent : data) }));
  message(out, 2, () => writeTensor(out, { name: "", dtype: "int64", dims: [stored], data: indices ?? absent }));
  for (const size of tensor.dims) writeInt(out, 3, size);
}

function storedPlaces(dense: readonly number[], stored: number): readonly number[] {
  const all = [...dense.keys()];
  const isZero = (place: number) => dense[place] === 0;
  const zeros = all.filter(isZero).slice(0, Math.max(0, stored - dense.length + all.filter(isZero).length));
  return [...all.filter((place) => !isZero(place)), ...zeros].sort((a, b) => a - b);
}

function writeValue(out: Output, value: ValueDef): void {
  text(out, 1, value.name);
  const { type } = value;
  if (type !== undefined) message(out, 2, () => writeType(out, type));
}

function writeType(out: Output, type: TypeDef | undefined): void {
  switch (type?.kind) {
    case "tensor":
      return message(out, type.sparse === true ? 8 : 1, () => {
        if (type.dtype !== undefined) writeInt(out, 1, codeOfDType(type.dtype));
        const { shape } = type;
        if (shape !== undefined)
          message(out, 2, () => shape.forEach((dim) => message(out, 1, () => writeDim(out, dim))));
      });
    case "sequence":
    case "optional":
      return message(out, type.kind === "sequence" ? 4 : 9, () => writeElement(out, 1, type.element));
    case "map":
      return message(out, 5, () => {
        if (type.key !== undefined) writeInt(out, 1, codeOfDType(type.key));
        writeElement(out, 2, type.value);
      });
    case undefined:
  }
}

function writeElement(out: Output, field: number, type: TypeDef | undefined): void {
  if (type !== undefined) message(out, field, () => writeType(out, type));
}

function writeDim(out: Output, dim: DimDef): void {
  if (typeof dim === "number") writeInt(out, 1, dim);
  else if (dim !== undefined) writeText(out, 2, dim);
}
