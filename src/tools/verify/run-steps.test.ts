import { expect, test } from "vitest";
import { runSteps, type StepResult } from "./run-steps.ts";
import { vitestCounts } from "./counts.ts";
import { checks, referenceChecks, type Step } from "./steps.ts";

const lint: Step = { name: "lint", script: "lint", args: [] };
const unit: Step = { name: "unit", script: "unit", args: [], counts: vitestCounts };
const report = (numPassedTests: number, numFailedTests: number) => ({ numPassedTests, numFailedTests });

async function runWith(results: readonly (readonly [Step, StepResult])[]) {
  const ran: string[] = [];
  const steps = results.map(([step]) => step);
  const run = (step: Step): Promise<StepResult> => {
    ran.push(step.name);
    return Promise.resolve(results.find(([one]) => one === step)?.[1] ?? { exitCode: 99, report: undefined });
  };
  return { counts: await runSteps(steps, run, () => {}), ran };
}

test("test cases are counted, other steps are not", async () => {
  const { counts } = await runWith([
    [lint, { exitCode: 0, report: undefined }],
    [unit, { exitCode: 0, report: report(9, 0) }],
  ]);
  expect(counts).toEqual({ passed: 9, failed: 0 });
});

test("a failing step that counts nothing is one failure, and ends the run", async () => {
  const { counts, ran } = await runWith([
    [lint, { exitCode: 1, report: undefined }],
    [unit, { exitCode: 0, report: report(9, 0) }],
  ]);
  expect(counts).toEqual({ passed: 0, failed: 1 });
  expect(ran).toEqual(["lint"]);
});

test("failed cases are counted once, not once more for the exit code", async () => {
  const { counts } = await runWith([[unit, { exitCode: 1, report: report(7, 2) }]]);
  expect(counts).toEqual({ passed: 7, failed: 2 });
});

test("a test command that fails after its cases passed, or leaves no report, has failed", async () => {
  const after = await runWith([[unit, { exitCode: 1, report: report(7, 0) }]]);
  const without = await runWith([[unit, { exitCode: 0, report: undefined }]]);
  expect([after.counts.failed, without.counts.failed]).toEqual([1, 1]);
});

test("every step is a script of package.json", async () => {
  const { scripts } = (await import("../../../package.json")).default;
  for (const { script } of [...checks("r.json"), ...referenceChecks("r.json")]) expect(scripts).toHaveProperty(script);
});
