/** Sessions as files: the one on screen saved, and one that was saved gone on with. */
import type { Bytes } from "../../base/units.ts";
import type { Device } from "../../device/device.ts";
import { whileBusy } from "./busy.ts";
import { calibration } from "./calibration.ts";
import { analyseIfOtherSizes, documentStore, leaveModel, openFiles, openSample } from "./document.ts";
import { download, fileNameFor } from "./download.ts";
import { type Dropped, nameOf } from "./dropped.ts";
import { type FileMark, markOf } from "./file-mark.ts";
import { keepDevice, noteDevice, ownDevices } from "./own-devices.ts";
import { recentFileOf } from "./recent.ts";
import { session } from "./session.ts";
import { isSessionName, sessionExtension } from "./session-name.ts";
import { paramsOf, parseSession } from "./url.ts";
import { compare, recognise, want } from "./wanted.ts";

/** A session is some kilobytes, and as much for each latency; what is larger is something else by that name. */
const largestSession: Bytes = 64 * 2 ** 20;

/** What writes and reads the files is fetched by whoever has one. */
const sessionFiles = () => import("./session-file.ts");

/** Saves what is chosen for the open model; gives the name of the file, undefined where no model is open. */
export const saveSession = (): Promise<string | undefined> => whileBusy(saved());

async function saved(): Promise<string | undefined> {
  const { model } = documentStore.get();
  if (model === undefined) return undefined;
  const { sample, file } = model.origin;
  const choice = session.get();
  const choices = Object.entries(paramsOf(choice)).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  // Whichever choice names it: ids of one's own are like nothing else.
  const isNamed = ({ id }: Device): boolean => choices.some(([, value]) => value.includes(id));
  const { isOn, latencies } = calibration.get();
  const asked = [choice.device, choice.baseline?.device];
  const { formatSessionFile } = await sessionFiles();
  const text = formatSessionFile({
    file: sample === undefined ? await markOf(file) : undefined,
    choices: Object.fromEntries(choices),
    devices: ownDevices.get().devices.filter(isNamed),
    latencies: isOn ? latencies.filter(({ device }) => asked.includes(device)) : [],
  });
  const name = fileNameFor(file.name, sessionExtension);
  download(name, text, "application/json");
  return name;
}

/** The saved session among files. */
export const sessionIn = (files: readonly Dropped[]): Dropped | undefined =>
  files.find(({ path }) => isSessionName(nameOf(path)));

/** Takes whatever files the user hands over: a session, else a model with what lies beside it. */
export const takeFiles = (files: readonly Dropped[]): Promise<void> => whileBusy(taken(files));

async function taken(files: readonly Dropped[]): Promise<void> {
  const found = sessionIn(files);
  if (found !== undefined) return openSession(found, files);
  await recognise(files);
  return openFiles(files);
}

async function openSession({ path, file }: Dropped, files: readonly Dropped[]): Promise<void> {
  const { parseSessionFile } = await sessionFiles();
  const outcome = parseSessionFile(file.size > largestSession ? "" : await file.text());
  if (!outcome.ok) {
    documentStore.patch({ trouble: { name: nameOf(path), text: outcome.problem } });
    return undefined;
  }
  const { file: mark, choices, devices, latencies } = outcome.value;
  for (const device of devices) keepDevice(device, undefined);
  if (latencies.length > 0) await (await import("./own-latencies.ts")).takeOver(latencies);
  noteDevice(choices["device"] ?? null);
  documentStore.patch({ trouble: undefined });
  const choice = parseSession(new URLSearchParams(choices).toString());
  if (mark !== undefined) {
    session.set({ ...choice, model: undefined, file: mark.name });
    return goOnWith(mark, files);
  }
  session.set({ ...choice, file: undefined });
  if (choice.model !== undefined) return openSample(choice.model);
  return leaveModel();
}

/** The model of a session: from among the files that came with it, the one that is open, or a remembered one. */
async function goOnWith(mark: FileMark, files: readonly Dropped[]): Promise<void> {
  const { model } = documentStore.get();
  if (files.some(({ path }) => nameOf(path) === mark.name)) {
    want(mark);
    return openFiles(files, files.find(({ path }) => nameOf(path) === mark.name)?.path);
  }
  if (model !== undefined && model.origin.sample === undefined && model.origin.file.name === mark.name) {
    analyseIfOtherSizes();
    return compare(mark, model.origin.file);
  }
  const remembered = await recentFileOf(mark);
  leaveModel();
  want(mark);
  return remembered === undefined ? undefined : openFiles([{ path: remembered.name, file: remembered }]);
}
