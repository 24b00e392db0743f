import { expect, test } from "vitest";
import { factText, inferModel, modelOf } from "../testing/graph-text.ts";

test("Adam: new weights and both moments, in the shapes of the old; 14 operations for each element", () => {
  const { graph } = inferModel(
    modelOf(
      `r: float32[]
       t: int64[]
       x: float32[2,3]
       g: float32[2,3]
       v: float32[2,3]
       h: float32[2,3]
       x2, v2, h2 = ai.onnx.preview.training.Adam(r, t, x, g, v, h)`,
      { "ai.onnx": 21, "ai.onnx.preview.training": 1 },
    ),
  );
  const [node] = graph.nodes;
  expect(node?.outputs.map(factText)).toEqual(["float32[2,3]", "float32[2,3]", "float32[2,3]"]);
  expect(node?.op?.flops?.(node.work)).toBe(14 * 6);
});

test("Momentum of two weights", () => {
  const { graph } = inferModel(
    modelOf(
      `r: float32[]
       t: int64[]
       a: float32[2]
       b: float32[N]
       y, z, va, vb = ai.onnx.preview.training.Momentum(r, t, a, b, a, b, a, b)`,
      { "ai.onnx": 21, "ai.onnx.preview.training": 1 },
    ),
  );
  expect(graph.nodes[0]?.outputs.map(factText)).toEqual(["float32[2]", "float32[N]", "float32[2]", "float32[N]"]);
});
