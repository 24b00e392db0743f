/** The list of remembered files as plain data. */
import type { Bytes } from "../../base/units.ts";
import { isHandle } from "./file-handles.ts";
import type { FileMark } from "./file-mark.ts";

/** Found again by its handle or, where the browser has none, from a copy. */
export interface RecentFile {
  readonly name: string;
  readonly bytes: Bytes;
  /** When it was last opened, in milliseconds since 1970. */
  readonly opened: number;
  readonly source: FileSystemFileHandle | File;
}

export const mostRecent = 8;

/** A copy takes room in the browser: larger files are remembered by a handle or not at all. */
export const largestCopy: Bytes = 64e6;

const isRecent = (value: unknown): value is RecentFile =>
  typeof value === "object" &&
  value !== null &&
  "name" in value &&
  typeof value.name === "string" &&
  "bytes" in value &&
  typeof value.bytes === "number" &&
  "opened" in value &&
  typeof value.opened === "number" &&
  "source" in value &&
  (value.source instanceof File || isHandle(value.source));

/** What the browser kept; what another version kept otherwise is left out. */
export const recentIn = (value: unknown): readonly RecentFile[] => (Array.isArray(value) ? value.filter(isRecent) : []);

/** Handles tell themselves whether they are of one file; a copy is told by its name and size. */
async function isSame(a: RecentFile, b: RecentFile): Promise<boolean> {
  if (isHandle(a.source) && isHandle(b.source)) return a.source.isSameEntry(b.source);
  return a.name === b.name && a.bytes === b.bytes;
}

/** Without the file that is meant. */
export async function without(files: readonly RecentFile[], file: RecentFile): Promise<readonly RecentFile[]> {
  const same = await Promise.all(files.map((one) => isSame(one, file)));
  return files.filter((_, index) => same[index] !== true);
}

/** The newest first, each once, the oldest beyond the limit forgotten. */
export const withFile = async (files: readonly RecentFile[], file: RecentFile): Promise<readonly RecentFile[]> =>
  [file, ...(await without(files, file))].slice(0, mostRecent);

/** The remembered file of that name and size. */
export const recentOf = (files: readonly RecentFile[], { name, bytes }: FileMark): RecentFile | undefined =>
  files.find((file) => file.name === name && file.bytes === bytes);
