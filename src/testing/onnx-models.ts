/** Random models for fast-check: every kind of value that a model can hold, small. */
import fc from "fast-check";
import { type DType, dtypeOfCode } from "../base/dtype.ts";
import type {
  Attribute,
  DimDef,
  FunctionDef,
  GraphDef,
  Model,
  NodeDef,
  TensorData,
  TensorDef,
  TypeDef,
  ValueDef,
} from "../onnx/model.ts";

const name = fc.oneof(
  fc.constantFrom("", "x", "weight", "ü/東:0", "__proto__"),
  fc.string({ maxLength: 8, unit: "grapheme" }),
);
const domain = fc.constantFrom("ai.onnx", "com.microsoft", "local");
const integer = fc.oneof(fc.integer({ min: -5, max: 300 }), fc.maxSafeInteger());
const float = fc.float({ noNaN: true });

const valuesOfType: Readonly<Partial<Record<DType, fc.Arbitrary<number>>>> = {
  float32: float,
  float64: fc.double({ noNaN: true }),
  int64: integer,
  uint64: fc.maxSafeInteger().map(Math.abs),
  int32: fc.integer(),
  uint32: fc.nat(),
  int16: fc.integer({ min: -32768, max: 32767 }),
  uint16: fc.integer({ min: 0, max: 65535 }),
  int8: fc.integer({ min: -128, max: 127 }),
  uint8: fc.integer({ min: 0, max: 255 }),
  bool: fc.constantFrom(0, 1),
  float16: fc.constantFrom(0, 1, -0.5, 65504, 2 ** -24, Infinity),
  bfloat16: fc.constantFrom(0, 1, -0.5, 2 ** 100),
  float8e4m3fn: fc.constantFrom(0, 1, -448, 0.25),
  float8e5m2: fc.constantFrom(0, 1, -57344, -Infinity),
  float4e2m1: fc.constantFrom(0, 0.5, -6, 3),
  uint4: fc.integer({ min: 0, max: 15 }),
  int4: fc.integer({ min: -8, max: 7 }),
  int2: fc.integer({ min: -2, max: 1 }),
};

const dtypes = Array.from({ length: 32 }, (_, code) => dtypeOfCode(code)).filter(
  (type): type is DType => type !== undefined && type in valuesOfType,
);
const dtype = fc.constantFrom(...dtypes);
const dims = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
const countOf = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

const elsewhere: fc.Arbitrary<TensorData> = fc.oneof(
  fc.constant<TensorData>({ kind: "absent" }),
  fc.record({
    kind: fc.constant("external" as const),
    location: fc.constantFrom("w.bin", "a/b.data"),
    offset: fc.nat(),
  }),
  fc.record({
    kind: fc.constant("external" as const),
    location: fc.constant("model.onnx_data"),
    offset: fc.nat(),
    length: fc.nat(),
  }),
);

const denseTensor: fc.Arbitrary<TensorDef> = fc.record({ name, dtype, dims }).chain((tensor) => {
  const count = countOf(tensor.dims);
  const values = fc
    .array(valuesOfType[tensor.dtype] ?? float, { minLength: count, maxLength: count })
    // A file holds -0 where the type has it, but it is not told apart here.
    .map((list): TensorData => ({ kind: "values", values: list.map((value) => (value === 0 ? 0 : value)) }));
  return fc.oneof({ weight: 4, arbitrary: values }, elsewhere).map((data): TensorDef => ({ ...tensor, data }));
});

const stringTensor: fc.Arbitrary<TensorDef> = fc.array(name, { minLength: 1, maxLength: 4 }).map((values) => ({
  name: "words",
  dtype: "string",
  dims: [values.length],
  data: { kind: "strings", values },
}));

const sparseTensor: fc.Arbitrary<TensorDef> = fc
  .array(fc.constantFrom(0, 0, 1, -2.5), { minLength: 6, maxLength: 6 })
  .map((values) => ({
    name: "sparse",
    dtype: "float32",
    dims: [2, 3],
    data: { kind: "values", values },
    stored: Math.max(1, values.filter((value) => value !== 0).length),
  }));

