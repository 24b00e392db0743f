import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

const flops = (line: string, version = 21) => lastNode(`x: float32[2,5]\n y = ${line}`, version).flops;

test("FLOPs per element: sigmoid 1/(1 + exp(-x)) is 4, hard swish 5, gelu 5 or with tanh 9", () => {
  expect(flops("Relu(x)")).toBe(10);
  expect(flops("Sigmoid(x)")).toBe(40);
  expect(flops("HardSwish(x)")).toBe(50);
  expect(flops("Gelu(x)")).toBe(50);
  expect(flops('Gelu(x) approximate="tanh"')).toBe(90);
});

test("softmax: maximum, -, exp, sum, / for each element", () => {
  expect(lastNode("x: float32[2,5]\n y = Softmax(x) axis=-1")).toMatchObject({ output: "float32[2,5]", flops: 50 });
});

test("an axis outside the tensor is a problem", () => {
  expect(lastNode("x: float32[2,5]\n y = Softmax(x) axis=2").problems[0]).toMatch(
    "axis 2 lies outside a tensor of rank 2",
  );
});
