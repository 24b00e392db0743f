import { expect, test } from "vitest";
import { formatDim } from "../graph/dims.ts";
import { factsOf, factText, inferModel, modelOf } from "../testing/graph-text.ts";

const types = (text: string, names: readonly string[], version = 21): readonly string[] => {
  const facts = factsOf(text, { "ai.onnx": version });
  return names.map((name) => {
    const fact = facts.get(name);
    const list =
      fact?.kind === "tensor" ? fact.elements?.map((e) => (e === undefined ? "?" : formatDim(e))) : undefined;
    return factText(fact) + (list === undefined ? "" : ` {${list.join(" ")}}`);
  });
};

test("Concat adds the sizes of its axis: 3 + C", () => {
  expect(types("a: float32[N,3,8]\n b: float32[N,C,8]\n y = Concat(a, b) axis=1", ["y"])).toEqual([
    "float32[N,C + 3,8]",
  ]);
});

test("Concat: elsewhere a number tells what a symbol must be", () => {
  expect(types("a: float32[N,3]\n b: float32[2,3]\n y = Concat(a, b) axis=-1", ["y"])).toEqual(["float32[2,6]"]);
});

test("Concat of elements along any axis", () => {
  expect(types("const a: int64[2,1] = 1,2\n const b: int64[2,2] = 3,4,5,6\n y = Concat(a, b) axis=1", ["y"])).toEqual([
    "int64[2,3] {1 3 4 2 5 6}",
  ]);
});

test("Concat of sizes that differ is a problem", () => {
  const { problems } = inferModel(modelOf("a: float32[2,3]\n b: float32[2,4]\n y = Concat(a, b) axis=0"));
  expect(problems).toMatchObject([{ code: "bad-node", detail: "sizes 3 and 4 should be equal" }]);
});

test("Split in equal parts, by attribute, by input", () => {
  expect(types("x: float32[2,6]\n a, b = Split(x) axis=1", ["a", "b"], 13)).toEqual(["float32[2,3]", "float32[2,3]"]);
  expect(types("x: float32[N,6]\n a, b = Split(x) axis=1 split=[2,4]", ["a", "b"], 11)).toEqual([
    "float32[N,2]",
    "float32[N,4]",
  ]);
  expect(types("x: float32[6]\n const s: int64[2] = 1,5\n a, b = Split(x, s)", ["a", "b"])).toEqual([
    "float32[1]",
    "float32[5]",
  ]);
});

test("Split of 7 in 3: ceil(7 / 3) = 3, 3, and the rest", () => {
  expect(types("x: float32[7]\n a, b, c = Split(x) num_outputs=3", ["a", "b", "c"])).toEqual([
    "float32[3]",
    "float32[3]",
    "float32[1]",
  ]);
});

test("Split of a symbolic multiple is exact: 2·N / 2 = N", () => {
  expect(types("x: float32[N]\n xx = Concat(x, x) axis=0\n a, b = Split(xx) num_outputs=2", ["a", "b"])).toEqual([
    "float32[N]",
    "float32[N]",
  ]);
});

test("Split of elements", () => {
  expect(types("x: float32[N,3]\n s = Shape(x)\n a, b = Split(s) num_outputs=2", ["a", "b"])).toEqual([
    "int64[1] {N}",
    "int64[1] {3}",
  ]);
});
