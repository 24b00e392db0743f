/** The model that is open, the one that is being opened, and what went wrong with the last one. */
import { proxy } from "comlink";
import { explain } from "../../base/explain.ts";
import type { Analysis } from "../../engine/analysis.ts";
import type { Stage } from "../../engine/analyze.ts";
import { isAbort } from "../work/worker-client.ts";
import { analysisWorker, layoutWorker, predictWorker } from "../work/workers.ts";
import { whileBusy } from "./busy.ts";
import { fetchSample } from "./samples.ts";
import { fetchSurfaces } from "../panels/graph/surfaces.ts";
import { session } from "./session.ts";
import { createStore } from "./store.ts";

export interface OpenModel {
  readonly analysis: Analysis;
  /** Node id → position in `analysis.nodes`. */
  readonly positions: ReadonlyMap<string, number>;
  /** Tells one opening from the next: views begin anew with each. */
  readonly serial: number;
}

export interface Opening {
  readonly name: string;
  readonly stage: Stage | "fetch";
  /** 0 to 1. */
  readonly done: number;
}

export interface Trouble {
  /** The file it concerns. */
  readonly name: string;
  readonly text: string;
}

interface Document {
  readonly model: OpenModel | undefined;
  readonly opening: Opening | undefined;
  readonly trouble: Trouble | undefined;
}

export const documentStore = createStore<Document>({ model: undefined, opening: undefined, trouble: undefined });

let controller = new AbortController();
let serial = 0;

/** Stops what is being opened; the model before it stays. */
export function cancelOpening(): void {
  controller.abort();
  documentStore.patch({ opening: undefined });
}

export const dismissTrouble = (): void => documentStore.patch({ trouble: undefined });

/** Opens a file of the user. */
export const openFile = (file: File): Promise<void> => open(file.name, () => Promise.resolve(file), undefined);

/** Opens a sample by its name. */
export const openSample = (name: string): Promise<void> => open(name, (signal) => fetchSample(name, signal), name);

/** Back to the empty studio. */
export function closeModel(): void {
  cancelOpening();
  documentStore.set({ model: undefined, opening: undefined, trouble: undefined });
  session.patch({ model: undefined, file: undefined, node: undefined, search: "" });
}

async function open(
  name: string,
  getFile: (signal: AbortSignal) => Promise<File | string>,
  sample: string | undefined,
): Promise<void> {
  controller.abort();
  controller = new AbortController();
  const { signal } = controller;
  // They are needed as soon as the file is read; until then they start.
  layoutWorker.warm();
  predictWorker.tell((worker) => worker.warm());
  void fetchSurfaces();
  documentStore.patch({ opening: { name, stage: "fetch", done: 0 }, trouble: undefined });
  try {
    await whileBusy(openInto(name, getFile, sample, signal));
  } catch (error) {
    if (isAbort(error)) return;
    documentStore.patch({
      trouble: { name, text: `This should not happen, and is a fault of the studio: ${String(error)}` },
    });
    throw error;
  } finally {
    if (!signal.aborted) documentStore.patch({ opening: undefined });
  }
}

async function openInto(
  name: string,
  getFile: (signal: AbortSignal) => Promise<File | string>,
  sample: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const file = await getFile(signal);
  if (typeof file === "string") {
    documentStore.patch({ trouble: { name, text: file } });
    return;
  }
  const onProgress = (stage: Stage, done: number): void => {
    // Progress comes by a way of its own and may arrive after the result.
    const { opening } = documentStore.get();
    if (!signal.aborted && opening !== undefined) documentStore.patch({ opening: { name, stage, done } });
  };
  const outcome = await analysisWorker.run(signal, (worker) => worker.open(file, {}, proxy(onProgress)));
  if (signal.aborted) return;
  if (outcome.ok) show(outcome.value, sample);
  else documentStore.patch({ trouble: { name, text: explain(outcome.problem) } });
}

/** A link's selection survives the opening of its model, the selection of another model does not. */
function show(analysis: Analysis, sample: string | undefined): void {
  const positions = new Map(analysis.nodes.map((node, index) => [node.id, index]));
  const { node } = session.get();
  session.patch({
    model: sample,
    file: sample === undefined ? analysis.file.name : undefined,
    node: node !== undefined && positions.has(node) ? node : undefined,
  });
  serial += 1;
  documentStore.set({ model: { analysis, positions, serial }, opening: undefined, trouble: undefined });
}
