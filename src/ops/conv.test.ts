import { expect, test } from "vitest";
import { factsOf, factText, inferModel, modelOf } from "../testing/graph-text.ts";

const shapeAfter = (line: string, x = "1,3,224,224", w = "64,3,7,7"): string =>
  factText(factsOf(`x: float32[${x}]\n const w: float32[${w}]\n ${line}`).get("y"));

test("ResNet stem: floor((224 + 6 - 7) / 2) + 1 = 112", () => {
  expect(shapeAfter("y = Conv(x, w) strides=[2,2] pads=[3,3,3,3]")).toBe("float32[1,64,112,112]");
});

test("ResNet stem: 64·112·112 · 3·7·7 multiply-accumulates", () => {
  const { graph } = inferModel(
    modelOf("x: float32[1,3,224,224]\n const w: float32[64,3,7,7]\n y = Conv(x, w) strides=[2,2] pads=[3,3,3,3]"),
  );
  const [stem] = graph.nodes;
  expect(stem?.op?.macs?.(stem.work)).toBe(64 * 112 * 112 * 3 * 7 * 7);
});

test("SAME_UPPER with stride divides, rounding up: ceil(225 / 2) = 113", () => {
  expect(shapeAfter('y = Conv(x, w) strides=[2,2] auto_pad="SAME_UPPER"', "1,3,225,225")).toBe("float32[1,64,113,113]");
});

test("dilation 2 makes a 3x3 kernel span 5: 32 - 5 + 1 = 28", () => {
  expect(shapeAfter("y = Conv(x, w) dilations=[2,2]", "1,3,32,32", "8,3,3,3")).toBe("float32[1,8,28,28]");
});

test("a symbolic height stays an expression: (H - 7) + 1", () => {
  expect(shapeAfter("y = Conv(x, w)", "N,3,H,224")).toBe("float32[N,64,H - 6,218]");
});

test("channels that do not fit the weights are a problem, and the output is unknown", () => {
  const inferred = inferModel(modelOf("x: float32[1,4,8,8]\n const w: float32[8,3,3,3]\n y = Conv(x, w)"));
  expect(inferred.problems).toMatchObject([{ code: "bad-node", node: "Conv_0" }]);
  expect(factText(inferred.graph.facts.get("y"))).toBe("?");
});

test("transposed convolution: (16 - 1)·2 + 3 + 1 - 2 = 32", () => {
  expect(
    shapeAfter("y = ConvTranspose(x, w) strides=[2,2] pads=[1,1,1,1] output_padding=[1,1]", "1,8,16,16", "8,4,3,3"),
  ).toBe("float32[1,4,32,32]");
});

test("an unknown operator is unknown, not free, and does not stop the rest", () => {
  const inferred = inferModel(
    modelOf("x: float32[1,3,8,8]\n const w: float32[8,3,3,3]\n a = Mystery(x)\n y = Conv(x, w)"),
  );
  expect(inferred.problems).toMatchObject([{ code: "unknown-operator", node: "Mystery_0" }]);
  expect(factText(inferred.graph.facts.get("y"))).toBe("float32[1,8,6,6]");
});
