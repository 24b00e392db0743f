/** Opens files. A job takes all it needs as arguments, so killing this worker loses nothing but the job. */
import { expose } from "comlink";
import { handOver } from "../src/base/pieces.ts";
import { outcomeOf } from "../src/base/problem.ts";
import { blobSource, browserReadOver } from "../src/base/source.ts";
import type { NodeCost } from "../src/cost/node-cost.ts";
import type { AnalyzeOptions } from "../src/engine/analysis.ts";
import { analyzeFile, type Stage } from "../src/engine/analyze.ts";

/** A model's file and those that came with it, by their path relative to its folder. */
export interface Files {
  readonly file: File;
  readonly siblings: ReadonlyMap<string, File>;
}

const sourceOf = (name: string, file: File) => blobSource(name, file, browserReadOver);

const api = {
  /** Files come as File, never as bytes: reading them here leaves the page free. Nodes go by `onNodes` and not in the answer. */
  open: (
    { file, siblings }: Files,
    options: AnalyzeOptions,
    onProgress: (stage: Stage, done: number) => void,
    onNodes: (piece: readonly NodeCost[]) => unknown,
  ) =>
    outcomeOf(async () => {
      const analysis = await analyzeFile(sourceOf(file.name, file), options, { onProgress }, async (location) => {
        const sibling = siblings.get(location);
        return sibling && sourceOf(location, sibling);
      });
      await handOver(analysis.nodes, onNodes);
      return { ...analysis, nodes: [] };
    }),
};

export type AnalysisApi = typeof api;
expose(api);
