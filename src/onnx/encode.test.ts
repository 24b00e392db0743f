import proto from "onnx-proto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesSource } from "../base/source.ts";
import { models } from "../testing/onnx-models.ts";
import { encodeModel } from "./encode.ts";
import type { Model, TensorDef } from "./model.ts";
import { readModel } from "./read.ts";

const read = (bytes: Uint8Array): Promise<Model> => readModel(bytesSource("test.onnx", bytes));

const empty: Model = {
  irVersion: 8,
  opsets: { "ai.onnx": 13 },
  producerName: "",
  producerVersion: "",
  graph: { name: "", nodes: [], initializers: [], inputs: [], outputs: [], valueInfo: [] },
  functions: [],
  problems: [],
};

test("what is written is read back: encode, then read, changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(models, async (model) => {
      const { problems, ...rest } = await read(encodeModel(model));
      expect(rest).toStrictEqual(model);
      // Stripped and external weights are told of, and nothing else.
      expect(problems.every(({ code }) => ["missing-data", "external-data", "opset", "format"].includes(code))).toBe(
        true,
      );
    }),
    { numRuns: 150 },
  );
});

test("onnx-proto reads what is written", () => {
  const weight: TensorDef = {
    name: "w",
    dtype: "float32",
    dims: [2],
    data: { kind: "values", values: [1, -2.5] },
  };
  const node = {
    name: "n",
    op: "Add",
    domain: "ai.onnx",
    overload: "",
    inputs: ["x", "w"],
    outputs: ["y"],
    attributes: { axes: { kind: "ints", value: [-1, 3] } },
  } as const;
  const graph = { ...empty.graph, name: "g", nodes: [node], initializers: [weight] };
  const message = proto.onnx.ModelProto.decode(encodeModel({ ...empty, graph }));
  const decoded = proto.onnx.ModelProto.toObject(message, { longs: Number, bytes: Array });
  expect(decoded["opsetImport"]).toEqual([{ domain: "", version: 13 }]);
  expect(decoded["graph"]).toMatchObject({
    name: "g",
    node: [{ input: ["x", "w"], output: ["y"], opType: "Add", attribute: [{ name: "axes", ints: [-1, 3], type: 7 }] }],
    initializer: [{ name: "w", dims: [2], dataType: 1, rawData: [0, 0, 128, 63, 0, 0, 32, 192] }],
  });
});
