import { describe, expect, test } from "vitest";
import { type FileProblem, outcomeOf, type Outcome } from "../base/problem.ts";
import { bytesSource } from "../base/source.ts";
import { bytes, field, float, int, join } from "../testing/wire-text.ts";
import type { Attribute, GraphDef, Model, TensorDef } from "./model.ts";
import { readModel } from "./read.ts";

const open = (file: Uint8Array): Promise<Outcome<Model>> => outcomeOf(() => readModel(bytesSource("m.onnx", file)));

async function read(file: Uint8Array): Promise<Model> {
  const outcome = await open(file);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem));
  return outcome.value;
}

async function refusal(file: Uint8Array): Promise<FileProblem | undefined> {
  const outcome = await open(file);
  return outcome.ok ? undefined : outcome.problem;
}

const irVersion = int(1, 8);
const opset13 = field(8, int(2, 13));
/** ModelProto with these fields of its graph. */
const modelWith = (...graph: readonly Uint8Array[]) => join(irVersion, opset13, field(7, ...graph));
const graphOf = async (...graph: readonly Uint8Array[]): Promise<GraphDef> => (await read(modelWith(...graph))).graph;

async function tensorOf(...parts: readonly Uint8Array[]): Promise<TensorDef | undefined> {
  return (await graphOf(field(5, ...parts, field(8, "t")))).initializers[0];
}

/** The attribute of a node that has these fields and the name "a". */
async function attributeOf(...parts: readonly Uint8Array[]): Promise<Attribute | undefined> {
  const graph = await graphOf(field(1, field(4, "Op"), field(5, field(1, "a"), ...parts)));
  return graph.nodes[0]?.attributes["a"];
}

describe("the model", () => {
  test("without IR version and operator sets it opens, and says so", async () => {
    const model = await read(field(7, field(2, "g")));
    expect([model.irVersion, model.opsets]).toEqual([undefined, {}]);
    expect(model.problems.map(({ code }) => code)).toEqual(["format", "opset"]);
  });

  test("of operator sets in conflict the highest wins; a repeated one is no conflict", async () => {
    const opsets = [11, 13, 11, 13].map((version) => field(8, int(2, version)));
    const model = await read(join(irVersion, ...opsets, field(8, field(1, "ai.onnx.ml"), int(2, 3)), field(7)));
    expect(model.opsets).toEqual({ "ai.onnx": 13, "ai.onnx.ml": 3 });
    expect(model.problems[0]).toEqual({
      code: "opset",
      detail: "ai.onnx is imported as versions 11 and 13; 13 is used",
    });
  });

  test("of a repeated number the last counts, of a repeated message all pieces", async () => {
    const first = field(7, field(1, field(4, "A")), field(2, "first"));
    const second = field(7, field(1, field(4, "B")), field(2, "second"));
    const model = await read(join(int(1, 3), first, opset13, field(2, "me"), second, int(1, 9)));
    expect([model.irVersion, model.graph.name, model.producerName]).toEqual([9, "second", "me"]);
    expect(model.graph.nodes.map(({ op }) => op)).toEqual(["A", "B"]);
  });

  test("unknown fields of every kind are passed over", async () => {
    const odd = join(int(500, 7), float(501, 1), field(502, field(1, "x")), bytes(0xb9, 0x1f, 1, 2, 3, 4, 5, 6, 7, 8));
    const model = await read(join(odd, irVersion, opset13, field(7, odd, field(1, odd, field(4, "Relu"), odd))));
    expect(model.graph.nodes.map(({ op }) => op)).toEqual(["Relu"]);
  });

  test("a field of a known number and another kind counts as unknown", async () => {
    const graph = await graphOf(field(1, int(1, 77), field(4, "Relu"), float(3, 1)), int(2, 5));
    expect([graph.name, graph.nodes[0]?.inputs, graph.nodes[0]?.name]).toEqual(["", [], ""]);
  });

  test("functions have defaults, value types and an overload, which came after IR 8", async () => {
    const f = field(
      25,
      field(1, "F"),
      field(4, "x"),
      field(5, "y"),
      field(6, "alpha"),
      field(11, field(1, "beta"), float(2, 0.5), int(20, 1)),
      field(12, field(1, "x"), field(2, field(1, int(1, 1)))),
      field(7, field(4, "Elu"), field(8, "inner"), field(5, field(1, "alpha"), field(21, "alpha"))),
      field(9, int(2, 18)),
      field(10, "local"),
      field(13, "v2"),
    );
    const g = field(25, field(1, "G"), field(10, "local"));
    const { functions } = await read(join(modelWith(), f, g));
    expect(functions[0]).toEqual({
      name: "F",
      domain: "local",
      overload: "v2",
      inputs: ["x"],
      outputs: ["y"],
      attributes: ["alpha"],
      defaults: { beta: { kind: "float", value: 0.5 } },
      opsets: { "ai.onnx": 18 },
      nodes: [
        {
          name: "",
          op: "Elu",
          domain: "ai.onnx",
          overload: "inner",
          inputs: [],
          outputs: [],
          attributes: { alpha: { kind: "reference", value: "alpha" } },
        },
      ],
      valueInfo: [{ name: "x", type: { kind: "tensor", dtype: "float32", shape: undefined } }],
    });
    expect(functions[1]).toMatchObject({ name: "G", defaults: {}, valueInfo: [] });
  });
});

