import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { add, type Counts, none } from "./counts.ts";
import type { Step } from "./steps.ts";

export type StepResult = { readonly exitCode: number; readonly report: unknown };

/** Runs steps in order up to the first that fails, telling what it does; gives the test cases counted on the way. */
export async function runSteps(
  steps: readonly Step[],
  run: (step: Step) => Promise<StepResult>,
  print: (line: string) => void,
): Promise<Counts> {
  let total = none;
  for (const step of steps) {
    print(`\n== ${step.name}`);
    const started = performance.now();
    // Steps use the same cores and the same dist/, so they must not overlap.
    const result = await run(step);
    const counts = countsOf(step, result);
    total = add(total, counts);
    print(`== ${step.name}: ${outcome(step, counts)} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    if (counts.failed > 0) break;
  }
  return total;
}

function countsOf(step: Step, { exitCode, report }: StepResult): Counts {
  const counted = step.counts?.(report);
  // A command that failed is a failure even where it counts nothing, and so is one that should count and did not.
  const broken = exitCode !== 0 || (step.counts !== undefined && counted === undefined);
  const { passed, failed } = counted ?? none;
  return { passed, failed: broken ? Math.max(failed, 1) : failed };
}

function outcome(step: Step, { passed, failed }: Counts): string {
  const word = failed > 0 ? "FAILED" : "ok";
  return step.counts === undefined ? word : `${word}, ${passed} of ${passed + failed} test cases passed`;
}

/** Runs a step as `npm run`, its output going straight to ours, and reads the report it leaves. */
export async function runScript(step: Step, reportFile: string): Promise<StepResult> {
  await rm(reportFile, { force: true });
  const exitCode = await new Promise<number>((resolve, reject) => {
    spawn("npm", ["run", "--silent", step.script, "--", ...step.args], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...step.env },
      shell: process.platform === "win32",
    })
      .on("error", reject)
      .on("close", (code) => resolve(code ?? 1));
  });
  return { exitCode, report: await readReport(reportFile) };
}

async function readReport(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    // No report, or half of one: the step did not get that far, and counts as failed.
    return undefined;
  }
}
