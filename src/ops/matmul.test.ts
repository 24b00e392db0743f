import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

const product = (a: string, b: string) => {
  const { output, macs } = lastNode(`a: float32[${a}]\n b: float32[${b}]\n y = MatMul(a, b)`);
  return [output, macs];
};

test("[m,k]·[k,n]: m·n·k multiply-accumulates", () => {
  expect(product("3,4", "4,5")).toEqual(["float32[3,5]", 3 * 5 * 4]);
});

test("batches broadcast: [2,1,3,4]·[7,4,5]", () => {
  expect(product("2,1,3,4", "7,4,5")).toEqual(["float32[2,7,3,5]", 2 * 7 * 3 * 5 * 4]);
});

test("a vector is a row on the left and a column on the right, and vanishes", () => {
  expect(product("4", "4,5")).toEqual(["float32[5]", 20]);
  expect(product("3,4", "4")).toEqual(["float32[3]", 12]);
  expect(product("4", "4")).toEqual(["float32[]", 4]);
});

test("a symbolic batch leaves the count open", () => {
  expect(product("N,3,4", "4,5")).toEqual(["float32[N,3,5]", undefined]);
});

test("inner sizes that differ are a problem, and the work is unknown", () => {
  const node = lastNode("a: float32[3,4]\n b: float32[5,6]\n y = MatMul(a, b)");
  expect(node.problems[0]).toMatch("inner sizes 4 and 5 differ");
  expect(node.macs).toBeUndefined();
});

test("Gemm transposed: A' is [4,3], B' [5,4]; bias is an addition per output", () => {
  const node = lastNode("a: float32[4,3]\n b: float32[5,4]\n c: float32[5]\n y = Gemm(a, b, c) transA=1 transB=1");
  expect(node).toMatchObject({ output: "float32[3,5]", macs: 3 * 5 * 4, flops: 15 });
});

test("Gemm: alpha and beta other than 1 are a product each", () => {
  const node = lastNode("a: float32[3,4]\n b: float32[4,5]\n c: float32[5]\n y = Gemm(a, b, c) alpha=0.5 beta=2.5");
  expect(node.flops).toBe(15 + 15 + 5);
});

test("integer products: int32 out, or what the output's zero point says", () => {
  expect(lastNode("a: uint8[2,3]\n b: int8[3,4]\n y = MatMulInteger(a, b)")).toMatchObject({
    output: "int32[2,4]",
    macs: 24,
  });
  const scale = "const s: float32[] = 1\n const z: uint8[] = 0\n";
  expect(lastNode(`a: uint8[2,3]\n b: uint8[3,4]\n ${scale} y = QLinearMatMul(a, s, z, b, s, z, s, z)`)).toMatchObject({
    output: "uint8[2,4]",
    macs: 24,
    flops: 16,
  });
});

test("Det of n×n: 2/3·n³ operations", () => {
  expect(lastNode("x: float32[5,3,3]\n y = Det(x)")).toMatchObject({ output: "float32[5]", flops: 5 * 18 });
});
