import { expect, test } from "vitest";
import { factsOf, factText, inferModel, modelOf } from "../testing/graph-text.ts";

const y = (text: string): string => factText(factsOf(text, { "ai.onnx": 1, "com.microsoft": 1 }).get("y"));

test("Crop takes a border away: 10 - (1 + 2), 20 - (3 + 4)", () => {
  expect(y("x: float32[1,3,10,20]\n y = Crop(x) border=[3,1,4,2]")).toBe("float32[1,3,7,13]");
});

test("ImageScaler: one multiplication and one addition for each value", () => {
  const { graph } = inferModel(modelOf("x: float32[1,3,4,5]\n y = ImageScaler(x) scale=2.0", { "ai.onnx": 1 }));
  const [node] = graph.nodes;
  expect(node?.op?.flops?.(node.work)).toBe(120);
});

test("ConstantFill by attribute, by the shape of its input, by its values", () => {
  expect(y("y = ConstantFill() shape=[2,3]")).toBe("float32[2,3]");
  expect(y("x: int64[4,5]\n y = ConstantFill(x) extra_shape=[2]")).toBe("float32[4,5,2]");
  expect(y("const x: int64[2] = 6,7\n y = ConstantFill(x) input_as_shape=1")).toBe("float32[6,7]");
});

test("com.microsoft names for what ai.onnx has too", () => {
  expect(y("x: float32[3]\n const a: int32[] = -1\n y = com.microsoft.ExpandDims(x, a)")).toBe("float32[3,1]");
  expect(y("x: float32[3]\n const p: int64[2] = 1,1\n y = com.microsoft.Pad(x, p)")).toBe("float32[5]");
});

test("CropAndResize: [rois, C, height, width]", () => {
  const model = "x: float32[1,3,9,9]\n r: float32[K,4]\n b: int32[K]\n const s: int32[2] = 5,6\n";
  expect(y(`${model} y = com.microsoft.CropAndResize(x, r, b, s)`)).toBe("float32[K,3,5,6]");
});
