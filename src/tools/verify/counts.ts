/** Test cases that passed and failed; skipped ones are in neither. */
export type Counts = { readonly passed: number; readonly failed: number };

export const none: Counts = { passed: 0, failed: 0 };

export const add = (a: Counts, b: Counts): Counts => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });

/** The last line of every check, read by scripts. */
export const summary = ({ passed, failed }: Counts): string => `${passed} passed, ${failed} failed`;

/** Counts in a report of Vitest's JSON reporter; undefined when it is not one. */
export function vitestCounts(report: unknown): Counts | undefined {
  const passed = numberAt(report, "numPassedTests");
  const failed = numberAt(report, "numFailedTests");
  const files = numberAt(report, "numFailedTestSuites");
  if (passed === undefined || failed === undefined) return undefined;
  // A file that cannot even be loaded holds no failed test case, but it is a failure.
  return { passed, failed: failed === 0 && (files ?? 0) > 0 ? 1 : failed };
}

/** Counts in a report of Playwright's JSON reporter; a flaky case has failed once and counts as failed. */
export function playwrightCounts(report: unknown): Counts | undefined {
  const stats = memberOf(report, "stats");
  const expected = numberAt(stats, "expected");
  const unexpected = numberAt(stats, "unexpected");
  const flaky = numberAt(stats, "flaky");
  if (expected === undefined || unexpected === undefined || flaky === undefined) return undefined;
  return { passed: expected, failed: unexpected + flaky };
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function numberAt(value: unknown, key: string): number | undefined {
  const member = memberOf(value, key);
  return typeof member === "number" ? member : undefined;
}
