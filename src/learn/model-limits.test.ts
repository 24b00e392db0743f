import { expect, test } from "vitest";
import { inputOf } from "../testing/gcn-weights.ts";
import { modelInput } from "./model-input.ts";
import { modelWarnings, strangeModel } from "./model-limits.ts";

const strangeness = (op: string): string | undefined =>
  strangeModel(
    { operators: ["Conv", "Relu"] },
    modelInput(
      inputOf(`
        x: float32[1,8,32,32]
        const w: float32[8,8,1,1]
        a = Conv(x, w)
        y = ${op}(a)
      `),
    ),
  );

test("an activation of at most two operations an element is no stranger where Relu was seen; a heavier one is", () => {
  expect(strangeness("Relu")).toBeUndefined();
  expect(strangeness("LeakyRelu")).toBeUndefined();
  expect(strangeness("Sigmoid")).toContain("Sigmoid");
});

const warningsOf = (operators: readonly string[], nodes: string): readonly string[] =>
  modelWarnings(
    { operators, macs: [0, Infinity] },
    modelInput(
      inputOf(`
        x: float32[1,8,32,32]
        const w: float32[8,8,1,1]
        const square: float32[8,8]
        a = Conv(x, w)
        ${nodes}
      `),
    ),
  );

test.each([
  [["Conv", "Add", "Clip", "Mul", "Div"], "y = HardSwish(a)"],
  [["Conv", "Add", "Clip", "Div"], "y = HardSigmoid(a)"],
  [["Conv", "GlobalAveragePool"], "y = ReduceMean(a) axes=[2,3]"],
  [["Conv", "Add"], "y = Sum(a, x)"],
  [
    ["Conv", "GlobalAveragePool", "Gemm"],
    "p = GlobalAveragePool(a)\n        f = Flatten(p)\n        y = MatMul(f, square)",
  ],
])("of %j another spelling is no news: %s", (operators, nodes) => {
  expect(warningsOf(operators, nodes)).toEqual([]);
  expect(warningsOf(operators.slice(0, -1), nodes)).toEqual([expect.stringMatching(/^No network of the training had/)]);
});

test("a mean over channels is no global pooling", () => {
  expect(warningsOf(["Conv", "GlobalAveragePool"], "y = ReduceMean(a) axes=[1]")).toHaveLength(1);
});

test("a size outside of the training is told in units that read well", () => {
  const model = modelInput(inputOf("x: float32[1,64,56,56]\nconst w: float32[64,64,3,3]\ny = Conv(x, w)"));
  const [warning] = modelWarnings({ operators: ["Conv"], macs: [2e9, 3e9] }, model);
  expect(warning).toBe("107 MMAC are outside of what was trained on (2.00 GMAC to 3.00 GMAC).");
});
