import { expect, test } from "vitest";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { askedSizes, isShownAsSize, namedSizes, symbolsText } from "./sizes.ts";

const model = (dims: Readonly<Record<string, number>> = {}) =>
  analysisOf("x: float32[batch,5]\n found = NonZero(x)\n y = Cast(found) to=1", { dims }).model;

test("a size of an input says why it has its value, or that it was chosen", () => {
  expect(namedSizes(model(), {})).toEqual([
    { name: "batch", label: "batch", size: 1, chosen: false, reason: "assumed: batch of one", suggestion: undefined },
  ]);
  expect(namedSizes(model({ batch: 4 }), { batch: 4 })).toMatchObject([{ size: 4, chosen: true, reason: "chosen" }]);
});

test("a size that run time decides is open, and its bound is offered: 1 · 5 elements", () => {
  expect(askedSizes(model(), {})).toEqual([
    {
      name: "NonZero_0#0",
      label: "How many elements does NonZero_0 find that are not zero?",
      size: undefined,
      chosen: false,
      reason: "depends on the values of input x; 2 nodes wait for it",
      suggestion: 5,
    },
  ]);
});

test("once answered it is the user's assumption and stays among the questions; too much is told", () => {
  const chosen = { "NonZero_0#0": 9 };
  expect(namedSizes(model(chosen), chosen).map(({ name }) => name)).toEqual(["batch"]);
  expect(askedSizes(model(chosen), chosen)).toMatchObject([
    {
      size: 9,
      chosen: true,
      reason: "assumed by you; run time decides: the values of input x, which allow at most 5",
      suggestion: undefined,
    },
  ]);
});

test("what the fields say is not among the notes; a name that asks nothing is", () => {
  const { model: described, problems } = analysisOf("x: float32[batch,5]\n y = NonZero(x)", { dims: { M: 2 } });
  expect(problems.filter((problem) => !isShownAsSize(problem, described))).toEqual([
    { code: "assumed-dim", detail: "M was set, but the model has no open size of that name" },
  ]);
});

test("a shape is shown by its names where it has some", () => {
  const { inputs, outputs } = analysisOf("x: float32[batch,3]\n s: float32[2,3]\n y = NonZero(x)").model;
  expect(inputs.map(symbolsText)).toEqual(["batch × 3", undefined]);
  expect(outputs.map(symbolsText)).toEqual(["2 × NonZero_0#0"]);
});
