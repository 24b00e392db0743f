/**
 * `npm test`: format, lint, types, unit tests, build, end-to-end tests. With `reference`, the checks against files beside
 * the repository. The last line is always `N passed, N failed`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "./project.ts";
import { type Counts, summary } from "./verify/counts.ts";
import { runScript, runSteps } from "./verify/run-steps.ts";
import { checks, referenceChecks } from "./verify/steps.ts";

process.chdir(projectRoot);
const folder = await mkdtemp(join(tmpdir(), "ridgepoint-verify-"));
const report = join(folder, "report.json");
const steps = process.argv[2] === "reference" ? referenceChecks(report) : checks(report);

let total: Counts;
try {
  total = await runSteps(steps, (step) => runScript(step, report), console.log);
} catch (error) {
  console.error(error);
  total = { passed: 0, failed: 1 };
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`\n${summary(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
