/** `--samples`: latencies of the user's own, which bend the predictors towards their device. */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { explain } from "../base/explain.ts";
import { outcomeOf } from "../base/problem.ts";
import { analyzeFile } from "../engine/analyze.ts";
import type { Measurement, Predictor, Target } from "../predict/predictor.ts";
import { withFile } from "./files.ts";
import { csvCells } from "./target.ts";
import { UsageError } from "./usage.ts";

interface Line {
  readonly file: string;
  readonly seconds: number;
}

/** Lines of a table with the columns `file` and `latency_seconds`; paths are relative to the table. @throws UsageError */
export function sampleLines(csv: string, folder: string): readonly Line[] {
  const [header = "", ...lines] = csv.split(/\r?\n/).filter((line) => line.trim() !== "");
  const columns = csvCells(header).map((name) => name.trim());
  const [file, latency] = [columns.indexOf("file"), columns.indexOf("latency_seconds")];
  if (file < 0 || latency < 0) throw new UsageError("--samples: the columns file and latency_seconds are needed");
  return lines.map((line) => {
    const cells = csvCells(line);
    const seconds = Number(cells[latency]);
    if (!(seconds > 0)) throw new UsageError(`--samples: "${cells[latency] ?? ""}" is no latency in seconds`);
    return { file: resolve(folder, (cells[file] ?? "").trim()), seconds };
  });
}

/** The predictors with what was measured on `target`. @throws UsageError where a line or a model cannot be read. */
export async function withSamples(
  predictors: readonly Predictor[],
  path: string,
  target: Target,
): Promise<readonly Predictor[]> {
  const lines = sampleLines(await tableText(path), dirname(resolve(path)));
  const measurements: Measurement[] = [];
  for (const { file, seconds } of lines) {
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