describe("attributes", () => {
  test("without a type, as before IR 2, the field that is set tells", async () => {
    expect(await attributeOf(int(8, 1), int(8, 2))).toEqual({ kind: "ints", value: [1, 2] });
    expect(await attributeOf(field(4, "SAME_UPPER"))).toEqual({ kind: "string", value: "SAME_UPPER" });
  });

  test("with a type and no value it is zero, because writers leave zeros out", async () => {
    expect(await attributeOf(int(20, 2))).toEqual({ kind: "int", value: 0 });
    expect(await attributeOf(int(20, 7))).toEqual({ kind: "ints", value: [] });
  });

  test("numbers come packed, one by one, or both", async () => {
    expect(await attributeOf(int(8, -1), field(8, bytes(5, 0x80, 0x01)), int(8, 7), int(20, 7))).toEqual({
      kind: "ints",
      value: [-1, 5, 128, 7],
    });
    expect(await attributeOf(float(7, 1), field(7, bytes(0, 0, 0, 0x40)), int(20, 6))).toEqual({
      kind: "floats",
      value: [1, 2],
    });
  });

  test("a varint that is longer than needed is read right: 7 bytes for the type INT", async () => {
    expect(await attributeOf(int(3, 9), bytes(0xa0, 0x01, 0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0))).toEqual({
      kind: "int",
      value: 9,
    });
  });

  test("one that has neither type nor value is left out and told of", async () => {
    const { graph, problems } = await read(modelWith(field(1, field(4, "Op"), field(5, field(1, "a")))));
    expect(graph.nodes[0]?.attributes).toEqual({});
    expect(problems).toEqual([{ code: "format", detail: "Attributes without a usable value were left out: Op.a" }]);
  });

  test("30 branches in one another", async () => {
    let inner = field(4, "Relu");
    for (let depth = 0; depth < 30; depth += 1) {
      inner = join(field(4, "If"), field(5, field(1, "then_branch"), field(6, field(1, inner)), int(20, 5)));
    }
    let nodes = (await graphOf(field(1, inner))).nodes;
    let depth = 0;
    for (;;) {
      const branch = nodes[0]?.attributes["then_branch"];
      if (branch?.kind !== "graph") break;
      nodes = branch.value.nodes;
      depth += 1;
    }
    expect([depth, nodes[0]?.op]).toEqual([30, "Relu"]);
  });
});

