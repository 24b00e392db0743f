/** Sound models to damage: networks of the generator, an example of each operator, and bodies within bodies. */
import { networks } from "../../generate/index.ts";
import type { Fact, Shape } from "../../graph/fact.ts";
import type { Attribute, DimDef, GraphDef, Model, NodeDef, TensorDef, TypeDef, ValueDef } from "../../onnx/model.ts";
import { families } from "../../ops/index.ts";
import { bestExample, versionOf } from "../operators/best-example.ts";
import { attributeOf, type Example } from "../operators/example.ts";

export interface Seed {
  readonly name: string;
  readonly model: Model;
}

export const nodeOf = (
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: NodeDef["attributes"] = {},
  domain = "ai.onnx",
): NodeDef => ({ name: outputs[0] ?? op, op, domain, overload: "", inputs, outputs, attributes });

const bare = { initializers: [], inputs: [], outputs: [], valueInfo: [] };

export const graphOfNodes = (nodes: readonly NodeDef[], rest: Partial<GraphDef> = {}): GraphDef => ({
  name: "g",
  ...bare,
  nodes,
  outputs: [{ name: nodes.at(-1)?.outputs[0] ?? "", type: undefined }],
  ...rest,
});

const modelOf = (graph: GraphDef, opsets: Readonly<Record<string, number>>, rest: Partial<Model> = {}): Model => ({
  irVersion: 10,
  opsets,
  producerName: "fuzz",
  producerVersion: "",
  graph,
  functions: [],
  problems: [],
  ...rest,
});

export const value = (name: string, shape: readonly DimDef[], dtype: TensorDef["dtype"] = "float32"): ValueDef => ({
  name,
  type: { kind: "tensor", dtype, shape },
});

const list = (name: string, ...values: readonly number[]): TensorDef => ({
  name,
  dtype: "int64",
  dims: [values.length],
  data: { kind: "values", values },
});

const graphAttribute = (graph: GraphDef): Attribute => ({ kind: "graph", value: graph });
const int = (of: number): Attribute => ({ kind: "int", value: of });

/** The type that an example's input has in a file; N stays a name. */
function typeOf(fact: Fact | undefined): TypeDef | undefined {
  if (fact === undefined) return undefined;
  if (fact.kind === "sequence" || fact.kind === "optional") return { kind: fact.kind, element: typeOf(fact.element) };
  if (fact.kind === "map") return { kind: "map", key: fact.key, value: undefined };
  const shape = fact.shape?.map((size): DimDef => (typeof size === "number" ? size : "N"));
  return { kind: "tensor", dtype: fact.dtype, shape };
}

const sizesOf = (shape: Shape | undefined): readonly number[] =>
  (shape ?? []).filter((size) => typeof size === "number");

/** A model of one node; known values of the example are its initializers. */
function modelOfExample(domain: string, op: string, example: Example): Model {
  const names = example.inputs.map((fact, index) => (fact === undefined ? "" : `x${index}`));
  const initializers: TensorDef[] = [];
  const inputs: ValueDef[] = [];
  example.inputs.forEach((fact, index) => {
    const name = names[index] ?? "";
    if (fact === undefined) return;
    const values = fact.kind === "tensor" ? fact.elements?.filter((element) => typeof element === "number") : undefined;
    if (fact.kind !== "tensor" || values === undefined) inputs.push({ name, type: typeOf(fact) });
    else initializers.push({ name, dtype: fact.dtype, dims: sizesOf(fact.shape), data: { kind: "values", values } });
  });
  const attributes = Object.fromEntries(
    Object.entries(example.attributes ?? {}).map(([key, of]): [string, Attribute] => [key, attributeOf(of)]),
  );
  const outputs = Array.from({ length: example.outputs ?? 1 }, (_, index) => `y${index}`);
  const graph = graphOfNodes([nodeOf(op, names, outputs, attributes, domain)], { inputs, initializers });
  return modelOf(graph, { "ai.onnx": 21, [domain]: versionOf(domain, op) });
}

const eachOperator = (): readonly Seed[] =>
  Object.entries(families).flatMap(([domain, list]) =>
    list.flatMap((ops) =>
      Object.keys(ops).flatMap((op): readonly Seed[] => {
        const example = bestExample(domain, op);
        return example === undefined ? [] : [{ name: `${domain}.${op}`, model: modelOfExample(domain, op, example) }];
      }),
    ),
  );

const relu = (from: string, to: string): NodeDef => nodeOf("Relu", [from], [to]);

/** If, Loop and Scan around each other, with values of the outer graph inside. */
const nestedBodies = (): Model => {
  const loopBody = graphOfNodes(
    [
      nodeOf("Scan", ["state", "x"], ["summed", "rows"], {
        num_scan_inputs: int(1),
        body: graphAttribute(
          graphOfNodes([nodeOf("Add", ["s", "row"], ["t"]), nodeOf("Identity", ["t"], ["kept"])], {
            inputs: [value("s", [8]), value("row", [8])],
            outputs: [value("t", [8]), value("kept", [8])],
          }),
        ),
      }),
      nodeOf("Identity", ["more"], ["again"]),
    ],
    {
      inputs: [value("i", [], "int64"), value("more", [], "bool"), value("state", [8])],
      outputs: [value("again", [], "bool"), value("summed", [8]), value("rows", [undefined, 8])],
    },
  );
  const branch = (op: string) => graphAttribute(graphOfNodes([nodeOf(op, ["summedAll"], [`${op}ed`])]));
  const nodes = [
    nodeOf("Loop", ["trips", "", "start"], ["summedAll", "stacked"], { body: graphAttribute(loopBody) }),
    nodeOf("If", ["condition"], ["chosen"], { then_branch: branch("Relu"), else_branch: branch("Sigmoid") }),
  ];
  const inputs = [value("x", ["N", 8]), value("start", [8]), value("condition", [1], "bool")];
  return modelOf(graphOfNodes(nodes, { inputs, initializers: [list("trips", 5)] }), { "ai.onnx": 18 });
};