const tensor = fc.oneof({ weight: 6, arbitrary: denseTensor }, stringTensor);

const dim: fc.Arbitrary<DimDef> = fc.oneof(fc.nat(), fc.constantFrom("batch", "N*49"), fc.constant(undefined));

const { type } = fc.letrec<{ type: TypeDef; tensor: TypeDef }>((tie) => ({
  tensor: fc.oneof(
    fc.record({
      kind: fc.constant("tensor" as const),
      dtype,
      shape: fc.option(fc.array(dim, { maxLength: 4 }), { nil: undefined }),
    }),
    fc.record({
      kind: fc.constant("tensor" as const),
      dtype,
      shape: fc.array(dim, { maxLength: 2 }),
      sparse: fc.constant(true as const),
    }),
  ),
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("tensor"),
    fc.record({ kind: fc.constantFrom("sequence" as const, "optional" as const), element: tie("type") }),
    fc.record({ kind: fc.constant("map" as const), key: dtype, value: tie("type") }),
  ),
}));

const value: fc.Arbitrary<ValueDef> = fc.record({ name, type: fc.option(type, { nil: undefined }) });
const few = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { maxLength: 3 });
const opsets = fc.dictionary(domain, fc.integer({ min: 1, max: 25 }), { noNullPrototype: true });

const { graph, node, attribute } = fc.letrec<{ graph: GraphDef; node: NodeDef; attribute: Attribute }>((tie) => ({
  graph: fc.record({
    name,
    nodes: few(tie("node")),
    initializers: fc
      .tuple(few(tensor), fc.array(sparseTensor, { maxLength: 1 }))
      .map(([dense, sparse]) => [...dense, ...sparse]),
    inputs: few(value),
    outputs: few(value),
    valueInfo: few(value),
  }),
  node: fc.record({
    name,
    op: fc.constantFrom("Conv", "If", "Custom"),
    domain,
    overload: fc.constantFrom("", "v2"),
    inputs: few(name),
    outputs: few(name),
    attributes: fc.dictionary(name, tie("attribute"), { maxKeys: 3, noNullPrototype: true }),
  }),
  attribute: fc.oneof(
    { depthSize: "small" },
    fc.record({ kind: fc.constant("int" as const), value: integer }),
    fc.record({ kind: fc.constant("float" as const), value: float }),
    fc.record({ kind: fc.constant("string" as const), value: name }),
    fc.record({ kind: fc.constant("ints" as const), value: few(integer) }),
    fc.record({ kind: fc.constant("floats" as const), value: few(float) }),
    fc.record({ kind: fc.constant("strings" as const), value: few(name) }),
    fc.record({ kind: fc.constant("tensor" as const), value: fc.oneof(tensor, sparseTensor) }),
    fc.record({ kind: fc.constant("tensors" as const), value: few(tensor) }),
    fc.record({ kind: fc.constant("type" as const), value: type }),
    fc.record({ kind: fc.constant("types" as const), value: few(type) }),
    fc.record({ kind: fc.constant("reference" as const), value: fc.constantFrom("alpha", "axis") }),
    fc.record({ kind: fc.constant("graph" as const), value: tie("graph") }),
    fc.record({ kind: fc.constant("graphs" as const), value: few(tie("graph")) }),
  ),
}));

const definition: fc.Arbitrary<FunctionDef> = fc.record({
  name,
  domain,
  overload: fc.constantFrom("", "v2"),
  inputs: few(name),
  outputs: few(name),
  attributes: few(name),
  defaults: fc.dictionary(name, attribute, { maxKeys: 2, noNullPrototype: true }),
  opsets,
  nodes: few(node),
  valueInfo: few(value),
});

/** Any model that a file can hold. */
export const models: fc.Arbitrary<Omit<Model, "problems">> = fc
  .record({
    irVersion: fc.option(fc.integer({ min: 1, max: 13 }), { nil: undefined }),
    opsets,
    producerName: name,
    producerVersion: name,
    graph,
    functions: fc.array(definition, { maxLength: 2 }),
  })
  // Some of fast-check's records have no prototype; plain objects have one.
  .map((model) => structuredClone(model));
