import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";
import { inferModel, modelOf } from "../testing/graph-text.ts";

test("shape and type are attributes", () => {
  expect(lastNode("y = RandomNormal() shape=[2,3]").output).toBe("float32[2,3]");
  expect(lastNode("x: float32[4]\n y = RandomUniformLike(x) dtype=11").output).toBe("float64[4]");
});

test("sample_size classes for each row, int32", () => {
  expect(lastNode("x: float32[N,10]\n y = Multinomial(x) sample_size=3").output).toBe("int32[N,3]");
});

test("Bernoulli keeps the input's type unless told", () => {
  expect(lastNode("x: float32[4]\n y = Bernoulli(x)").output).toBe("float32[4]");
});

test("random numbers are no constants, though they depend on no input", () => {
  const { graph } = inferModel(modelOf("y = RandomNormal() shape=[2,3]"));
  expect(graph.nodes[0]?.folded).toBe(false);
});
