import { expect, test } from "vitest";
import { iphonexs } from "./catalog/iphonexs.ts";
import { pixel4 } from "./catalog/pixel4.ts";
import { coreSetProblem, defaultCores, formatCoreSet, parseCoreSet, takingPart } from "./core-set.ts";

test.each([
  ["large:1", { large: 1 }],
  ["large:1,medium:2", { large: 1, medium: 2 }],
  [" medium : 3 , small:4 ", { medium: 3, small: 4 }],
])("reads %j", (text, cores) => {
  expect(parseCoreSet(text)).toEqual(cores);
  expect(parseCoreSet(formatCoreSet(cores))).toEqual(cores);
});

test.each([
  "",
  "large",
  "large:",
  "large:-1",
  "large:1.5",
  "huge:1",
  "large:1,large:1",
  "large:1;small:1",
  "large:99999",
])("refuses %j", (text) => expect(parseCoreSet(text)).toBeUndefined());

test("writes the fastest cluster first and leaves idle ones out", () => {
  expect(formatCoreSet({ small: 2, large: 1, medium: 0 })).toBe("large:1,small:2");
});

test("a set must fit the device", () => {
  expect(coreSetProblem(pixel4, { large: 1, medium: 3, small: 4 })).toBeUndefined();
  expect(coreSetProblem(pixel4, { large: 2 })).toBe("Google Pixel 4 has 1 large cores, not 2.");
  expect(coreSetProblem(iphonexs, { medium: 1 })).toBe("Apple iPhone XS has 0 medium cores, not 1.");
  expect(coreSetProblem(pixel4, {})).toBe("No core takes part.");
  expect(coreSetProblem(pixel4, { large: 0.5 })).toBe("large: 0.5 is not a number of cores.");
  expect(takingPart(pixel4, { large: 2 })).toEqual([]);
});

test("a single-threaded run uses one core of the fastest cluster", () => {
  expect(defaultCores(pixel4)).toEqual({ large: 1 });
});
