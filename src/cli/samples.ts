/** `--samples`: latencies of the user's own, which bend the predictors towards their device. */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { explain } from "../base/explain.ts";
import { latencyLines } from "../base/latency-table.ts";
import { outcomeOf } from "../base/problem.ts";
import { analyzeFile } from "../engine/analyze.ts";
import type { Measurement, Predictor, Target } from "../predict/predictor.ts";
import { withFile } from "./files.ts";
import { UsageError } from "./usage.ts";

/** The predictors with what was measured on `target`. @throws UsageError where a line or a model cannot be read. */
export async function withSamples(
  predictors: readonly Predictor[],
  path: string,
  target: Target,
): Promise<readonly Predictor[]> {
  const lines = latencyLines(await tableText(path));
  if (!lines.ok) throw new UsageError(`--samples: ${lines.problem}`);
  const measurements: Measurement[] = [];
  for (const { file: name, seconds } of lines.value) {
    const file = resolve(dirname(path), name);
    // One model in memory at a time.
    // oxlint-disable-next-line no-await-in-loop
    const outcome = await outcomeOf(() => withFile(file, (source, siblings) => analyzeFile(source, {}, {}, siblings)));
    if (!outcome.ok) throw new UsageError(`--samples: ${file}: ${explain(outcome.problem)}`);
    measurements.push({ input: outcome.value, target, seconds });
  }
  return predictors.map((one) => one.withMeasurements?.(measurements) ?? one);
}

async function tableText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    throw new UsageError(`--samples: ${path} cannot be read`);
  }
}
