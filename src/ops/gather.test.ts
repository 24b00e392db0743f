import { expect, test } from "vitest";
import { formatDim } from "../graph/dims.ts";
import { factsOf, factText, inferModel, modelOf } from "../testing/graph-text.ts";

const y = (text: string): string => {
  const fact = factsOf(text, { "ai.onnx": 21, "com.microsoft": 1 }).get("y");
  const list = fact?.kind === "tensor" ? fact.elements?.map((e) => (e === undefined ? "?" : formatDim(e))) : undefined;
  return factText(fact) + (list === undefined ? "" : ` {${list.join(" ")}}`);
};

test("Gather: the axis becomes the shape of the indices", () => {
  expect(y("x: float32[30522,768]\n i: int64[N,T]\n y = Gather(x, i)")).toBe("float32[N,T,768]");
  expect(y("x: float32[2,5,3]\n const i: int64[] = -1\n y = Gather(x, i) axis=1")).toBe("float32[2,3]");
});

test("Shape → Gather of one size is a scalar", () => {
  expect(y("x: float32[N,T]\n s = Shape(x)\n const i: int64[] = 1\n y = Gather(s, i)")).toBe("int64[] {T}");
});

test("Gather of rows and columns of elements", () => {
  expect(y("const x: int64[2,3] = 1,2,3,4,5,6\n const i: int64[2] = 2,0\n y = Gather(x, i) axis=1")).toBe(
    "int64[2,2] {3 1 6 4}",
  );
});

test("Gather reads of its table only the rows it picks: 4 rows of 8 float32", () => {
  const { graph } = inferModel(modelOf("const x: float32[1000,8]\n i: int64[4]\n y = Gather(x, i)"));
  const [node] = graph.nodes;
  const traffic = node?.op?.traffic;
  expect(typeof traffic === "function" && traffic(node!.work)).toEqual({ read: [128] });
});

test("a row picked many times is read once: 2 rows of 8 float32", () => {
  const { graph } = inferModel(modelOf("x: float32[2,8]\n i: int64[100]\n y = Gather(x, i)"));
  const [node] = graph.nodes;
  const traffic = node?.op?.traffic;
  expect(typeof traffic === "function" && traffic(node!.work)).toEqual({ read: [64] });
});

test("an index outside is a problem", () => {
  const { problems } = inferModel(modelOf("const x: int64[2] = 1,2\n const i: int64[] = 2\n y = Gather(x, i)"));
  expect(problems).toMatchObject([{ code: "bad-node", detail: "index 2 lies outside a size of 2" }]);
});

test("GatherElements has the shape of its indices", () => {
  expect(y("x: float32[5,6]\n i: int64[2,6]\n y = GatherElements(x, i)")).toBe("float32[2,6]");
});

test("GatherND: index tuples of 2 leave the rest of the data, after the batch", () => {
  expect(y("x: float32[4,5,6,7]\n i: int64[9,2]\n y = GatherND(x, i)")).toBe("float32[9,6,7]");
  expect(y("x: float32[4,5,6]\n i: int64[4,9,1]\n y = GatherND(x, i) batch_dims=1")).toBe("float32[4,9,6]");
  expect(y("x: float32[4,5]\n i: int64[3,1]\n y = com.microsoft.GatherND(x, i)")).toBe("float32[3,5]");
});

test("scattering keeps the shape, and replaces elements where they are known", () => {
  expect(y("x: float32[4,5]\n i: int64[2,1]\n u: float32[2,5]\n y = ScatterND(x, i, u)")).toBe("float32[4,5]");
  expect(
    y("const x: int64[3] = 1,2,3\n const i: int64[1,1] = 1\n const u: int64[1] = 9\n y = ScatterND(x, i, u)"),
  ).toBe("int64[3] {1 9 3}");
  expect(
    y("const x: int64[3] = 1,2,3\n const i: int64[1] = -1\n const u: int64[1] = 9\n y = ScatterElements(x, i, u)"),
  ).toBe("int64[3] {1 2 9}");
});

test("a reduction costs one operation for each update", () => {
  const { graph } = inferModel(
    modelOf('x: float32[4,5]\n i: int64[2,1]\n u: float32[2,5]\n y = ScatterND(x, i, u) reduction="add"'),
  );
  const [node] = graph.nodes;
  expect(node?.op?.flops?.(node.work)).toBe(10);
});
