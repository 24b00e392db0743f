/** From a file to its analysis, in the analysis worker. */
import { proxy } from "comlink";
import type { Outcome } from "../../base/problem.ts";
import type { NodeCost } from "../../cost/node-cost.ts";
import type { Analysis, AnalyzeOptions } from "../../engine/analysis.ts";
import type { Stage } from "../../engine/analyze.ts";
import type { Files } from "../../../workers/analysis.worker.ts";
import { analysisWorker } from "./workers.ts";

/** Nodes come in pieces, each a task of its own, between which the page answers. */
export async function readModel(
  signal: AbortSignal,
  files: Files,
  options: AnalyzeOptions,
  onProgress: (stage: Stage, done: number) => void = () => {},
): Promise<Outcome<Analysis>> {
  const nodes: NodeCost[] = [];
  const take = (piece: readonly NodeCost[]): void => void nodes.push(...piece);
  const { file, siblings } = files;
  const outcome = await analysisWorker.run(signal, (worker) =>
    worker.open({ file, siblings }, options, proxy(onProgress), proxy(take)),
  );
  return outcome.ok ? { ok: true, value: { ...outcome.value, nodes } } : outcome;
}
