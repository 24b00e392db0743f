/** The models beside the open one, and the baseline where its sizes are others: read one after the other in the worker. */
import { explain } from "../../base/explain.ts";
import type { Analysis } from "../../engine/analysis.ts";
import type { Stage } from "../../engine/analyze.ts";
import { isAbort } from "../work/worker-client.ts";
import { fusionFor, rulesOf } from "../panels/fusion.ts";
import { readModel } from "../work/read-model.ts";
import { baselineSlot, isWanted, type OwnFile, sameSizes, sampleSlot, type Wanted, wantedFor } from "./beside.ts";
import { nextTask, whileBusy } from "./busy.ts";
import { documentStore, openFiles, type Opening, openSample, type Origin, type Trouble } from "./document.ts";
import { chooseModel, type Dropped } from "./dropped.ts";
import { unload } from "./prediction.ts";
import { fetchNamed } from "./samples.ts";
import { mostCompared, session, type Session, unpin } from "./session.ts";
import { createStore } from "./store.ts";
import { widthOf } from "./width.ts";

/** A model that was read for the comparison. */
export interface Beside {
  readonly slot: string;
  readonly origin: Origin;
  readonly sizes: Session["sizes"];
  readonly analysis: Analysis;
}

interface Comparison {
  /** The user's own files; samples are in the session. */
  readonly files: readonly OwnFile[];
  /** What was read, by slot. */
  readonly read: ReadonlyMap<string, Beside>;
  readonly opening: Opening | undefined;
  readonly trouble: Trouble | undefined;
}

const empty: Comparison = { files: [], read: new Map(), opening: undefined, trouble: undefined };

export const comparison = createStore<Comparison>(empty);

const wantedNow = (): readonly Wanted[] => wantedFor(session.get(), documentStore.get().model, comparison.get().files);

/** What stands beside the open model, read or about to be: samples, then files. */
const countBeside = (): number => session.get().compared.length + comparison.get().files.length;

const full = `No more than ${mostCompared} models fit beside the open one. Take one away first.`;

/** Compares a sample with the open model; without one it is opened. */
export function compareSample(name: string): void {
  const { compared } = session.get();
  if (documentStore.get().model === undefined) void openSample(name);
  else if (compared.includes(name)) session.patch({ view: "compare" });
  else if (countBeside() >= mostCompared) refuse(name, full);
  else {
    comparison.patch({ trouble: undefined });
    session.patch({ compared: [...compared, name], view: "compare" });
  }
}

let serial = 0;

/** Compares the model among the user's files with the open one; without one it is opened. */
export function compareFiles(dropped: readonly Dropped[]): void {
  const choice = chooseModel(dropped);
  if (choice === undefined) return;
  if (documentStore.get().model === undefined) {
    void openFiles(dropped);
    return;
  }
  const { model, siblings, others } = choice;
  session.patch({ view: "compare" });
  if (countBeside() >= mostCompared) {
    refuse(model.file.name, full);
    return;
  }
  serial += 1;
  const origin: Origin = { file: model.file, siblings, sample: undefined, dropped, others };
  const { files } = comparison.get();
  comparison.patch({ files: [...files, { slot: `file ${serial}`, origin }], trouble: undefined });
  look();
}

const refuse = (name: string, text: string): void => {
  session.patch({ view: "compare" });
  comparison.patch({ trouble: { name, text } });
};

export const dismissTrouble = (): void => comparison.patch({ trouble: undefined });

/** Takes a model out of the comparison; the baseline is no longer pinned then. */
export function takeAway(slot: string): void {
  if (slot === baselineSlot) unpin();
  else {
    const { files } = comparison.get();
    comparison.patch({ files: files.filter((file) => file.slot !== slot) });
    const { compared } = session.get();
    session.patch({ compared: compared.filter((name) => sampleSlot(name) !== slot) });
    look();
  }
}

interface Reading {
  readonly wanted: Wanted;
  readonly controller: AbortController;
}

let reading: Reading | undefined;

/** Stops what is being read, and takes it out of the comparison. */
export function cancelReading(): void {
  if (reading !== undefined) takeAway(reading.wanted.slot);
}

