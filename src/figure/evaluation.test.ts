import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { evaluationOf } from "./evaluation.ts";

const file = join(import.meta.dirname, "../../public/predictors/evaluation.json");

test("the committed report is read: lines over all rows, shares between 0 and 1, every source with its origin", () => {
  const report: unknown = JSON.parse(readFileSync(file, "utf8"));
  const evaluation = evaluationOf(report) ?? expect.fail("it is no report");
  expect(evaluation.lines.length).toBeGreaterThan(20);
  for (const { within10, cases, rows, source, method } of evaluation.lines) {
    expect(within10).toBeGreaterThanOrEqual(0);
    expect(within10).toBeLessThanOrEqual(1);
    expect(cases).toBeLessThanOrEqual(rows);
    expect(evaluation.origins.get(source)).toBeTruthy();
    expect(method).not.toBe("");
  }
});

test("anything else is none", () => {
  for (const json of [undefined, null, [], {}, { schema: "ridgepoint.analysis/1", results: [] }]) {
    expect(evaluationOf(json)).toBeUndefined();
  }
  const broken = { schema: "ridgepoint.evaluation/1", results: [{ by: "all", within10: "x" }, null, 3] };
  expect(evaluationOf(broken)?.lines).toEqual([]);
});
