import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

test("as a convolution, and 11 operations for each sampled element", () => {
  const text = "x: float32[1,2,3,3]\n const w: float32[5,2,2,2]\n o: float32[1,8,2,2]\n y = DeformConv(x, w, o)";
  expect(lastNode(text)).toMatchObject({
    output: "float32[1,5,2,2]",
    macs: 5 * 4 * 2 * 4,
    flops: 11 * 2 * (2 * 2) * (2 * 2),
  });
});
