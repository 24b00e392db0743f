import { expect, test } from "vitest";
import { formatDim } from "../graph/dims.ts";
import { factsOf, factText, inferModel, modelOf } from "../testing/graph-text.ts";

const y = (text: string, version = 21): string => factText(factsOf(text, { "ai.onnx": version }).get("y"));
const elements = (text: string): string | undefined => {
  const fact = factsOf(text).get("y");
  return fact?.kind === "tensor"
    ? fact.elements?.map((element) => (element === undefined ? "?" : formatDim(element))).join(" ")
    : undefined;
};
const to = (x: string, shape: string, attributes = ""): string =>
  y(`x: float32[${x}]\n const s: int64[${shape.split(",").length}] = ${shape}\n y = Reshape(x, s) ${attributes}`);

test("Reshape: 0 copies, -1 takes what is left: 2·3·4 / 2 = 12", () => {
  expect(to("2,3,4", "0,-1")).toBe("float32[2,12]");
});

test("Reshape with symbols divides exactly: N·49·64 / 64 = 49·N", () => {
  expect(to("N,49,64", "-1,64")).toBe("float32[49*N,64]");
  expect(to("N,49,64", "0,7,7,-1")).toBe("float32[N,7,7,64]");
});

test("Reshape: with allowzero a 0 is a size", () => {
  expect(to("0,4", "4,0", "allowzero=1")).toBe("float32[4,0]");
});

test("Reshape: the shape was an attribute in version 1", () => {
  expect(y("x: float32[2,6]\n y = Reshape(x) shape=[3,-1]", 1)).toBe("float32[3,4]");
});

test("Reshape: one size given at run time still follows from the others: 12 / 4 = 3", () => {
  expect(
    y("x: float32[12]\n n: int64[1]\n const four: int64[1] = 4\n s = Concat(n, four) axis=0\n y = Reshape(x, s)"),
  ).toBe("float32[3,4]");
});

test("Reshape to sizes of another tensor", () => {
  expect(
    y(`x: float32[N,T,768]
       s = Shape(x)
       const i: int64[2] = 0,1
       nt = Gather(s, i)
       const heads: int64[2] = 12,64
       t = Concat(nt, heads) axis=0
       y = Reshape(x, t)`),
  ).toBe("float32[N,T,12,64]");
});

test("Reshape: elements that cannot be divided are a problem", () => {
  const { problems } = inferModel(modelOf("x: float32[5]\n const s: int64[2] = 2,-1\n y = Reshape(x, s)"));
  expect(problems).toMatchObject([{ code: "bad-node", detail: "5 elements cannot be divided by 2" }]);
});

test("Reshape to an unknown rank names the input", () => {
  const { graph } = inferModel(modelOf("x: float32[4]\n s: int64[K]\n y = Reshape(x, s)"));
  expect(graph.nodes[0]?.notes).toEqual(["the rank depends on the values of input s"]);
  expect(factText(graph.facts.get("y"))).toBe("float32[*]");
});

test("Flatten: [2·3, 4·5] at axis 2, [1, all] at axis 0", () => {
  expect(y("x: float32[2,3,4,5]\n y = Flatten(x) axis=2")).toBe("float32[6,20]");
  expect(y("x: float32[2,3]\n y = Flatten(x) axis=0")).toBe("float32[1,6]");
  expect(y("x: float32[2,3]\n y = Flatten(x) axis=2")).toBe("float32[6,1]");
});

test("Squeeze by attribute, by input, and of every 1", () => {
  expect(y("x: float32[1,3,1]\n y = Squeeze(x) axes=[0]", 11)).toBe("float32[3,1]");
  expect(y("x: float32[1,3,1]\n const a: int64[1] = -1\n y = Squeeze(x, a)")).toBe("float32[1,3]");
  expect(y("x: float32[1,3,1]\n y = Squeeze(x)")).toBe("float32[3]");
  expect(y("x: float32[N,3,1]\n y = Squeeze(x)")).toBe("float32[*]");
});

test("Squeeze of axes given at run time: two sizes of 1, two axes", () => {
  expect(y("x: float32[1,3,1]\n a: int64[2]\n y = Squeeze(x, a)")).toBe("float32[3]");
});

test("Unsqueeze puts ones where the result has them", () => {
  expect(y("x: float32[3,4]\n y = Unsqueeze(x) axes=[0,3]", 11)).toBe("float32[1,3,4,1]");
  expect(y("x: float32[3,4]\n const a: int64[2] = -1,1\n y = Unsqueeze(x, a)")).toBe("float32[3,1,4,1]");
});

test("Transpose: the given order, reversed by default; elements move along", () => {
  expect(y("x: float32[1,2,3]\n y = Transpose(x) perm=[2,0,1]")).toBe("float32[3,1,2]");
  expect(y("x: float32[N,2,3]\n y = Transpose(x)")).toBe("float32[3,2,N]");
  expect(elements("const x: int64[2,3] = 1,2,3,4,5,6\n y = Transpose(x)")).toBe("1 4 2 5 3 6");
});

test("Expand broadcasts both ways", () => {
  expect(y("x: float32[3,1]\n const s: int64[3] = 2,1,6\n y = Expand(x, s)")).toBe("float32[2,3,6]");
  expect(elements("const x: int64[2,1] = 1,2\n const s: int64[1] = 3\n y = Expand(x, s)")).toBe("1 1 1 2 2 2");
});

test("Tile multiplies sizes; version 1 repeats one axis", () => {
  expect(y("x: float32[N,3]\n const r: int64[2] = 2,3\n y = Tile(x, r)")).toBe("float32[2*N,9]");
  expect(elements("const x: int64[2] = 1,2\n const r: int64[1] = 2\n y = Tile(x, r)")).toBe("1 2 1 2");
  expect(y("x: float32[2,3]\n const t: int64[] = 4\n const a: int64[] = 1\n y = Tile(x, t, a)", 1)).toBe(
    "float32[2,12]",
  );
});

test("DepthToSpace and SpaceToDepth move blocks of 2 by 2", () => {
  expect(y("x: float32[1,8,4,6]\n y = DepthToSpace(x) blocksize=2")).toBe("float32[1,2,8,12]");
  expect(y("x: float32[1,2,8,12]\n y = SpaceToDepth(x) blocksize=2")).toBe("float32[1,8,4,6]");
});

test("Col2Im: 10 channels of 1 by 5 blocks make 2 channels", () => {
  expect(y("x: float32[1,10,5]\n const i: int64[2] = 5,5\n const b: int64[2] = 1,5\n y = Col2Im(x, i, b)")).toBe(
    "float32[1,2,5,5]",
  );
});

test("views move nothing", () => {
  const { graph } = inferModel(modelOf("x: float32[2,6]\n y = Flatten(x)"));
  expect(graph.nodes[0]?.op?.traffic).toBe("view");
});
