import { expect, test } from "vitest";
import { factsOf, factText, inferModel, modelOf } from "../testing/graph-text.ts";
import { formatDim } from "../graph/dims.ts";

/** Type and, in braces, the elements of y. */
const y = (text: string, version = 21): string => {
  const fact = factsOf(text, { "ai.onnx": version }).get("y");
  const elements = fact?.kind === "tensor" ? fact.elements : undefined;
  const list = elements?.map((element) => (element === undefined ? "?" : formatDim(element))).join(" ");
  return factText(fact) + (list === undefined ? "" : ` {${list}}`);
};

test("Constant in each of its forms", () => {
  expect(y("y = Constant() value_int=7")).toBe("int64[] {7}");
  expect(y("y = Constant() value_ints=[1,2]")).toBe("int64[2] {1 2}");
  expect(y("y = Constant() value_float=0.5")).toBe("float32[] {0.5}");
  expect(y("y = Constant() value_floats=[0.5,2.0]")).toBe("float32[2] {0.5 2}");
  expect(y('y = Constant() value_string="a"')).toBe("string[]");
  expect(y('y = Constant() value_strings=["a","b"]')).toBe("string[2]");
});

test("Shape gives sizes as elements, symbols included; start and end cut it", () => {
  expect(y("x: float32[N,3,H,W]\n y = Shape(x)")).toBe("int64[4] {N 3 H W}");
  expect(y("x: float32[N,3,H,W]\n y = Shape(x) start=-2")).toBe("int64[2] {H W}");
  expect(y("x: float32[N,3,H,W]\n y = Shape(x) start=1 end=-1")).toBe("int64[2] {3 H}");
});

test("Size is the product of the sizes", () => {
  expect(y("x: float32[N,3,7]\n y = Size(x)")).toBe("int64[] {21*N}");
});

test("ConstantOfShape: 0 as float32 without a value; sizes from shape arithmetic", () => {
  expect(y("const s: int64[2] = 2,2\n y = ConstantOfShape(s)")).toBe("float32[2,2] {0 0 0 0}");
  expect(y("x: float32[N,T]\n s = Shape(x)\n y = ConstantOfShape(s)")).toBe("float32[N,T]");
});

test("sizes that a run-time input gives are unknown, and say which input", () => {
  const { graph, unknowns } = inferModel(modelOf("s: int64[2]\n y = ConstantOfShape(s)"));
  expect(factText(graph.facts.get("y"))).toBe("float32[ConstantOfShape_0#0,ConstantOfShape_0#1]");
  expect([...unknowns.values()]).toEqual(["the values of input s", "the values of input s"]);
});

test("Range: max(0, ceil((limit - start) / delta)) elements", () => {
  const range = (start: number, limit: number, delta: number) =>
    y(`const a: int64[] = ${start}\n const b: int64[] = ${limit}\n const d: int64[] = ${delta}\n y = Range(a, b, d)`);
  expect(range(1, 8, 3)).toBe("int64[3] {1 4 7}");
  expect(range(5, 1, -2)).toBe("int64[2] {5 3}");
  expect(range(5, 1, 1)).toBe("int64[0] {}");
});

test("Range up to a symbolic size has that many elements", () => {
  expect(
    y(`x: float32[N,T]
       s = Shape(x)
       const one: int64[] = 1
       const zero: int64[] = 0
       t = Gather(s, one)
       y = Range(zero, t, one)`),
  ).toBe("int64[T]");
});

test("a range without step contradicts the definition", () => {
  const inferred = inferModel(modelOf("const a: int64[] = 0\n y = Range(a, a, a)"));
  expect(inferred.problems).toMatchObject([{ code: "bad-node", detail: "delta is zero" }]);
});

test("OneHot puts the depth in at the axis, behind all by default", () => {
  const model = (axis: string) =>
    y(`i: int64[N,5]\n const d: int64[] = 10\n const v: float32[2] = 0,1\n y = OneHot(i, d, v)${axis}`);
  expect(model("")).toBe("float32[N,5,10]");
  expect(model(" axis=1")).toBe("float32[N,10,5]");
});

test("EyeLike has ones where column = row + k", () => {
  expect(y("x: float32[2,3]\n y = EyeLike(x) dtype=7 k=1")).toBe("int64[2,3] {0 1 0 0 0 1}");
});
