import { expect, test } from "vitest";
import { formatDim } from "../graph/dims.ts";
import { factsOf, factText, inferModel, modelOf } from "../testing/graph-text.ts";

const y = (text: string, version = 21, name = "y"): string => {
  const fact = factsOf(text, { "ai.onnx": version }).get(name);
  const list = fact?.kind === "tensor" ? fact.elements?.map((e) => (e === undefined ? "?" : formatDim(e))) : undefined;
  return factText(fact) + (list === undefined ? "" : ` {${list.join(" ")}}`);
};
const cut = (x: string, start: number, end: number, step = 1): string =>
  y(`x: float32[${x}]
     const s: int64[1] = ${start}
     const e: int64[1] = ${end}
     const a: int64[1] = 0
     const p: int64[1] = ${step}
     y = Slice(x, s, e, a, p)`);

test("Slice: ceil((end - start) / step) after clamping", () => {
  expect(cut("10", 2, 7)).toBe("float32[5]");
  expect(cut("10", 2, 2 ** 63)).toBe("float32[8]");
  expect(cut("10", -3, 100)).toBe("float32[3]");
  expect(cut("10", 0, 10, 3)).toBe("float32[4]");
  expect(cut("10", 8, 3)).toBe("float32[0]");
});

test("Slice backwards: from the last to before the first", () => {
  expect(cut("10", -1, -(2 ** 63), -1)).toBe("float32[10]");
  expect(cut("10", 7, 2, -2)).toBe("float32[3]");
});

test("Slice of a symbolic size", () => {
  expect(cut("T", 0, 2 ** 63)).toBe("float32[T]");
  expect(cut("T", 1, 2 ** 63)).toBe("float32[T - 1]");
  expect(cut("T", 0, -1)).toBe("float32[T - 1]");
  expect(cut("T", -1, 2 ** 63)).toBe("float32[1]");
  expect(cut("T", 0, 512)).toBe("float32[min(512, T)]");
  expect(cut("T", 0, 2 ** 63, 2)).toBe("float32[-floor((-T)/(2))]");
  expect(cut("T", -1, -(2 ** 63), -1)).toBe("float32[T]");
});

test("Slice: attributes in version 1, axes from the first by default", () => {
  expect(y("x: float32[5,6,7]\n y = Slice(x) starts=[1,0] ends=[3,-1]", 1)).toBe("float32[2,5,7]");
});

test("a window that moves keeps its width: x[i : i + 3] of T", () => {
  expect(
    y(`x: float32[T]
       z: float32[I]
       const three: int64[1] = 3
       from = Shape(z)
       to = Add(from, three)
       y = Slice(x, from, to)`),
  ).toBe("float32[min(3, T)]");
});

test("Slice keeps the elements it takes", () => {
  expect(
    y(`x: float32[N,3,H,W]
       shape = Shape(x)
       const s: int64[1] = 2
       const e: int64[1] = 4
       y = Slice(shape, s, e)`),
  ).toBe("int64[2] {H W}");
});

test("Slice reads only what it takes: 2·6 of 5·6 float32", () => {
  const { graph } = inferModel(
    modelOf("x: float32[5,6]\n const s: int64[1] = 1\n const e: int64[1] = 3\n y = Slice(x, s, e)"),
  );
  const [node] = graph.nodes;
  const traffic = node?.op?.traffic;
  expect(typeof traffic === "function" && traffic(node!.work)).toEqual({ read: [48] });
});

test("Slice with a start from run time names it", () => {
  const { unknowns } = inferModel(modelOf("x: float32[5]\n s: int64[1]\n const e: int64[1] = 3\n y = Slice(x, s, e)"));
  expect([...unknowns.values()]).toEqual(["the values of input s"]);
});

test("Pad adds both borders; negative pads crop", () => {
  expect(y("x: float32[1,3,4,5]\n const p: int64[8] = 0,0,1,2,0,0,3,-1\n y = Pad(x, p)")).toBe("float32[1,3,8,6]");
  expect(y("x: float32[4,5]\n y = Pad(x) pads=[0,1,0,1]", 2)).toBe("float32[4,7]");
  expect(y("x: float32[4,5]\n y = Pad(x) paddings=[0,1,0,1]", 1)).toBe("float32[4,7]");
});

test("Pad of named axes only", () => {
  expect(y("x: float32[2,H]\n const p: int64[2] = 1,1\n const a: int64[1] = -1\n y = Pad(x, p, _, a)")).toBe(
    "float32[2,H + 2]",
  );
});

test("CenterCropPad gives the sizes asked for", () => {
  expect(y("x: float32[20,10,3]\n const s: int64[2] = 10,9\n y = CenterCropPad(x, s) axes=[1,2]")).toBe(
    "float32[20,10,9]",
  );
});

test("Trilu keeps column - row >= k", () => {
  expect(y("const x: int64[2,2] = 1,2,3,4\n y = Trilu(x)")).toBe("int64[2,2] {1 2 0 4}");
  expect(y("const x: int64[2,2] = 1,2,3,4\n const k: int64[] = -1\n y = Trilu(x, k) upper=0")).toBe(
    "int64[2,2] {0 0 3 0}",
  );
});
