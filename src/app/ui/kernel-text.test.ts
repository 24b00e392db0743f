import { expect, test } from "vitest";
import { kernelTitle } from "./kernel-text.ts";

test("a kernel's label as people write it", () => {
  expect(["conv-bn-relu", "dq-dwconv-q", "concat", "projection-bias-gelu"].map(kernelTitle)).toEqual([
    "Conv+BN+ReLU",
    "DQ+DWConv+Q",
    "Concat",
    "Projection+Bias+GELU",
  ]);
});
