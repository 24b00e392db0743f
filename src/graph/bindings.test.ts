import { expect, test } from "vitest";
import { modelOf } from "../testing/graph-text.ts";
import { bindSizes } from "./bindings.ts";
import { graphOf } from "./from-onnx.ts";

const bound = (inputs: string, chosen: Record<string, number> = {}) => {
  const { values, assumed, unused } = bindSizes(graphOf(modelOf(inputs)).graph, chosen);
  return { values: Object.fromEntries(values), assumed: [...assumed.keys()], unused };
};

test("a batch-like size is 1, an open image side 224, an open sequence 128", () => {
  expect(bound("x: float32[batch_size,3,height,width]\n ids: int64[N,sequence]").values).toEqual({
    batch_size: 1,
    height: 224,
    width: 224,
    N: 1,
    sequence: 128,
  });
});

test("nameless sizes are called by input and axis", () => {
  expect(bound("x: float32[?,3,?,?]").values).toEqual({ "x.0": 1, "x.2": 224, "x.3": 224 });
});

test("what the caller sets is not assumed", () => {
  expect(bound("x: float32[N,3,H,H]", { H: 640 })).toEqual({ values: { H: 640, N: 1 }, assumed: ["N"], unused: [] });
});

test("sizes come in the order of the inputs, chosen or not", () => {
  expect(Object.keys(bound("x: float32[N,3,H,W]", { M: 2, W: 8 }).values)).toEqual(["N", "H", "W", "M"]);
});

test("a name no input has is reported", () => {
  expect(bound("x: float32[1,3,8,8]", { M: 2 }).unused).toEqual(["M"]);
});

test("the middle of a recurrent state [layers, batch, features] is a batch", () => {
  expect(bound("state: float32[2,?,128]").values).toEqual({ "state.1": 1 });
});
