import { expect, test } from "vitest";
import { bytesSource } from "../base/source.ts";
import { outcomeOf } from "../base/problem.ts";
import { utf8Of } from "./output.ts";
import { readModel } from "./read.ts";

const read = (text: string) => outcomeOf(() => readModel(bytesSource("model.onnxtxt", utf8Of(text))));

test("a model in text form", async () => {
  const outcome = await read(
    `
    # made by hand
    ir_version: 8
    producer_name: "hand" ' made'
    opset_import { version: 0x0D }
    opset_import < domain: "com.microsoft"; version: 1 >
    graph: {
      name: "g\\303\\274\\u00fc\\n"
      node {
        input: ["x", "w"], output: "y"
        op_type: "Gemm"
        attribute { name: "alpha" f: -1.5e-1f type: FLOAT }
        attribute { name: "axes" ints: [1, -2] type: INTS }
        attribute { name: "limit" f: inf }
        mystery { deep { er: 1 } [not an extension]: 3 }
      }
      initializer { dims: 2 data_type: INT64 int64_data: 3 int64_data: -4 name: "w" }
      input { name: "x" type { tensor_type { elem_type: 1 shape { dim { dim_param: "N" } dim { dim_value: 3 } dim {} } } } }
    }`.replace("[not an extension]: 3", "extension: 3"),
  );
  expect(outcome).toEqual({
    ok: true,
    value: {
      irVersion: 8,
      opsets: { "ai.onnx": 13, "com.microsoft": 1 },
      producerName: "hand made",
      producerVersion: "",
      functions: [],
      problems: [],
      graph: {
        name: "güü\n",
        nodes: [
          {
            name: "",
            op: "Gemm",
            domain: "ai.onnx",
            overload: "",
            inputs: ["x", "w"],
            outputs: ["y"],
            attributes: {
              alpha: { kind: "float", value: Math.fround(-0.15) },
              axes: { kind: "ints", value: [1, -2] },
              limit: { kind: "float", value: Infinity },
            },
          },
        ],
        initializers: [{ name: "w", dtype: "int64", dims: [2], data: { kind: "values", values: [3, -4] } }],
        inputs: [{ name: "x", type: { kind: "tensor", dtype: "float32", shape: ["N", 3, undefined] } }],
        outputs: [],
        valueInfo: [],
      },
    },
  });
});

test.each([
  ["truncated", "ir_version: 8 graph { node {", "a message is not closed"],
  ["malformed", "ir_version: eight", "eight is no value of ir_version"],
  ["malformed", 'ir_version: 8 producer_name: "a\nb"', "a text is not closed"],
  ["malformed", "ir_version: 8 graph }", "a colon or a bracket is expected"],
  ["malformed", 'producer_name: "\\U00110000"', "no such character"],
])("%s: %s", async (code, text, detail) => {
  expect(await read(text)).toMatchObject({ ok: false, problem: { code, detail } });
});

test("100,000 nested messages end in a problem, not in a stack overflow", async () => {
  const outcome = await read(`graph { ${"node { attribute { g { ".repeat(33_000)}`);
  expect(outcome).toMatchObject({ ok: false, problem: { code: "too-deep" } });
});