describe("tensors", () => {
  const dims = (...sizes: readonly number[]) => join(...sizes.map((size) => int(1, size)));

  test("raw and typed data of few elements are values", async () => {
    expect((await tensorOf(dims(2), int(2, 1), field(9, bytes(0, 0, 128, 63, 0, 0, 0, 64))))?.data).toEqual({
      kind: "values",
      values: [1, 2],
    });
    expect((await tensorOf(dims(2), int(2, 7), int(7, -1), int(7, 5)))?.data).toEqual({
      kind: "values",
      values: [-1, 5],
    });
    expect((await tensorOf(dims(2), int(2, 10), field(5, bytes(0x80, 0x78, 0x80, 0x80, 0x03))))?.data).toEqual({
      kind: "values",
      values: [1, -2],
    });
    expect((await tensorOf(dims(1), int(2, 8), field(6, "word")))?.data).toEqual({ kind: "strings", values: ["word"] });
  });

  test("larger ones are places in the file", async () => {
    const payload = new Uint8Array(5000 * 4);
    const file = modelWith(field(5, dims(5000), int(2, 1), field(9, payload), field(8, "w")));
    const { data } = (await read(file)).graph.initializers[0] ?? {};
    expect(data?.kind).toBe("stored");
    if (data?.kind !== "stored") return;
    // The payload is followed by the tensor's name only.
    expect([data.offset, data.length]).toEqual([file.length - 3 - payload.length, payload.length]);
  });

  test("large typed data too, packed or not, even when dims come last", async () => {
    const ones = join(...Array.from({ length: 5000 }, () => float(4, 1)));
    expect((await tensorOf(dims(5000), int(2, 1), ones))?.data).toMatchObject({ kind: "stored", length: 25_000 });
    const packed = field(4, new Uint8Array(80_000));
    expect((await tensorOf(packed, int(2, 1), dims(20_000)))?.data).toMatchObject({ kind: "stored", length: 80_000 });
  });

  test("no data are absent, data of a wrong size too, and both are told of", async () => {
    const { graph, problems } = await read(
      modelWith(
        ...["a", "b", "c", "d"].map((name) => field(5, dims(3), int(2, 1), field(8, name))),
        field(5, dims(3), int(2, 1), field(8, "short"), field(9, bytes(1, 2, 3, 4))),
        field(5, dims(9000), int(2, 1), field(8, "shorter"), field(9, new Uint8Array(35_996))),
      ),
    );
    expect(graph.initializers.map(({ data }) => data.kind)).toEqual(Array.from({ length: 6 }, () => "absent"));
    expect(problems).toEqual([
      { code: "missing-data", detail: "no data for a, b, c and 1 more" },
      { code: "missing-data", detail: "the data of short, shorter do not have the size that their dims say" },
    ]);
  });

  test("an empty tensor is complete without data", async () => {
    expect((await tensorOf(dims(0), int(2, 7)))?.data).toEqual({ kind: "values", values: [] });
  });

  test.each([
    ["negative", [-1, 3]],
    ["2^62 twice", [2 ** 62, 2 ** 62]],
    ["2^62 and zero", [2 ** 62, 0]],
  ])("impossible dims are kept out: %s", async (_, sizes) => {
    const { graph, problems } = await read(modelWith(field(5, dims(...sizes), int(2, 1), field(8, "t"))));
    expect(graph.initializers).toEqual([]);
    expect(problems[0]?.code).toBe("format");
  });

  test("2^40 elements without data take no memory", async () => {
    expect(await tensorOf(dims(2 ** 40), int(2, 1))).toEqual({
      name: "t",
      dtype: "float32",
      dims: [2 ** 40],
      data: { kind: "absent" },
    });
  });

  test("an element type that ONNX does not define is unknown", async () => {
    expect((await tensorOf(dims(1), int(2, 99), field(9, bytes(1))))?.dtype).toBeUndefined();
  });

  const entry = (key: string, value: string) => field(13, field(1, key), field(2, value));

  test("external data are described", async () => {
    const place = join(entry("location", "sub/w.bin"), entry("offset", "4096"), entry("length", "12"));
    expect((await tensorOf(dims(3), int(2, 1), place, int(14, 1)))?.data).toEqual({
      kind: "external",
      location: "sub/w.bin",
      offset: 4096,
      length: 12,
    });
  });

  test.each([
    "../../etc/passwd",
    "/etc/passwd",
    "a/../../b",
    "C:\\w.bin",
    "..\\w.bin",
    "a\\b",
    "./C:/w.bin",
    "https://x.org/w",
    "a\0b",
    "",
    "./",
  ])("a location outside the model's folder is refused: %j", async (location) => {
    const { graph, problems } = await read(
      modelWith(field(5, dims(3), int(2, 1), field(8, "t"), entry("location", location), int(14, 1))),
    );
    expect(graph.initializers[0]?.data).toEqual({ kind: "absent" });
    expect(problems.map(({ code }) => code)).toEqual(["unsafe-location"]);
  });

  test("a sparse initializer has the dense dims, and its zeros when it is small", async () => {
    const values = field(1, dims(2), int(2, 6), field(5, bytes(7, 9)), field(8, "s"));
    const linear = field(2, dims(2), int(2, 7), int(7, 1), int(7, 5));
    const rows = field(2, dims(2, 2), int(2, 7), field(7, bytes(0, 1, 1, 2)));
    for (const indices of [linear, rows]) {
      const graph = await graphOf(field(15, values, indices, field(3, bytes(2, 3))));
      expect(graph.initializers).toEqual([
        { name: "s", dtype: "int32", dims: [2, 3], data: { kind: "values", values: [0, 7, 0, 0, 0, 9] }, stored: 2 },
      ]);
    }
    const large = await graphOf(field(15, values, linear, int(3, 1e6)));
    expect(large.initializers[0]).toMatchObject({ dims: [1e6], data: { kind: "stored", length: 2 }, stored: 2 });
  });
});

