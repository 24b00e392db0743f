/**
 * The browser's handles of files (File System Access), where it has them: by one the same file is found again, in its
 * present state, without a copy of it. The types of the language do not know these parts of the browser yet.
 */
declare global {
  interface Window {
    showOpenFilePicker?(options: { readonly multiple: boolean }): Promise<readonly FileSystemFileHandle[]>;
  }
  interface DataTransferItem {
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
  }
  interface FileSystemHandle {
    queryPermission?(options: { readonly mode: "read" }): Promise<PermissionState>;
    requestPermission?(options: { readonly mode: "read" }): Promise<PermissionState>;
  }
}

const handles = new WeakMap<File, FileSystemFileHandle>();

export const handleOf = (file: File): FileSystemFileHandle | undefined => handles.get(file);

const isFileHandle = (handle: FileSystemHandle | null): handle is FileSystemFileHandle => handle?.kind === "file";

/** True also for what comes out of the browser's database, where types are not known. */
export const isHandle = (value: unknown): value is FileSystemFileHandle =>
  typeof FileSystemFileHandle !== "undefined" && value instanceof FileSystemFileHandle;

/** Notes the handles of dropped files. Has to be called while the drop event lasts; ends when they are known. */
export async function noteHandles(items: DataTransferItemList, files: readonly File[]): Promise<void> {
  const none = Promise.resolve(null);
  const asked = [...items].map((item) => item.getAsFileSystemHandle?.().catch(() => null) ?? none);
  for (const handle of await Promise.all(asked)) {
    const file = isFileHandle(handle) ? files.find(({ name }) => name === handle.name) : undefined;
    if (file !== undefined && isFileHandle(handle)) handles.set(file, handle);
  }
}

/** The file of a handle as it is now; undefined: it is gone, or may not be read. */
export async function fileOf(handle: FileSystemFileHandle): Promise<File | undefined> {
  try {
    const file = await handle.getFile();
    handles.set(file, handle);
    return file;
  } catch {
    return undefined;
  }
}

/** The browser's own dialog, which gives handles; undefined: it has none. No files where its user changed their mind. */
export async function pickFiles(): Promise<readonly File[] | undefined> {
  if (window.showOpenFilePicker === undefined) return undefined;
  try {
    const picked = await window.showOpenFilePicker({ multiple: true });
    return (await Promise.all(picked.map(fileOf))).filter((file) => file !== undefined);
  } catch {
    return [];
  }
}

/** May the file be read? With `ask`, its user is asked where the browser wants that; needs a click or a key just then. */
export async function mayRead(handle: FileSystemFileHandle, ask: boolean): Promise<boolean> {
  const mode = { mode: "read" } as const;
  // A browser that does not ask lets it be read, or refuses when it is.
  if (((await handle.queryPermission?.(mode)) ?? "granted") === "granted") return true;
  return ask && (await handle.requestPermission?.(mode)) === "granted";
}