/** What exporters write to flatten: the shape is computed from the shape. */
const shapeArithmetic = (): Model => {
  const nodes = [
    nodeOf("Shape", ["x"], ["shape"]),
    nodeOf("Gather", ["shape", "zero"], ["batch"], { axis: int(0) }),
    nodeOf("Concat", ["batch", "rest"], ["target"], { axis: int(0) }),
    nodeOf("Reshape", ["x", "target"], ["flat"]),
    nodeOf("Range", ["from", "batchScalar", "by"], ["steps"]),
    nodeOf("ConstantOfShape", ["target"], ["zeros"]),
    nodeOf("NonZero", ["flat"], ["where"]),
    nodeOf("Tile", ["flat", "rest2"], ["tiled"]),
    nodeOf("Expand", ["tiled", "target"], ["last"]),
  ];
  const initializers = [list("zero", 0), list("rest", -1), list("rest2", 1, 2), list("from", 0), list("by", 1)];
  return modelOf(
    graphOfNodes(nodes, {
      inputs: [value("x", ["N", 3, 8, "W"]), value("batchScalar", [], "int64")],
      initializers,
      valueInfo: [value("flat", ["N", "M"])],
    }),
    { "ai.onnx": 17 },
  );
};

/** Functions that call functions, with attributes handed on, and weights in another file. */
const functionsAndExternalData = (): Model => {
  const define = (name: string, nodes: readonly NodeDef[]): Model["functions"][number] => ({
    name,
    domain: "local",
    overload: "",
    inputs: ["a"],
    outputs: ["b"],
    attributes: ["slope"],
    defaults: {},
    opsets: { "ai.onnx": 17, local: 1 },
    nodes,
    valueInfo: [],
  });
  const handed: NodeDef["attributes"] = { alpha: { kind: "reference", value: "slope" } };
  const slope: NodeDef["attributes"] = { slope: { kind: "reference", value: "slope" } };
  const weights: TensorDef = {
    name: "w",
    dtype: "float16",
    dims: [64, 64],
    data: { kind: "external", location: "weights.bin", offset: 0, length: 8192 },
  };
  const nodes = [
    nodeOf("MatMul", ["x", "w"], ["product"]),
    nodeOf("Outer", ["product"], ["y"], { slope: { kind: "float", value: 0.5 } }, "local"),
  ];
  return modelOf(
    graphOfNodes(nodes, { inputs: [value("x", ["N", 64], "float16")], initializers: [weights] }),
    { "ai.onnx": 17, local: 1 },
    {
      functions: [
        define("Outer", [nodeOf("Inner", ["a"], ["m"], slope, "local"), relu("m", "b")]),
        define("Inner", [nodeOf("LeakyRelu", ["a"], ["b"], handed)]),
      ],
    },
  );
};

/** A decoder inside a beam search. */
const generation = (): Model => {
  const decoder = graphOfNodes(
    [
      nodeOf("Gather", ["table", "ids"], ["rows"]),
      nodeOf("MatMul", ["rows", "head"], ["logits"]),
      nodeOf("Identity", ["past_0"], ["present_0"]),
    ],
    {
      inputs: [
        value("ids", ["B", 1], "int32"),
        value("positions", ["B", 1], "int32"),
        value("mask", ["B", "T"], "int32"),
        value("past_0", [2, "B", 2, "P", 4]),
      ],
      outputs: [value("logits", ["B", 1, 50]), value("present_0", [2, "B", 2, "T", 4])],
      initializers: [
        { name: "table", dtype: "float32", dims: [50, 8], data: { kind: "absent" } },
        { name: "head", dtype: "float32", dims: [8, 50], data: { kind: "absent" } },
      ],
    },
  );
  const numbers = [list("longest", 20), list("least", 1), list("beams", 3), list("kept", 1)];
  const search = nodeOf(
    "BeamSearch",
    ["prompt", "longest", "least", "beams", "kept"],
    ["sequences"],
    { decoder: graphAttribute(decoder), eos_token_id: int(2), pad_token_id: int(0), vocab_size: int(50) },
    "com.microsoft",
  );
  const inputs = [value("prompt", ["N", "L"], "int32")];
  return modelOf(graphOfNodes([search], { inputs, initializers: numbers }), { "ai.onnx": 14, "com.microsoft": 1 });
};

/** Small networks: fewer pixels change no structure and save time. */
const chosen = ["alexnet", "resnet18", "mobilenet_v2", "squeezenet1_1", "googlenet", "vit_b_32"];

export const seeds = (): readonly Seed[] => [
  ...networks
    .filter((network) => chosen.includes(network.id))
    .map(({ id, build }) => ({ name: id, model: build({ batch: "N", resolution: 64, width: 0.25 }) })),
  { name: "nested bodies", model: nestedBodies() },
  { name: "shape arithmetic", model: shapeArithmetic() },
  { name: "functions and external data", model: functionsAndExternalData() },
  { name: "generation", model: generation() },
  ...eachOperator(),
];
