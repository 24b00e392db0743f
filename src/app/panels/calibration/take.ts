/** From what a person measured to what is kept: the model analysed, and of it what predictors read. */
import { explain } from "../../../base/explain.ts";
import type { LatencyLine } from "../../../base/latency-table.ts";
import type { Seconds } from "../../../base/units.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import { keepLatency } from "../../state/own-latencies.ts";
import { documentStore, type Origin } from "../../state/document.ts";
import { nameOf } from "../../state/dropped.ts";
import type { OwnLatency } from "../../state/latency-list.ts";
import { targetFields } from "../../state/latency-target.ts";
import { askOf, ensureLoaded, openSlot, unload } from "../../state/prediction.ts";
import { recentFileOf, recentStore } from "../../state/recent.ts";
import { fetchNamed, listSamples } from "../../state/samples.ts";
import { session } from "../../state/session.ts";
import { readModel } from "../../work/read-model.ts";
import { predictWorker } from "../../work/workers.ts";
import { modelText } from "./rows.ts";

/** Of models that are read for their latency only. */
const slot = "measured";

let entered = 0;

async function keep(analysis: Analysis, place: string, measured: Pick<OwnLatency, "model" | "seconds">) {
  await ensureLoaded(analysis, place);
  const input = await predictWorker.run(undefined, (worker) => worker.essence(place));
  entered += 1;
  const id = `${Date.now()}-${entered}`;
  await keepLatency({ id, ...measured, ...targetFields(askOf(session.get())), input });
}

/** Takes a latency of the open model, at its sizes and width, on the chosen target. */
export async function takeOpen(seconds: Seconds): Promise<void> {
  const { model } = documentStore.get();
  if (model === undefined) return;
  await keep(model.analysis, openSlot, { model: modelText(model), seconds });
}

export interface Taken {
  readonly added: number;
  /** Models that are neither open nor known here. */
  readonly missing: readonly LatencyLine[];
  /** Models that are here and cannot be analysed, with the reason. */
  readonly faults: readonly string[];
}

/** Takes the lines of a table on the chosen target; models are looked for among `files` first. */
export async function takeLines(
  lines: readonly LatencyLine[],
  files: readonly File[],
  signal: AbortSignal,
): Promise<Taken> {
  const missing: LatencyLine[] = [];
  const faults: string[] = [];
  let added = 0;
  for (const line of lines) {
    if (signal.aborted) break;
    // One model in memory at a time.
    // oxlint-disable-next-line no-await-in-loop
    const source = await originOf(line, files, signal);
    if (source === undefined) {
      missing.push(line);
      continue;
    }
    // oxlint-disable-next-line no-await-in-loop
    const outcome = await readModel(signal, source, {});
    if (!outcome.ok) {
      faults.push(`${line.file}: ${explain(outcome.problem)}`);
      continue;
    }
    // oxlint-disable-next-line no-await-in-loop
    await keep(outcome.value, slot, { model: source.file.name, seconds: line.seconds });
    unload(slot);
    added += 1;
  }
  return { added, missing, faults };
}

type Source = Pick<Origin, "file" | "siblings">;

/** A model by its name: of the files at hand, the open one, a sample, or a remembered file; undefined where there is none. */
async function originOf(
  { file: path }: LatencyLine,
  files: readonly File[],
  signal: AbortSignal,
): Promise<Source | undefined> {
  const name = nameOf(path.replaceAll("\\", "/"));
  const own = files.find((file) => file.name === name);
  if (own !== undefined) return { file: own, siblings: new Map(files.map((file) => [file.name, file])) };
  const { model } = documentStore.get();
  if (model?.origin.file.name === name) return model.origin;
  const sample = (await listSamples()).find((one) => one.file === name);
  const fetched = sample === undefined ? undefined : await fetchNamed(sample.name, signal);
  if (fetched instanceof File) return { file: fetched, siblings: new Map() };
  const mark = recentStore.get().files.find((one) => one.name === name);
  const remembered = mark === undefined ? undefined : await recentFileOf({ ...mark, sha256: undefined });
  return remembered === undefined ? undefined : { file: remembered, siblings: new Map() };
}