/** Brings what was read in line with what is wanted. */
function look(): void {
  const { model } = documentStore.get();
  const { files } = comparison.get();
  if (model === undefined && files.length > 0) comparison.patch({ files: [] });
  rememberBaseline();
  const wanted = wantedNow();
  forget(wanted);
  const now = reading;
  if (now === undefined) void readAll();
  else if (!wanted.some((one) => isSame(one, now.wanted))) now.controller.abort();
}

const isSame = (a: Wanted, b: Wanted): boolean =>
  a.slot === b.slot && a.origin === b.origin && sameSizes(a.sizes, b.sizes) && a.width === b.width;

/** While the open model has the sizes of the baseline, its analysis is the baseline's; later it would have to be made again. */
function rememberBaseline(): void {
  const { baseline } = session.get();
  const { model } = documentStore.get();
  if (baseline === undefined || model === undefined || !sameSizes(baseline.sizes, model.sizes)) return;
  if (widthOf(model.analysis) !== baseline.width) return;
  const { read } = comparison.get();
  const { origin, sizes, analysis } = model;
  if (read.get(baselineSlot)?.analysis === analysis) return;
  comparison.patch({ read: new Map(read).set(baselineSlot, { slot: baselineSlot, origin, sizes, analysis }) });
}

/** Lets go of what nobody wants any more. */
function forget(wanted: readonly Wanted[]): void {
  const { read } = comparison.get();
  const isPinned = session.get().baseline !== undefined && documentStore.get().model !== undefined;
  const kept = [...read].filter(
    ([slot]) => wanted.some((one) => one.slot === slot) || (slot === baselineSlot && isPinned),
  );
  if (kept.length === read.size) return;
  for (const slot of read.keys()) if (!kept.some(([one]) => one === slot)) unload(slot);
  comparison.patch({ read: new Map(kept) });
}

async function readAll(): Promise<void> {
  for (;;) {
    const { read } = comparison.get();
    const wanted = wantedNow().find((one) => !isWanted(read.get(one.slot), one));
    if (wanted === undefined) break;
    const controller = new AbortController();
    reading = { wanted, controller };
    comparison.patch({ opening: { name: wanted.name, stage: "fetch", done: 0 } });
    try {
      // One after the other: the worker does one job at a time, and progress is told of one.
      // oxlint-disable-next-line no-await-in-loop
      await whileBusy(readOne(wanted, controller.signal));
    } catch (error) {
      // Cancelled: nobody wants it any more.
      if (!isAbort(error)) {
        takeAway(wanted.slot);
        throw error;
      }
    } finally {
      reading = undefined;
      comparison.patch({ opening: undefined });
    }
  }
}

async function readOne({ slot, name, origin: known, sizes, width = 1 }: Wanted, signal: AbortSignal): Promise<void> {
  const origin = known ?? comparison.get().read.get(slot)?.origin ?? (await fetched(name, signal));
  if (signal.aborted) return;
  if (typeof origin === "string") return fail(slot, name, origin);
  const onProgress = (stage: Stage, done: number): void => {
    // Progress comes by a way of its own and may arrive after the result.
    if (!signal.aborted && reading?.wanted.slot === slot) comparison.patch({ opening: { name, stage, done } });
  };
  const { file, siblings } = origin;
  const outcome = await readModel(signal, { file, siblings }, { dims: sizes, width }, onProgress);
  await nextTask();
  if (signal.aborted) return;
  if (!outcome.ok) return fail(slot, file.name, explain(outcome.problem));
  // Receiving a large analysis, finding the kernels that its column counts, and drawing it are a task each.
  fusionFor(outcome.value, rulesOf(session.get()));
  await nextTask();
  const { read } = comparison.get();
  comparison.patch({ read: new Map(read).set(slot, { slot, origin, sizes, analysis: outcome.value }) });
}

async function fetched(name: string, signal: AbortSignal): Promise<Origin | string> {
  const file = await fetchNamed(name, signal);
  return typeof file === "string" ? file : { file, siblings: new Map(), sample: name, dropped: [], others: [] };
}

/** What cannot be read leaves the comparison; all else stays as it was. */
function fail(slot: string, name: string, text: string): void {
  comparison.patch({ trouble: { name, text } });
  takeAway(slot);
}

/** Follows session and open model from now on. */
export function followComparison(): void {
  session.subscribe(look);
  documentStore.subscribe(look);
  look();
}
