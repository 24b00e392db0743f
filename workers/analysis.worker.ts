/** Opens files. A job takes all it needs as arguments, so killing this worker loses nothing but the job. */
import { expose } from "comlink";
import { outcomeOf } from "../src/base/problem.ts";
import { blobSource, browserReadOver } from "../src/base/source.ts";
import type { AnalyzeOptions } from "../src/engine/analysis.ts";
import { analyzeFile, type Stage } from "../src/engine/analyze.ts";

const api = {
  /** The file comes as a File, never as bytes: reading it here leaves the page free, and most of it is never read. */
  open: (file: File, options: AnalyzeOptions, onProgress: (stage: Stage, done: number) => void) =>
    outcomeOf(() => analyzeFile(blobSource(file.name, file, browserReadOver), options, { onProgress })),
};

export type AnalysisApi = typeof api;
expose(api);
