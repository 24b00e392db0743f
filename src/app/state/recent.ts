/** Files that the user opened, remembered in this browser if they said so, and only there. */
import { formatBytes } from "../../base/format.ts";
import { whileBusy } from "./busy.ts";
import { database } from "./database.ts";
import { documentStore, openFiles } from "./document.ts";
import { fileOf, handleOf, mayRead } from "./file-handles.ts";
import { kept } from "./kept.ts";
import { largestCopy, type RecentFile, recentIn, recentOf, withFile, without } from "./recent-list.ts";
import type { FileMark } from "./file-mark.ts";
import { createStore } from "./store.ts";

interface Recent {
  /** Did the user allow it? */
  readonly consent: boolean;
  /** Newest first. */
  readonly files: readonly RecentFile[];
  /** Why a file was not remembered or not found again. */
  readonly note: string | undefined;
}

export const recentStore = createStore<Recent>({
  consent: kept.getItem("recent") === "on",
  files: [],
  note: undefined,
});

const listKey = "files";

let last: Promise<unknown> = Promise.resolve();

/** One change of the list after the other, each on what is kept by then: other tabs change it too. */
function change(next: (files: readonly RecentFile[]) => Promise<readonly RecentFile[]>, trouble: string) {
  const job = last.then(async () => {
    try {
      const { read, write, clear } = await database();
      const before = recentIn(await read(listKey));
      const files = await next(before);
      if (files.length > 0) await write(listKey, files);
      else if (before.length > 0) await clear(listKey);
      recentStore.patch({ files });
    } catch {
      // Private windows forbid the database, and full disks refuse a copy.
      recentStore.patch({ note: trouble });
    }
  });
  last = job;
  return whileBusy(job);
}

const load = (): Promise<void> =>
  change((files) => Promise.resolve(files), "The browser does not let the list of recent files be read.");

export const clearRecent = (): Promise<void> => {
  recentStore.patch({ note: undefined });
  return change(() => Promise.resolve([]), "The browser did not let the list of recent files be cleared.");
};

export const forgetRecent = (file: RecentFile): Promise<void> =>
  change((files) => without(files, file), `${file.name} could not be forgotten.`);

/** Allows files to be remembered, or forbids it and forgets them all. */
export async function allowRecent(consent: boolean): Promise<void> {
  kept.setItem("recent", consent ? "on" : undefined);
  recentStore.patch({ consent, note: undefined });
  if (consent) await remember();
  else await clearRecent();
}

/** Puts the open file first in the list. */
async function remember(): Promise<void> {
  const { model } = documentStore.get();
  if (model === undefined || model.origin.sample !== undefined || !recentStore.get().consent) return;
  const { file } = model.origin;
  const source = handleOf(file) ?? file;
  if (source === file && file.size > largestCopy) {
    const note = `${file.name} is not remembered: copies are kept of files up to ${formatBytes(largestCopy)}.`;
    recentStore.patch({ note });
    return;
  }
  recentStore.patch({ note: undefined });
  const entry: RecentFile = { name: file.name, bytes: file.size, opened: Date.now(), source };
  await change((files) => withFile(files, entry), `The browser has no room to remember ${file.name}.`);
}

/** The file itself; asks for permission where the browser wants that and `ask` allows. */
async function sourceOf({ source }: RecentFile, ask: boolean): Promise<File | undefined> {
  if (source instanceof File) return source;
  return (await mayRead(source, ask)) ? fileOf(source) : undefined;
}

/** Opens a remembered file, in its present state where the browser has a handle of it. */
export async function openRecent(entry: RecentFile): Promise<void> {
  const file = await sourceOf(entry, true);
  if (file === undefined) {
    recentStore.patch({ note: `${entry.name} is no longer where it was, or may not be read.` });
    return;
  }
  await openFiles([{ path: file.name, file }]);
}

/** The remembered file of a session, where it can be read without asking. */
export async function recentFileOf(mark: FileMark): Promise<File | undefined> {
  const { consent, files } = recentStore.get();
  const entry = consent ? recentOf(files, mark) : undefined;
  return entry === undefined ? undefined : sourceOf(entry, false);
}

/** Reads the list and remembers what is opened from now on, if that is allowed. */
export function followOpened(): void {
  let before = documentStore.get().model?.origin.file;
  documentStore.subscribe(() => {
    const file = documentStore.get().model?.origin.file;
    if (file === before) return;
    before = file;
    void remember();
  });
  if (recentStore.get().consent) void load();
}
