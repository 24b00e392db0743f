import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../project.ts";

// In a process of its own: tfjs has its gradients in files that only a CommonJS loader takes.
test(
  "the concat head tells unseen networks within 10 %, and two phones apart by their hardware",
  { timeout: 120_000 },
  () => {
    const trial = join(projectRoot, "src/tools/baselines/concat-trial.ts");
    const found: unknown = JSON.parse(execFileSync(process.execPath, ["--import", "tsx", trial], { encoding: "utf8" }));
    expect(found).toEqual({
      error: expect.any(Number),
      withoutHardware: expect.any(Number),
      strangers: 24,
      // Another runtime, layers of a network, a GPU: no regression answers for these, and so it does not either.
      answered: 0,
    });
    const { error, withoutHardware } = found as { error: number; withoutHardware: number }; // oxlint-disable-line typescript/no-unsafe-type-assertion -- as was just expected
    expect(error).toBeLessThan(0.1);
    // One phone takes three times as long; taken for their mean, they are off by sqrt(3) - 1 and 1 - 1 / sqrt(3), 0.58 in the mean.
    expect(withoutHardware).toBeGreaterThan(1.5 * error);
    expect(withoutHardware).toBeLessThan(0.58);
  },
);
