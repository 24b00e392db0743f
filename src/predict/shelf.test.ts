import { expect, test } from "vitest";
import { inputOf, smallNetwork } from "../testing/gcn-weights.ts";
import { essenceOf } from "./essence.ts";
import { noTotal, type Prediction, type PredictorInput } from "./predictor.ts";
import { createShelf } from "./shelf.ts";

const prediction: Prediction = { ...noTotal, coverage: 1, warnings: [], nodes: [] };
const input = inputOf(smallNetwork);

/** A shelf, and what was made ready on it. */
function shelfWith() {
  const made: (readonly [predictor: string, nodes: number])[] = [];
  const shelf = createShelf((predictor: string, { nodes }: PredictorInput) => {
    made.push([predictor, nodes.length]);
    return Promise.resolve({ predict: () => prediction, total: () => noTotal });
  });
  return { shelf, made };
}

test("a model comes in pieces and is made ready once for each predictor, until predictors are others", async () => {
  const { shelf, made } = shelfWith();
  shelf.load({ nodes: input.nodes.slice(0, 3), edges: input.edges }, "open");
  shelf.extend(input.nodes.slice(3), "open");
  expect(await shelf.ready("open", "gcn")).toBe(await shelf.ready("open", "gcn"));
  await shelf.ready("open", "roofline");
  const all = input.nodes.length;
  expect(made).toEqual([
    ["gcn", all],
    ["roofline", all],
  ]);
  shelf.unprepare();
  await shelf.ready("open", "gcn");
  expect(made.at(-1)).toEqual(["gcn", all]);
  expect(made).toHaveLength(3);
});

test("slots do not know each other, and a forgotten one is empty", async () => {
  const { shelf, made } = shelfWith();
  shelf.load(input, "a");
  shelf.load({ nodes: [], edges: [] }, "b");
  expect(shelf.essence("a")).toEqual(essenceOf(input));
  expect(shelf.essence("b").nodes).toEqual([]);
  shelf.forget("a");
  expect(shelf.essence("a").nodes).toEqual([]);
  await shelf.ready("a", "gcn");
  expect(made).toEqual([["gcn", 0]]);
});
