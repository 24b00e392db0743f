import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

const ml = (line: string, x = "float32[N,4]") => lastNode(`x: ${x}\n ${line}`);

test("a classifier gives a label a row and a score a class", () => {
  expect(ml("y, z = ai.onnx.ml.TreeEnsembleClassifier(x) classlabels_int64s=[0,1,2]").outputs).toEqual([
    "int64[N]",
    "float32[N,3]",
  ]);
  expect(ml('y, z = ai.onnx.ml.SVMClassifier(x) classlabels_strings=["a","b"]').outputs).toEqual([
    "string[N]",
    "float32[N,2]",
  ]);
});

test("what a tree costs depends on the path: unknown, with a note", () => {
  const node = ml("y = ai.onnx.ml.TreeEnsembleRegressor(x) n_targets=2");
  expect(node).toMatchObject({ output: "float32[N,2]", flops: undefined });
  expect(node.notes[0]).toMatch("depends on its path");
});

test("a linear model is a matrix product: rows·columns·classes", () => {
  const node = ml("y, z = ai.onnx.ml.LinearClassifier(x) classlabels_ints=[0,1,2] coefficients=[0.5]", "float32[10,4]");
  expect(node).toMatchObject({ outputs: ["int64[10]", "float32[10,3]"], macs: 10 * 4 * 3, flops: 2 * 30 });
  expect(ml("y = ai.onnx.ml.LinearRegressor(x) targets=2", "float32[10,4]")).toMatchObject({
    output: "float32[10,2]",
    macs: 80,
  });
});

test("ZipMap: a sequence of maps from label to score", () => {
  expect(ml('y = ai.onnx.ml.ZipMap(x) classlabels_strings=["a","b"]').output).toBe("seq(map(string, float32[]))");
});

test("labels by which attribute holds them", () => {
  expect(ml("y = ai.onnx.ml.LabelEncoder(x) keys_int64s=[1] values_floats=[0.5]", "int64[3]").output).toBe(
    "float32[3]",
  );
  expect(ml('y = ai.onnx.ml.LabelEncoder(x) keys_int64s=[1] values_strings=["a"]', "int64[3]").output).toBe(
    "string[3]",
  );
});

test("columns: one-hot adds an axis, features lie side by side, extraction picks", () => {
  expect(ml("y = ai.onnx.ml.OneHotEncoder(x) cats_int64s=[1,2,3]", "int64[N]").output).toBe("float32[N,3]");
  expect(ml("z: float32[N,2]\n y = ai.onnx.ml.FeatureVectorizer(x, z) inputdimensions=[4,2]").output).toBe(
    "float32[N,6]",
  );
  expect(ml("const i: int64[1,2] = 0,3\n y = ai.onnx.ml.ArrayFeatureExtractor(x, i)").output).toBe("float32[N,2]");
});

test("Scaler and Normalizer give float32", () => {
  expect(ml("y = ai.onnx.ml.Scaler(x)", "int64[2,3]")).toMatchObject({ output: "float32[2,3]", flops: 12 });
  expect(ml("y = ai.onnx.ml.Normalizer(x)", "int64[2,3]").output).toBe("float32[2,3]");
});
