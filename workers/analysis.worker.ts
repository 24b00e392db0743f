/** Opens files. A job takes all it needs as arguments, so killing this worker loses nothing but the job. */
import { expose } from "comlink";
import { outcomeOf } from "../src/base/problem.ts";
import { blobSource, browserReadOver } from "../src/base/source.ts";
import type { AnalyzeOptions } from "../src/engine/analysis.ts";
import { analyzeFile, type Stage } from "../src/engine/analyze.ts";

/** A model's file and those that came with it, by their path relative to its folder. */
export interface Files {
  readonly file: File;
  readonly siblings: ReadonlyMap<string, File>;
}

const sourceOf = (name: string, file: File) => blobSource(name, file, browserReadOver);

const api = {
  /** Files come as File, never as bytes: reading them here leaves the page free, and most of them is never read. */
  open: ({ file, siblings }: Files, options: AnalyzeOptions, onProgress: (stage: Stage, done: number) => void) =>
    outcomeOf(() =>
      analyzeFile(sourceOf(file.name, file), options, { onProgress }, (location) => {
        const sibling = siblings.get(location);
        return Promise.resolve(sibling && sourceOf(location, sibling));
      }),
    ),
};

export type AnalysisApi = typeof api;
expose(api);
