import fc from "fast-check";
import { expect, test } from "vitest";
import { analysisOf } from "../testing/analyze-text.ts";

const productOf = (text: string) => analysisOf(text).nodes.at(-1)?.product;

test.each([
  ["a: float32[3,4]\n b: float32[4,5]\n y = MatMul(a, b)", { batch: 1, m: 3, n: 5, k: 4 }],
  ["a: float32[3,4]\n b: float32[4]\n y = MatMul(a, b)", { batch: 1, m: 3, n: 1, k: 4 }],
  ["a: float32[4]\n b: float32[4,5]\n y = MatMul(a, b)", { batch: 1, m: 1, n: 5, k: 4 }],
  // Both sides have twelve heads; against one matrix of weights, the 196 rows of 8 images are 1568 rows.
  ["a: float32[12,9,64]\n b: float32[12,64,7]\n y = MatMul(a, b)", { batch: 12, m: 9, n: 7, k: 64 }],
  ["a: float32[8,196,64]\n const b: float32[64,10]\n y = MatMul(a, b)", { batch: 1, m: 1568, n: 10, k: 64 }],
  ["a: float32[4,3]\n b: float32[5,4]\n y = Gemm(a, b) transA=1 transB=1", { batch: 1, m: 3, n: 5, k: 4 }],
  ['a: float32[2,9,4]\n b: float32[2,7,4]\n y = Einsum(a, b) equation="bik,bjk->bij"', { batch: 2, m: 9, n: 7, k: 4 }],
])("%j", (text, sizes) => expect(productOf(text)).toEqual(sizes));

test("open sizes and other operators have no product", () => {
  const rows = "x: float32[8]\n a: float32[8,4]\n b: float32[4,5]\n i = NonZero(x)\n j = Squeeze(i)\n";
  expect(productOf(`${rows} g = Gather(a, j)\n y = MatMul(g, b)`)).toBeUndefined();
  expect(productOf("a: float32[3,4]\n y = Relu(a)")).toBeUndefined();
  expect(productOf('a: float32[3,4]\n b: float32[3,4]\n y = Einsum(a, b) equation="ij,ij->ij"')).toBeUndefined();
  expect(productOf("a: float32[3,4]\n b: float32[5,6]\n y = MatMul(a, b)")).toBeUndefined();
});

const size = fc.integer({ min: 1, max: 9 });

test("batch · m · n · k are the MACs, however the batch is written", () => {
  fc.assert(
    fc.property(size, size, size, size, size, fc.constantFrom("", "1,", "h,", "g,h,"), (g, h, m, n, k, batch) => {
      const sizes = batch.replace("g", String(g)).replace("h", String(h));
      const text = `a: float32[${g},${h},${m},${k}]\n b: float32[${sizes}${k},${n}]\n y = MatMul(a, b)`;
      const node = analysisOf(text).nodes.at(-1);
      const found = node?.product;
      expect(found && found.batch * found.m * found.n * found.k).toBe(node?.macs);
    }),
  );
});
