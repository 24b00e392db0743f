import { expect, test } from "vitest";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { answerText } from "./budget.ts";
import { sizeGoals, sizeWords, withSize } from "./size-goals.ts";

const goalsOf = (text: string) => sizeGoals(analysisOf(text).model);

test("batch and sides that are open are offered, the sides together, from the largest to the smallest", () => {
  const goals = goalsOf(`
    x: float32[batch,3,H,W]
    const w: float32[8,3,3,3]
    y = Conv(x, w)
  `);
  expect(goals.map(({ id, label }) => [id, label])).toEqual([
    ["H,W", "Largest H = W"],
    ["batch", "Largest batch"],
  ]);
  expect(goals.map(({ settings }) => [settings[0], settings.at(-1)])).toEqual([
    [1024, 32],
    [256, 1],
  ]);
  expect(goals[0]?.settings.every((side) => side % 32 === 0)).toBe(true);
});

test("colours last: the sides are the second and third axis; a length of a sequence is searched one by one", () => {
  expect(goalsOf("x: float32[1,S,S,3]\n y = Relu(x)").map(({ id }) => id)).toEqual(["S"]);
  const [length] = goalsOf("x: float32[1,tokens,64]\n y = Relu(x)");
  expect(length?.id).toBe("tokens");
  expect(length?.settings.slice(0, 2)).toEqual([1024, 1023]);
});

test("nothing is offered where the file decides all sizes, nor for what only run time decides, nor twice", () => {
  expect(goalsOf("x: float32[1,3,8,8]\n y = Relu(x)")).toEqual([]);
  expect(goalsOf("x: float32[4,4]\n y = NonZero(x)")).toEqual([]);
  const twice = goalsOf("x: float32[n,4]\n z: float32[n,4]\n y = Add(x, z)");
  expect(twice.map(({ id }) => id)).toEqual(["n"]);
});

test("the answer names the size; setting it keeps the other sizes", () => {
  const goal = { id: "H,W", names: ["H", "W"], label: "", settings: [64, 32] };
  const at = { value: 320, latencySeconds: 0.0482 };
  const below = { value: 352, latencySeconds: 0.0535 };
  expect(answerText({ kind: "found", at, below, ordered: true }, sizeWords(goal), 0.05)).toBe(
    "H = W = 320 takes 48.2 ms; H = W = 352 takes 53.5 ms.",
  );
  expect(answerText({ kind: "found", at, below: undefined, ordered: true }, sizeWords(goal), 0.05)).toBe(
    "Even with H = W = 320 it takes only 48.2 ms.",
  );
  expect(withSize({ batch: 2, H: 8 }, goal, 320)).toEqual({ batch: 2, H: 320, W: 320 });
});
