import { expect, test } from "vitest";
import { inputOf } from "../testing/gcn-weights.ts";
import { modelInput } from "./model-input.ts";
import { strangeModel } from "./model-limits.ts";

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
