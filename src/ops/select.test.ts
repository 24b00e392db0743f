import { expect, test } from "vitest";
import { formatDim } from "../graph/dims.ts";
import { factsOf, factText, inferModel, modelOf } from "../testing/graph-text.ts";

const fact = (text: string, name = "y", version = 21): string => {
  const found = factsOf(text, { "ai.onnx": version }).get(name);
  const list =
    found?.kind === "tensor" ? found.elements?.map((e) => (e === undefined ? "?" : formatDim(e))) : undefined;
  return factText(found) + (list === undefined ? "" : ` {${list.join(" ")}}`);
};

test("NonZero: one row per axis; as many columns as only the values say", () => {
  const { graph, unknowns } = inferModel(modelOf("x: float32[4,5]\n y = NonZero(x)"));
  expect(factText(graph.facts.get("y"))).toBe("int64[2,NonZero_0#0]");
  expect([...unknowns]).toEqual([["NonZero_0#0", "the values of input x"]]);
});

test("NonZero of known elements is exact", () => {
  expect(fact("const x: int64[2,2] = 1,0,1,1\n y = NonZero(x)")).toBe("int64[2,3] {0 1 1 0 0 1}");
});

test("a size that run time decides can be bound like any other", () => {
  const bound = inferModel(modelOf("x: float32[4,5]\n y = NonZero(x)"), { "NonZero_0#0": 7 });
  expect(factText(bound.graph.facts.get("y"))).toBe("int64[2,7]");
});

test("TopK replaces its axis by k", () => {
  expect(fact("x: float32[N,100]\n const k: int64[1] = 5\n y, i = TopK(x, k)")).toBe("float32[N,5]");
  expect(fact("x: float32[N,100]\n const k: int64[1] = 5\n y, i = TopK(x, k)", "i")).toBe("int64[N,5]");
  expect(fact("x: float32[9,4]\n y, i = TopK(x) k=2 axis=0", "y", 1)).toBe("float32[2,4]");
});

test("TopK with a heap: 100 values, log2(5) rounded up = 3 comparisons each", () => {
  const { graph } = inferModel(modelOf("x: float32[1,100]\n const k: int64[1] = 5\n y, i = TopK(x, k)"));
  const [node] = graph.nodes;
  expect(node?.op?.flops?.(node.work)).toBe(300);
});

test("Compress keeps the true entries of its condition", () => {
  expect(fact("x: float32[3,2]\n const c: bool[3] = 0,1,1\n y = Compress(x, c) axis=0")).toBe("float32[2,2]");
  expect(fact("x: float32[3,2]\n const c: bool[2] = 0,1\n y = Compress(x, c)")).toBe("float32[1]");
});

test("Unique of known numbers: values, first places, inverse, counts", () => {
  const model = "const x: int64[6] = 2,1,1,3,4,3\n y, first, inverse, counts = Unique(x)";
  expect(fact(model)).toBe("int64[4] {1 2 3 4}");
  expect(fact(model, "first")).toBe("int64[4] {1 0 3 4}");
  expect(fact(model, "inverse")).toBe("int64[6] {1 0 0 2 3 2}");
  expect(fact(model, "counts")).toBe("int64[4] {2 1 2 1}");
});

test("Unique along an axis: only the inverse is known, as long as the axis", () => {
  const model = "x: float32[5,3]\n y, first, inverse, counts = Unique(x) axis=0";
  expect(fact(model)).toBe("float32[Unique_0#0,3]");
  expect(fact(model, "inverse")).toBe("int64[5]");
});

test("one element is distinct from all others", () => {
  expect(fact("x: float32[1]\n y = Unique(x)")).toBe("float32[1]");
});

test("NonMaxSuppression: rows of three; how many, the boxes and scores say", () => {
  const model = modelOf(
    "b: float32[1,100,4]\n s: float32[1,80,100]\n const m: int64[1] = 20\n y = NonMaxSuppression(b, s, m)",
  );
  const { graph, unknowns } = inferModel(model);
  expect(factText(graph.facts.get("y"))).toBe("int64[NonMaxSuppression_0#0,3]");
  expect([...unknowns.values()]).toEqual(["the values of inputs b and s"]);
  expect(graph.nodes[0]?.notes).toEqual(["at most 1600 boxes"]);
});
