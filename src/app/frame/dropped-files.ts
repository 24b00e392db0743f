/** Files and folders out of a drop or a dialog, with their relative paths. */
import type { Dropped } from "../state/dropped.ts";
import { noteHandles } from "../state/file-handles.ts";
import { recentStore } from "../state/recent.ts";

/** A folder with more files than this is no model's: a home directory, say. */
const maximumFiles = 10_000;
const maximumDepth = 12;

/** The files of a drop, folders opened. Has to be called while the drop event lasts. */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly Dropped[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // A drop made by a script has files and no entries.
  if (entries.length === 0) return filesOfList(transfer.files);
  const files = [...transfer.files];
  const noted = recentStore.get().consent ? noteHandles(transfer.items, files) : undefined;
  const found = filesOfEntries(entries, new Map(files.map((file) => [file.name, file])));
  await noted;
  return found;
}

/** The files of a dialog or of the clipboard; those of a chosen folder know their path in it. */
export const filesOfList = (list: FileList): readonly Dropped[] =>
  [...list].slice(0, maximumFiles).map((file) => ({ path: file.webkitRelativePath || file.name, file }));

async function filesOfEntries(
  entries: readonly FileSystemEntry[],
  plain: ReadonlyMap<string, File>,
): Promise<readonly Dropped[]> {
  const found: Dropped[] = [];
  const visit = async (entry: FileSystemEntry, depth: number): Promise<void> => {
    if (found.length >= maximumFiles || depth > maximumDepth) return;
    const path = entry.fullPath.replace(/^\//, "");
    const file = depth === 0 && entry.isFile ? plain.get(entry.name) : undefined;
    if (file !== undefined) found.push({ path, file });
    else if (isFileEntry(entry)) {
      const inner = await fileOf(entry);
      if (inner !== undefined) found.push({ path, file: inner });
    } else if (isFolder(entry)) {
      for (const inner of await contentsOf(entry)) {
        // In order, so that the bound always cuts the same files off.
        // oxlint-disable-next-line no-await-in-loop
        await visit(inner, depth + 1);
      }
    }
  };
  // oxlint-disable-next-line no-await-in-loop
  for (const entry of entries) await visit(entry, 0);
  return found;
}

const isFileEntry = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** Undefined for a file that may not be read: it is then missing, which is told where a model names it. */
const fileOf = (entry: FileSystemFileEntry): Promise<File | undefined> =>
  new Promise((resolve) => {
    entry.file(resolve, () => resolve(undefined));
  });

/** A reader hands out some hundred entries a time, and none at the end; what may not be read is empty. */
async function contentsOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const some = await new Promise<FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (some.length === 0 || all.length >= maximumFiles) return all;
    all.push(...some);
  }
}
