import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

const reduced = (line: string, version = 13, x = "2,3,4") => lastNode(`x: float32[${x}]\n y = ${line}`, version);

test("axes by attribute; kept as 1 or dropped", () => {
  expect(reduced("ReduceMean(x) axes=[1]").output).toBe("float32[2,1,4]");
  expect(reduced("ReduceMean(x) axes=[-1,0] keepdims=0").output).toBe("float32[3]");
});

test("no axes means all of them", () => {
  expect(reduced("ReduceMax(x) keepdims=0").output).toBe("float32[]");
});

test("axes by input, since version 18 (13 for ReduceSum)", () => {
  expect(lastNode("x: float32[2,3,4]\n const a: int64[1] = 1\n y = ReduceMean(x, a)", 18).output).toBe(
    "float32[2,1,4]",
  );
  expect(lastNode("x: float32[2,3,4]\n const a: int64[0]\n y = ReduceSum(x, a) noop_with_empty_axes=1").output).toBe(
    "float32[2,3,4]",
  );
});

test("axes that only run time knows: the rank may still be sure, and the reason names them", () => {
  const node = lastNode("x: float32[2,3,4]\n a: int64[1]\n y = ReduceSum(x, a) keepdims=0");
  expect(node.output).toMatch(/^float32\[ReduceSum_0#0,ReduceSum_0#1\]$/);
  expect(node.flops).toBeUndefined();
  expect(lastNode("x: float32[2,3,4]\n a: int64[3]\n y = ReduceSum(x, a)").output).toBe("float32[1,1,1]");
});

test("a sum of n is n - 1 additions; a mean has a division, L2 squares and a root", () => {
  expect(reduced("ReduceSum(x)").flops).toBe(23);
  expect(reduced("ReduceMean(x) axes=[2]").flops).toBe(18 + 6);
  expect(reduced("ReduceL2(x) axes=[2]").flops).toBe(24 + 18 + 6);
});

test("the number of elements as a product of sizes: N·3·4", () => {
  expect(lastNode("x: float32[N,3,4]\n s = Shape(x)\n y = ReduceProd(s) keepdims=0").output).toBe("int64[] {12*N}");
});

test("folding along each axis of [[1,2,3],[4,5,6]]", () => {
  const sum = (axis: number) =>
    lastNode(`const x: int64[2,3] = 1,2,3,4,5,6\n y = ReduceSum(x) axes=[${axis}]`, 11).output;
  expect(sum(0)).toBe("int64[1,3] {5 7 9}");
  expect(sum(1)).toBe("int64[2,1] {6 15}");
});

test("ArgMax gives int64 positions: n - 1 comparisons each", () => {
  expect(reduced("ArgMax(x) axis=2 keepdims=0")).toMatchObject({ output: "int64[2,3]", flops: 18 });
});

test("running sums, exclusive and reversed", () => {
  const sums = (attributes: string) =>
    lastNode(`const x: int64[3] = 1,2,3\n const a: int64[] = 0\n y = CumSum(x, a) ${attributes}`).output;
  expect(sums("")).toBe("int64[3] {1 3 6}");
  expect(sums("exclusive=1")).toBe("int64[3] {0 1 3}");
  expect(sums("reverse=1")).toBe("int64[3] {6 5 3}");
});

test("an axis that does not exist, or twice, is a problem", () => {
  expect(reduced("ReduceSum(x) axes=[3]", 11).problems[0]).toMatch("axis 3 lies outside a tensor of rank 3");
  expect(reduced("ReduceSum(x) axes=[1,-2]", 11).problems[0]).toMatch("an axis is named twice");
});

test("the place of the largest of 8: 7 comparisons; of none: none", () => {
  expect(lastNode("x: float32[2,8]\n y = ArgMax(x) axis=1").flops).toBe(2 * 7);
  expect(lastNode("x: float32[0,8]\n y = ArgMax(x) axis=0").flops).toBe(0);
});
