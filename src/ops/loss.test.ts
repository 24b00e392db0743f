import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

const loss = (attributes: string) =>
  lastNode(`x: float32[3,5,2]\n t: int64[3,2]\n y, p = SoftmaxCrossEntropyLoss(x, t) ${attributes}`);

test("one number, or one for each target", () => {
  expect(loss("").outputs).toEqual(["float32[]", "float32[3,5,2]"]);
  expect(loss('reduction="none"').outputs[0]).toBe("float32[3,2]");
});

test("log-softmax is 5 a score, picking and adding 2 a target", () => {
  expect(loss("").flops).toBe(5 * 30 + 2 * 6);
  expect(lastNode("x: float32[3,5]\n t: int64[3]\n y = NegativeLogLikelihoodLoss(x, t)").flops).toBe(6);
});
