import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

const einsum = (equation: string, ...shapes: readonly string[]) => {
  const names = shapes.map((_, index) => `x${index}`);
  const inputs = shapes.map((shape, index) => `x${index}: float32[${shape}]`).join("\n");
  return lastNode(`${inputs}\n y = Einsum(${names.join(", ")}) equation="${equation}"`);
};

test("bij,bjk->bik: b·i·j·k multiply-accumulates", () => {
  expect(einsum("bij,bjk->bik", "2,3,4", "2,4,5")).toMatchObject({
    output: "float32[2,3,5]",
    macs: 2 * 3 * 4 * 5,
    flops: 0,
  });
});

test("without an arrow: letters met once, in alphabetical order", () => {
  expect(einsum("zj,ja", "3,4", "4,5").output).toBe("float32[5,3]");
});

test("an ellipsis broadcasts: ...ij,...jk->...ik of [7,2,3,4] and [2,4,5]", () => {
  expect(einsum("...ij,...jk->...ik", "7,2,3,4", "2,4,5")).toMatchObject({
    output: "float32[7,2,3,5]",
    macs: 7 * 2 * 3 * 4 * 5,
  });
  expect(einsum("...ij,...jk", "7,3,4", "7,4,5").output).toBe("float32[7,3,5]");
});

test("an outer product is multiplications, no accumulation", () => {
  expect(einsum("i,j->ij", "3", "4")).toMatchObject({ output: "float32[3,4]", macs: 0, flops: 12 });
});

test("a chain goes from the left: ij,jk,kl->il is i·j·k, then i·k·l", () => {
  expect(einsum("ij,jk,kl->il", "2,3", "3,4", "4,5").macs).toBe(2 * 3 * 4 + 2 * 4 * 5);
});

test("a diagonal moves only, a trace and a sum add: n - 1 for each output", () => {
  expect(einsum("ii->i", "3,3")).toMatchObject({ output: "float32[3]", flops: 0 });
  expect(einsum("ij->i", "3,4")).toMatchObject({ output: "float32[3]", macs: 0, flops: 3 * 3 });
});

test("equations that do not fit are problems", () => {
  expect(einsum("ij,jk->ik", "2,3", "4,5").problems[0]).toMatch("sizes 3 and 4 do not broadcast");
  expect(einsum("ij->k", "2,3").problems[0]).toMatch('"k\\" is in no input');
  expect(einsum("ij", "2").problems[0]).toMatch("does not name the axes of rank 1");
});
