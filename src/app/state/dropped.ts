/** Files that came together: which of them is the model, which lie beside it, and which the open model was waiting for. */

export interface Dropped {
  /** Relative to what was dropped or chosen, `/` between its parts: "exported/model.onnx". */
  readonly path: string;
  readonly file: File;
}

export interface Choice {
  readonly model: Dropped;
  /** The files in the model's folder and below it, by their path relative to that folder. */
  readonly siblings: ReadonlyMap<string, File>;
  /** Paths of other models, by name. */
  readonly others: readonly string[];
}

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** "a/b/" of "a/b/model.onnx". */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

/** macOS puts a file of metadata called ._model.onnx beside model.onnx. */
const isModel = ({ path }: Dropped): boolean => /^(?!\._).*\.onnx(txt)?$/i.test(nameOf(path));

const byPath = (a: Dropped, b: Dropped): number =>
  folderOf(a.path).split("/").length - folderOf(b.path).split("/").length || a.path.localeCompare(b.path, "en");

/**
 * The model among the files: the one asked for, else the outermost .onnx file, of those the first by name, else whatever
 * came first. Undefined for no files.
 */
export function chooseModel(files: readonly Dropped[], path?: string): Choice | undefined {
  const models = files.filter(isModel).sort(byPath);
  const model = files.find((one) => one.path === path) ?? models[0] ?? files[0];
  if (model === undefined) return undefined;
  const folder = folderOf(model.path);
  const beside = files.filter((one) => one !== model && one.path.startsWith(folder));
  return {
    model,
    siblings: new Map(beside.map((one) => [one.path.slice(folder.length), one.file])),
    others: models.filter((one) => one !== model).map((one) => one.path),
  };
}

/**
 * Of files without a model, those that an open model names: by the name it gives, which may lie deeper in what was
 * dropped, or by its last part alone. Empty when a model is among them, or none fits.
 */
export function completing(files: readonly Dropped[], locations: readonly string[]): ReadonlyMap<string, File> {
  if (files.some(isModel)) return new Map();
  const entries = locations.flatMap((location): [string, File][] => {
    const found =
      files.find(({ path }) => path === location || path.endsWith(`/${location}`)) ??
      files.find(({ path }) => nameOf(path) === nameOf(location));
    return found === undefined ? [] : [[location, found.file]];
  });
  return new Map(entries);
}
