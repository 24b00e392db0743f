/** The file that a reopened session was made with, until its user hands it over. */
import { formatBytes } from "../../base/format.ts";
import { documentStore, type OpenModel } from "./document.ts";
import { chooseModel, type Dropped } from "./dropped.ts";
import { type FileMark, isSameFile } from "./file-mark.ts";
import { session } from "./session.ts";
import { createStore } from "./store.ts";

interface Wanted {
  readonly file: FileMark | undefined;
  /** What was open when the session was: not what is waited for. */
  readonly before: OpenModel | undefined;
}

const nothing: Wanted = { file: undefined, before: undefined };

export const wantedStore = createStore<Wanted>(nothing);

export const want = (file: FileMark): void => wantedStore.set({ file, before: documentStore.get().model });

/** The wanted file may have another name by now: "model (1).onnx". Its content tells it, and the choices are for it. */
export async function recognise(files: readonly Dropped[]): Promise<void> {
  const { file: mark } = wantedStore.get();
  const file = chooseModel(files)?.model.file;
  if (mark?.sha256 === undefined || file === undefined || file.name === mark.name) return;
  if (!(await isSameFile(mark, file))) return;
  session.patch({ file: file.name });
  want({ ...mark, name: file.name });
}

/** Tells where a file has the name that the session knows, and another content. */
export async function compare(mark: FileMark, file: File): Promise<void> {
  if (await isSameFile(mark, file)) return;
  const sizes =
    file.size === mark.bytes ? "of the same size" : `${formatBytes(file.size)} instead of ${formatBytes(mark.bytes)}`;
  const text =
    `This is not the file that the session was saved with: same name, other content (${sizes}). ` +
    "What was chosen is applied where it fits.";
  documentStore.patch({ trouble: { name: file.name, text } });
}

/** The first model that opens after the session ends the waiting, whichever it is. */
export function followWanted(): void {
  documentStore.subscribe(() => {
    const { file: mark, before } = wantedStore.get();
    const { model } = documentStore.get();
    if (mark === undefined || model === undefined || model === before) return;
    wantedStore.set(nothing);
    const { sample, file } = model.origin;
    if (sample === undefined && file.name === mark.name) void compare(mark, file);
  });
}
