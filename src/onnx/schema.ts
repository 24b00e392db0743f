/**
 * The messages of onnx.proto, IR version 13, as tables: field number → name and type.
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.in.proto.
 */

export type MessageName =
  | "Model"
  | "Opset"
  | "Entry"
  | "Graph"
  | "Node"
  | "Function"
  | "Attribute"
  | "Tensor"
  | "SparseTensor"
  | "Value"
  | "Type"
  | "TensorType"
  | "ElementType"
  | "MapType"
  | "Shape"
  | "Dimension"
  | "Ignored";

export type Scalar = "int32" | "int64" | "uint64" | "float" | "double" | "string" | "bytes";

export interface Field {
  readonly number: number;
  readonly name: string;
  /** A scalar, or the name of another message. */
  readonly type: Scalar | MessageName;
  readonly repeated: boolean;
  /**
   * What reading does with it: `drop` (documentation and the like), `keep`, `data` (elements of a tensor, kept only
   * when few), `aside` (a message that onnx-proto does not know in this place), or the number of a text field that
   * onnx-proto knows and we do not need, which then carries it.
   */
  readonly use: "drop" | "keep" | "data" | "aside" | number;
}

type Row = Readonly<Record<number, Omit<Field, "number">>>;

const one = (name: string, type: Field["type"], use: Field["use"] = "keep") => ({ name, type, repeated: false, use });
const many = (name: string, type: Field["type"], use: Field["use"] = "keep") => ({ name, type, repeated: true, use });
const dropped = (name: string) => one(name, "string", "drop");
const properties = many("metadata_props", "Entry", "drop");

const tensorType: Row = { 1: one("elem_type", "int32"), 2: one("shape", "Shape") };

const rows: Readonly<Record<MessageName, Row>> = {
  Model: {
    1: one("ir_version", "int64"),
    2: one("producer_name", "string"),
    3: one("producer_version", "string"),
    4: dropped("domain"),
    5: one("model_version", "int64", "drop"),
    6: dropped("doc_string"),
    7: one("graph", "Graph"),
    8: many("opset_import", "Opset"),
    14: properties,
    20: many("training_info", "Ignored", "drop"),
    25: many("functions", "Function"),
    26: many("configuration", "Ignored", "drop"),
  },
  Opset: { 1: one("domain", "string"), 2: one("version", "int64") },
  Entry: { 1: one("key", "string"), 2: one("value", "string") },
  Graph: {
    1: many("node", "Node"),
    2: one("name", "string"),
    5: many("initializer", "Tensor"),
    10: dropped("doc_string"),
    11: many("input", "Value"),
    12: many("output", "Value"),
    13: many("value_info", "Value"),
    14: many("quantization_annotation", "Ignored", "drop"),
    15: many("sparse_initializer", "SparseTensor"),
    16: properties,
  },
  Node: {
    1: many("input", "string"),
    2: many("output", "string"),
    3: one("name", "string"),
    4: one("op_type", "string"),
    5: many("attribute", "Attribute"),
    6: dropped("doc_string"),
    7: one("domain", "string"),
    8: one("overload", "string", 6),
    9: properties,
    10: many("device_configurations", "Ignored", "drop"),
  },
  Function: {
    1: one("name", "string"),
    4: many("input", "string"),
    5: many("output", "string"),
    6: many("attribute", "string"),
    7: many("node", "Node"),
    8: dropped("doc_string"),
    9: many("opset_import", "Opset"),
    10: one("domain", "string"),
    11: many("attribute_proto", "Attribute", "aside"),
    12: many("value_info", "Value", "aside"),
    13: one("overload", "string", 8),
    14: properties,
  },
  Attribute: {
    1: one("name", "string"),
    2: one("f", "float"),
    3: one("i", "int64"),
    4: one("s", "bytes"),
    5: one("t", "Tensor"),
    6: one("g", "Graph"),
    7: many("floats", "float"),
    8: many("ints", "int64"),
    9: many("strings", "bytes"),
    10: many("tensors", "Tensor"),
    11: many("graphs", "Graph"),
    13: dropped("doc_string"),
    14: one("tp", "Type"),
    15: many("type_protos", "Type"),
    20: one("type", "int32"),
    21: one("ref_attr_name", "string"),
    22: one("sparse_tensor", "SparseTensor"),
    23: many("sparse_tensors", "SparseTensor"),
  },
  Tensor: {
    1: many("dims", "int64"),
    2: one("data_type", "int32"),
    3: one("segment", "Ignored", "drop"),
    4: many("float_data", "float", "data"),
    5: many("int32_data", "int32", "data"),
    6: many("string_data", "bytes", "data"),
    7: many("int64_data", "int64", "data"),
    8: one("name", "string"),
    9: one("raw_data", "bytes", "data"),
    10: many("double_data", "double", "data"),
    11: many("uint64_data", "uint64", "data"),
    12: dropped("doc_string"),
    13: many("external_data", "Entry"),
    14: one("data_location", "int32"),
    16: properties,
  },
  SparseTensor: { 1: one("values", "Tensor"), 2: one("indices", "Tensor"), 3: many("dims", "int64") },
  Value: { 1: one("name", "string"), 2: one("type", "Type"), 3: dropped("doc_string"), 4: properties },
  Type: {
    1: one("tensor_type", "TensorType"),
    4: one("sequence_type", "ElementType"),
    5: one("map_type", "MapType"),
    6: dropped("denotation"),
    8: one("sparse_tensor_type", "TensorType"),
    9: one("optional_type", "ElementType"),
  },
  TensorType: tensorType,
  ElementType: { 1: one("elem_type", "Type") },
  MapType: { 1: one("key_type", "int32"), 2: one("value_type", "Type") },
  Shape: { 1: many("dim", "Dimension") },
  Dimension: { 1: one("dim_value", "int64"), 2: one("dim_param", "string"), 3: dropped("denotation") },
  /** Messages that are skipped whole. */
  Ignored: {},
};

export interface MessageType {
  readonly name: MessageName;
  /** By field number. */
  readonly fields: readonly (Field | undefined)[];
}

function messageType(name: MessageName): MessageType {
  const fields: (Field | undefined)[] = [];
  for (const [key, row] of Object.entries(rows[name])) fields[Number(key)] = { number: Number(key), ...row };
  return { name, fields };
}

const types = {
  Model: messageType("Model"),
  Opset: messageType("Opset"),
  Entry: messageType("Entry"),
  Graph: messageType("Graph"),
  Node: messageType("Node"),
  Function: messageType("Function"),
  Attribute: messageType("Attribute"),
  Tensor: messageType("Tensor"),
  SparseTensor: messageType("SparseTensor"),
  Value: messageType("Value"),
  Type: messageType("Type"),
  TensorType: messageType("TensorType"),
  ElementType: messageType("ElementType"),
  MapType: messageType("MapType"),
  Shape: messageType("Shape"),
  Dimension: messageType("Dimension"),
  Ignored: messageType("Ignored"),
} satisfies Readonly<Record<MessageName, MessageType>>;

/** The table of a message. */
export const messageOf = (name: MessageName): MessageType => types[name];

export const isScalar = (type: Field["type"]): type is Scalar => !Object.hasOwn(types, type);
