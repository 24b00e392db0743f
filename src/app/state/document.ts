/** The model that is open, the one that is being opened, and what went wrong with the last one. */
import { explain } from "../../base/explain.ts";
import type { Analysis } from "../../engine/analysis.ts";
import type { Stage } from "../../engine/analyze.ts";
import type { Files } from "../../../workers/analysis.worker.ts";
import { isAbort } from "../work/worker-client.ts";
import { readModel } from "../work/read-model.ts";
import { layoutWorker, predictWorker } from "../work/workers.ts";
import { nextTask, whileBusy } from "./busy.ts";
import { chooseModel, completing, type Dropped } from "./dropped.ts";
import { fetchNamed } from "./samples.ts";
import { warmPlotly } from "../charts/plotly.ts";
import { fetchSurfaces } from "../panels/graph/surfaces.ts";
import { session } from "./session.ts";
import { createStore } from "./store.ts";
import { widthOf } from "./width.ts";

/** What a model is read from; kept, so that it can be read again with other sizes or more files. */
export interface Origin extends Files {
  /** Name of the sample, or address on this site; undefined for a file of the user. */
  readonly sample: string | undefined;
  /** All that came together, and the other models among it. */
  readonly dropped: readonly Dropped[];
  readonly others: readonly string[];
}

export interface OpenModel {
  readonly analysis: Analysis;
  readonly origin: Origin;
  /** The user's sizes it was analysed with. */
  readonly sizes: Readonly<Record<string, number>>;
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
  /** What is to be said of the files of the open model has not been dismissed. */
  readonly tellFiles: boolean;
}

const empty: Document = { model: undefined, opening: undefined, trouble: undefined, tellFiles: false };

export const documentStore = createStore<Document>(empty);

let controller = new AbortController();
let serial = 0;

/** Stops what is being opened; the model before it stays, with the sizes it was analysed with. */
export function cancelOpening(): void {
  controller.abort();
  const { model } = documentStore.get();
  if (model !== undefined) takeBack(model);
  documentStore.patch({ opening: undefined });
}

export const dismissTrouble = (): void => documentStore.patch({ trouble: undefined });
export const dismissFiles = (): void => documentStore.patch({ tellFiles: false });

/**
 * Opens the model among the user's files (`path`: the one asked for), with what lies beside it. Files that the open model
 * was waiting for complete it instead.
 */
export async function openFiles(dropped: readonly Dropped[], path?: string): Promise<void> {
  const { model: open } = documentStore.get();
  const locations = open?.analysis.external.map((file) => file.location) ?? [];
  const added = completing(dropped, locations);
  if (open !== undefined && added.size > 0) {
    const { origin } = open;
    return load({ ...origin, siblings: new Map([...origin.siblings, ...added]) });
  }
  const choice = chooseModel(dropped, path);
  if (choice === undefined) return;
  const { model, siblings, others } = choice;
  await load({ file: model.file, siblings, sample: undefined, dropped, others });
}

/** Opens another one of the models that came together. */
export const openOther = (origin: Origin, path: string): Promise<void> => openFiles(origin.dropped, path);

/** Opens a sample by its name, or a model of this site by its address. */
export const openSample = (name: string): Promise<void> =>
  open(name, async (signal) => {
    const file = await fetchNamed(name, signal);
    return typeof file === "string" ? file : originOf(file, name);
  });

const originOf = (file: File, sample: string): Origin => ({
  file,
  siblings: new Map(),
  sample,
  dropped: [],
  others: [],
});

const load = (origin: Origin): Promise<void> => open(origin.file.name, () => Promise.resolve(origin));

/** Gives a size of the open model a value, or with undefined its assumption back, and analyses the model again. */
export function chooseSize(name: string, size: number | undefined): void {
  const others = Object.entries(session.get().sizes).filter(([key]) => key !== name);
  analyseAgain(Object.fromEntries(size === undefined ? others : [...others, [name, size]]));
}

/** Gives all sizes their assumptions back. */
export const resetSizes = (): void => analyseAgain({});

function analyseAgain(sizes: Readonly<Record<string, number>>): void {
  const { model } = documentStore.get();
  if (model === undefined) return;
  session.patch({ sizes });
  void load(model.origin);
}

/** Gives the convolutions of the open model another width and analyses it again; 1 is its own. */
export function chooseWidth(width: number): void {
  const { model } = documentStore.get();
  if (model === undefined || session.get().width === width) return;
  session.patch({ width });
  void load(model.origin);
}

/** After a step in the history: the address may tell other sizes, or another width, for the same model. */
export function analyseIfOtherSizes(): void {
  const { model } = documentStore.get();
  const { sizes, width } = session.get();
  if (model === undefined) return;
  const isOther = JSON.stringify(model.sizes) !== JSON.stringify(sizes) || widthOf(model.analysis) !== width;
  if (isOther) analyseAgain(sizes);
}

