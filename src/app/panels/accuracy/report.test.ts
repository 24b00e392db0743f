import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { labelOf, readReport, stateAxesText } from "./report.ts";

const line = {
  source: "qed",
  split: "unseen networks",
  extent: "network",
  by: "device",
  value: "pixel4 tflite fp32",
  method: "nnls",
  rows: 10,
  cases: 9,
  within5: 0.5,
  within10: 0.8,
  mape: 0.07,
  rmspe: 0.1,
  spearman: 0.99,
  interval80: 0.81,
};
const json = {
  schema: "ridgepoint.evaluation/1",
  conventions: "Errors are relative. The state axes: clock is backed by RK3399. The rest is told.",
  methods: [{ id: "nnls", label: "least squares", note: "n", version: 1 }],
  sources: [{ id: "qed", origin: "o", note: "n", digest: "d" }],
  missing: [{ method: "gbt", source: "qed", split: "unseen networks", folds: 5 }],
  results: [line],
};

test("a line comes with all its figures; what it lacks is unknown, not nothing", () => {
  expect(readReport(json)?.lines).toEqual([{ ...line, samples: undefined }]);
  const { within5, mape, rmspe, spearman, interval80, rows, ...bare } = line;
  expect([within5, mape, rmspe, spearman, interval80, rows]).not.toContain(undefined);
  expect(readReport({ ...json, results: [bare] })?.lines[0]).toMatchObject({
    rows: 9,
    mape: undefined,
    spearman: undefined,
    interval80: undefined,
  });
  expect(readReport({ ...json, results: [{ ...line, samples: 0 }] })?.lines[0]?.samples).toBe(0);
});

test.each([
  ["no cases", { cases: undefined }],
  ["no share", { within10: null }],
  ["no method", { method: 3 }],
  ["no source", { source: "" }],
])("a line with %s is left out, the others stay", (_, change) => {
  expect(readReport({ ...json, results: [{ ...line, ...change }, line, 7, null] })?.lines).toHaveLength(1);
});

test.each([undefined, null, [], "text", {}, { schema: 1 }, { schema: "ridgepoint.device/1" }])(
  "%j is no report",
  (value) => {
    expect(readReport(value)).toBeUndefined();
  },
);

test("a report that lacks its lists is an empty one, and what is new in it does no harm", () => {
  expect(readReport({ schema: "ridgepoint.evaluation/2", novelty: 1 })).toEqual({
    conventions: "",
    methods: [],
    sources: [],
    missing: [],
    lines: [],
  });
});

test("the sentence on the state's axes is found in the conventions; without one, all of them are given", () => {
  expect(stateAxesText({ conventions: json.conventions })).toBe("The state axes: clock is backed by RK3399.");
  expect(stateAxesText({ conventions: "Nothing of it." })).toBe("Nothing of it.");
});

test("a method without a card is called by its id", () => {
  expect(labelOf({ methods: [] }, "x")).toBe("x");
});

test("the report of this site is read whole", () => {
  const text = readFileSync(new URL("../../../../public/predictors/evaluation.json", import.meta.url), "utf8");
  const value: unknown = JSON.parse(text);
  const report = readReport(value);
  expect(report?.lines).toHaveLength((value as { results: unknown[] }).results.length);
  expect(report?.methods.length).toBeGreaterThan(4);
  expect(stateAxesText(report ?? { conventions: "" })).toMatch(/state axes/i);
});
