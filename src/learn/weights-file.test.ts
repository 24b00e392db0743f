import { expect, test } from "vitest";
import { terms } from "../predict/conv-regression.ts";
import { nodeColumns } from "../predict/features.ts";
import { randomWeights } from "../testing/gcn-weights.ts";
import { configurationOf } from "./weights.ts";
import { parseWeights, WeightsError, weightsText } from "./weights-file.ts";

const program = { terms, nodeColumns };
const text = weightsText(randomWeights());

test("what is written is read back, to the last bit", () => {
  expect(parseWeights(text, program)).toEqual(randomWeights());
});

test("another version is refused", () => {
  const newer = text.replace('"version":2', '"version":3');
  expect(() => parseWeights(newer, program)).toThrow("Weights are of version 3; this program reads version 2.");
});

test("terms that were added since are no flaw: older weights have nothing for them", () => {
  expect(parseWeights(text, { ...program, terms: [...terms, "dense.new"] }).terms).toEqual(terms);
  expect(() => parseWeights(text, { ...program, terms: ["dense.new", ...terms] })).toThrow("train anew");
});

test("columns that the program does not compute are refused", () => {
  expect(() => parseWeights(text, { ...program, nodeColumns: [...nodeColumns, "colour"] })).toThrow("train anew");
});

test.each([
  ["a layer cut short", text.replace('"inputs":8', '"inputs":9')],
  ["a missing part", text.replace('"pooled"', '"pulled"')],
  ["a text for a number", text.replace('"strength":1', '"strength":"1"')],
])("%s is refused", (_, broken) => {
  expect(() => parseWeights(broken, program)).toThrow(WeightsError);
});

test("a configuration is found by device and cores", () => {
  const [group] = randomWeights().groups;
  expect(configurationOf(group!, "pixel4", { small: 2, large: 0 })?.spread).toBe(0.1);
  expect(configurationOf(group!, "pixel4", { small: 3 })).toBeUndefined();
});