describe("types", () => {
  const tensor = (...dims: readonly Uint8Array[]) => field(1, int(1, 1), field(2, ...dims.map((dim) => field(1, dim))));
  const typeOf = async (type: Uint8Array) => (await graphOf(field(11, field(1, "x"), field(2, type)))).inputs[0]?.type;

  test("sizes, symbols, open and impossible ones", async () => {
    expect(await typeOf(tensor(int(1, 3), field(2, "batch"), bytes(), int(1, -1), int(1, 0)))).toEqual({
      kind: "tensor",
      dtype: "float32",
      shape: [3, "batch", undefined, undefined, 0],
    });
  });

  test("sequences, optionals, maps and sparse tensors", async () => {
    expect(await typeOf(field(4, field(1, field(9, field(1, tensor())))))).toEqual({
      kind: "sequence",
      element: { kind: "optional", element: { kind: "tensor", dtype: "float32", shape: [] } },
    });
    expect(await typeOf(field(5, int(1, 8), field(2, field(8, int(1, 11)))))).toEqual({
      kind: "map",
      key: "string",
      value: { kind: "tensor", dtype: "float64", shape: undefined, sparse: true },
    });
  });

  test("a type in two pieces is one", async () => {
    const pieces = join(
      field(2, field(1, int(1, 1))),
      field(3, "doc"),
      field(2, field(1, field(2, field(1, int(1, 5))))),
    );
    const graph = await graphOf(field(11, field(1, "x"), pieces));
    expect(graph.inputs[0]?.type).toEqual({ kind: "tensor", dtype: "float32", shape: [5] });
  });
});

describe("what is no model", () => {
  test("an empty file", async () => {
    expect(await refusal(bytes())).toEqual({ code: "empty-file" });
  });

  test("a model without graph, and other protobuf", async () => {
    expect(await refusal(join(irVersion, field(2, "me")))).toEqual({ code: "no-graph" });
    // A TensorProto: dims, data_type.
    expect(await refusal(join(int(1, 3), int(2, 1), field(9, bytes(1, 2, 3))))).toMatchObject({ code: "not-onnx" });
  });

  test("zeros", async () => {
    expect(await refusal(new Uint8Array(1000))).toMatchObject({ code: "not-onnx", byteOffset: 0 });
  });

  test("a file cut short says where", async () => {
    const whole = modelWith(field(1, field(4, "Relu")));
    expect(await refusal(whole.subarray(0, whole.length - 3))).toMatchObject({
      code: "truncated",
      byteOffset: whole.length - 3,
    });
  });

  test.each<[string, Uint8Array]>([
    ["a length beyond the message", modelWith(bytes(0x0a, 0x7f), field(2, "g"))],
    ["a group", modelWith(bytes(0x0b, 0x0c))],
    ["field number 0", modelWith(bytes(0x02, 0x00))],
    ["a varint of eleven bytes", modelWith(bytes(0x08, ...Array.from({ length: 10 }, () => 0x80), 1))],
    ["a packed list that ends inside a number", modelWith(field(1, field(5, field(8, bytes(0x80)))), field(2, "g"))],
    ["five bytes of floats", modelWith(field(1, field(5, field(7, bytes(1, 2, 3, 4, 5)))), field(2, "g"))],
  ])("damage is named with its place: %s", async (_, file) => {
    const problem = await refusal(join(file, field(2, "more".repeat(99))));
    expect(problem?.code).toBe("malformed");
  });

  test("endless nesting", async () => {
    let file = bytes();
    for (let depth = 0; depth < 300; depth += 1) file = field(1, field(5, field(6, file)));
    expect(await refusal(modelWith(file))).toMatchObject({ code: "too-deep", limit: 200 });
  });

  test("five million empty nodes in ten megabytes", async () => {
    const nodes = new Uint8Array(1e7).fill(0x0a);
    for (let index = 1; index < nodes.length; index += 2) nodes[index] = 0;
    expect(await refusal(modelWith(nodes))).toMatchObject({ code: "too-large" });
  });

  test("a message in thousands of pieces", async () => {
    const pieces = Array.from({ length: 3000 }, () => join(field(7), opset13));
    expect(await refusal(join(...pieces))).toMatchObject({ code: "malformed" });
  });

  test("what the disk cannot give is unreadable, and cancelling is no problem of the file", async () => {
    const source = bytesSource("m.onnx", modelWith());
    const broken = { ...source, read: () => Promise.reject(new Error("gone")) };
    expect(await outcomeOf(() => readModel(broken))).toEqual({
      ok: false,
      problem: { code: "unreadable", detail: "gone" },
    });
    const weight = field(5, int(1, 5e5), int(2, 1), field(9, new Uint8Array(2e6)));
    const large = bytesSource("m.onnx", modelWith(weight, field(2, "g")));
    await expect(readModel(large, { signal: { aborted: true } })).rejects.toMatchObject({ name: "AbortError" });
  });
});
