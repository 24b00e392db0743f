import { expect, test } from "vitest";
import { add, playwrightCounts, summary, vitestCounts } from "./counts.ts";

test("Vitest's report gives its test cases", () => {
  expect(vitestCounts({ numPassedTests: 7, numFailedTests: 2, numFailedTestSuites: 1 })).toEqual({
    passed: 7,
    failed: 2,
  });
});

test("a test file that does not load is a failure although it holds no failed case", () => {
  expect(vitestCounts({ numPassedTests: 7, numFailedTests: 0, numFailedTestSuites: 1 })).toEqual({
    passed: 7,
    failed: 1,
  });
});

test("Playwright's report gives its test cases, flaky ones as failed", () => {
  expect(playwrightCounts({ stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 4 } })).toEqual({
    passed: 5,
    failed: 3,
  });
});

test("what is no report gives no counts", () => {
  for (const value of [undefined, null, "text", {}, { stats: {} }]) {
    expect([vitestCounts(value), playwrightCounts(value)]).toEqual([undefined, undefined]);
  }
});

test("the last line is what scripts look for", () => {
  expect(summary({ passed: 4, failed: 0 })).toBe("4 passed, 0 failed");
});

test("counts add up", () => {
  expect(add({ passed: 1, failed: 2 }, { passed: 10, failed: 20 })).toEqual({ passed: 11, failed: 22 });
});
