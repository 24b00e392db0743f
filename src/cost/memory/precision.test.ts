import fc from "fast-check";
import { expect, test } from "vitest";
import { analysisOf } from "../../testing/analyze-text.ts";
import { programs } from "../../testing/random-programs.ts";
import { trafficOf } from "../node-cost.ts";
import { storedWeight, withPrecision } from "./precision.ts";
import { weightTable } from "./weights.ts";

const conv = `
  x: float32[1,64,56,56]
  const w: float32[64,64,3,3]
  const b: float32[64]
  y = Conv(x, w, b) pads=[1,1,1,1]
`;

test("a 3x3 convolution 64→64 in five storages: 36,864 weights, 64 scales of 4 B or 1152 of 2 B, biases as they are", () => {
  expect(weightTable(analysisOf(conv).nodes)).toEqual([
    { storage: undefined, bytes: 147_456 + 256, scaleBytes: 0 },
    { storage: "fp32", bytes: 147_456 + 256, scaleBytes: 0 },
    { storage: "fp16", bytes: 73_728 + 128, scaleBytes: 0 },
    { storage: "bf16", bytes: 73_728 + 128, scaleBytes: 0 },
    { storage: "int8", bytes: 36_864 + 64 * 4 + 256, scaleBytes: 256 },
    { storage: "int4", bytes: 18_432 + 1152 * 2 + 256, scaleBytes: 2304 },
  ]);
});

test("a block of 32 weights in int4 takes the 18 bytes of ggml's Q4_0", () => {
  expect(storedWeight({ dtype: "float32", shape: [1, 32] }, "int4", 1)).toEqual({ bytes: 18, scaleBytes: 2 });
});

test("the table's first line is the total of the analysis, a weight used twice counted once", () => {
  const { nodes, totals } = analysisOf("x: float32[2,8]\n const w: float32[8,8]\n a = MatMul(x, w)\n y = MatMul(a, w)");
  expect(weightTable(nodes)[0]?.bytes).toBe(totals.weightBytes);
  expect(totals.weightBytes).toBe(256);
});

test("fp16 halves every byte and doubles the intensity; FLOPs stay", () => {
  const { nodes } = analysisOf(conv);
  const [before] = nodes;
  const [after] = withPrecision(nodes, { weights: "fp16", activations: "fp16" });
  expect(after).toMatchObject({ readBytes: 401_408, writeBytes: 401_408, weightBytes: 73_856, flops: before?.flops });
  expect(after?.intensity).toBeCloseTo(2 * (before?.intensity ?? NaN), 9);
  expect(after?.outputs[0]).toMatchObject({ dtype: "float16", type: "float16[1, 64, 56, 56]" });
});

test("weights alone leave activations as they are, and the other way round", () => {
  const { nodes } = analysisOf(conv);
  expect(withPrecision(nodes, { weights: "int8" })[0]).toMatchObject({ readBytes: 802_816, weightBytes: 37_376 });
  expect(withPrecision(nodes, { activations: "int8" })[0]).toMatchObject({ readBytes: 200_704, weightBytes: 147_712 });
});

test("indices stay, and an embedding of which rows are read shrinks by its share: 4 rows of 64 halves", () => {
  const { nodes } = analysisOf("i: int64[4]\n const table: float32[1000,64]\n y = Gather(table, i)");
  const [node] = withPrecision(nodes, { weights: "fp16", activations: "fp16" });
  expect(nodes[0]).toMatchObject({ weightBytes: 1024, readBytes: 32, writeBytes: 1024 });
  expect(node).toMatchObject({ weightBytes: 512, readBytes: 32, writeBytes: 512 });
});

test("what is not known stays unknown", () => {
  const { nodes } = analysisOf("x: float32[8]\n a = Mystery(x)\n y = Relu(a)");
  const after = withPrecision(nodes, { weights: "int4", activations: "fp16" });
  expect(after.map((node) => trafficOf(node))).toEqual([undefined, undefined]);
});

test("half the width halves the traffic of every node of a graph of floats", () => {
  fc.assert(
    fc.property(programs, ({ text }) => {
      const { nodes } = analysisOf(text(2));
      const half = withPrecision(nodes, { weights: "fp16", activations: "bf16" });
      expect(half.map((node) => trafficOf(node))).toEqual(nodes.map((node) => (trafficOf(node) ?? NaN) / 2));
      expect(withPrecision(nodes, { weights: "fp32", activations: "fp32" })).toEqual(nodes);
    }),
  );
});