/** Back to the empty studio. */
export function closeModel(): void {
  cancelOpening();
  documentStore.set(empty);
  const none = { model: undefined, file: undefined, node: undefined };
  session.patch({
    ...none,
    sizes: {},
    width: 1,
    algorithms: {},
    toggled: [],
    search: "",
    baseline: undefined,
    compared: [],
  });
}

/** The same for choices that are kept: they belong to another model, which is still to come. */
export function leaveModel(): void {
  controller.abort();
  documentStore.set(empty);
}

async function open(name: string, getOrigin: (signal: AbortSignal) => Promise<Origin | string>): Promise<void> {
  controller.abort();
  controller = new AbortController();
  const { signal } = controller;
  // They are needed as soon as the file is read; until then they start.
  layoutWorker.warm();
  predictWorker.tell((worker) => worker.warm());
  void fetchSurfaces();
  void warmPlotly();
  documentStore.patch({ opening: { name, stage: "fetch", done: 0 }, trouble: undefined });
  try {
    await whileBusy(openInto(name, getOrigin, signal));
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

type Preparation = (analysis: Analysis) => Promise<void>;
const preparations = new Set<Preparation>();

/** Calls `prepare` with each analysis of a model before it is shown. */
export const beforeShown = (prepare: Preparation): unknown => preparations.add(prepare);

async function openInto(
  name: string,
  getOrigin: (signal: AbortSignal) => Promise<Origin | string>,
  signal: AbortSignal,
): Promise<void> {
  const origin = await getOrigin(signal);
  if (typeof origin === "string") {
    documentStore.patch({ trouble: { name, text: origin } });
    return;
  }
  const onProgress = (stage: Stage, done: number): void => {
    // Progress comes by a way of its own and may arrive after the result.
    const { opening } = documentStore.get();
    if (!signal.aborted && opening !== undefined) documentStore.patch({ opening: { name, stage, done } });
  };
  const sizes = sizesFor(origin);
  const width = isChosen(origin) ? session.get().width : 1;
  const { file, siblings } = origin;
  const outcome = await readModel(signal, { file, siblings }, { dims: sizes, width }, onProgress);
  if (signal.aborted) return;
  if (outcome.ok) {
    // Receiving a large analysis, passing it on and drawing it are a task each, between which the page answers.
    await nextTask();
    await Promise.all([...preparations].map((prepare) => prepare(outcome.value)));
    await nextTask();
    if (!signal.aborted) show(outcome.value, origin, sizes);
  } else {
    documentStore.patch({ trouble: { name, text: explain(outcome.problem) } });
    const { model } = documentStore.get();
    if (model?.origin.file === file) takeBack(model);
    else if (width !== 1) await openAtOwnWidth(name, origin, signal);
  }
}

/** A link's width may not suit its model, which then opens at its own; why stays on the screen. */
async function openAtOwnWidth(name: string, origin: Origin, signal: AbortSignal): Promise<void> {
  const { trouble } = documentStore.get();
  session.patch({ width: 1 });
  await openInto(name, () => Promise.resolve(origin), signal);
  documentStore.patch({ trouble });
}

/** Choices that did not come to an analysis. */
const takeBack = ({ sizes, analysis }: OpenModel): void => session.patch({ sizes, width: widthOf(analysis) });

/** Sizes chosen for a model, or told by a link, are kept for a file of the same name; another model begins without. */
const sizesFor = (origin: Origin): OpenModel["sizes"] => (isChosen(origin) ? session.get().sizes : {});

/** Is it the model that the session speaks of? */
function isChosen({ sample, file }: Origin): boolean {
  const choice = session.get();
  return sample === undefined ? choice.file === file.name : choice.model === sample;
}

/** A link's selection survives the opening of its model, the selection of another model does not. */
function show(analysis: Analysis, origin: Origin, sizes: OpenModel["sizes"]): void {
  const positions = new Map(analysis.nodes.map((node, index) => [node.id, index]));
  const { node, algorithms, baseline, toggled } = session.get();
  const { sample } = origin;
  const { model: before } = documentStore.get();
  session.patch({
    model: sample,
    file: sample === undefined ? analysis.file.name : undefined,
    sizes,
    width: widthOf(analysis),
    algorithms: isChosen(origin) ? algorithms : {},
    baseline: isChosen(origin) ? baseline : undefined,
    toggled: isChosen(origin) ? toggled : [],
    node: node !== undefined && positions.has(node) ? node : undefined,
  });
  // The same model with other sizes goes on in the same views.
  const isSame = before?.origin.file === origin.file && sameNodes(before.analysis, analysis);
  if (!isSame) serial += 1;
  const sameFiles = before?.origin.file === origin.file && before.origin.siblings === origin.siblings;
  documentStore.set({
    model: { analysis, origin, sizes, positions, serial },
    opening: undefined,
    trouble: undefined,
    tellFiles: sameFiles ? documentStore.get().tellFiles : true,
  });
}

const sameNodes = (a: Analysis, b: Analysis): boolean =>
  a.nodes.length === b.nodes.length && a.nodes.every((node, index) => node.id === b.nodes[index]?.id);
