/** Reference material beside the repository. Checks that need it are skipped, with a word about it, where it is absent. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The folder with reference models and tables: beside the repository, or around the atlas that the environment names. */
export const sharedFolder: string = process.env["RIDGEPOINT_ATLAS"]
  ? dirname(resolve(process.env["RIDGEPOINT_ATLAS"]))
  : resolve(import.meta.dirname, "../../../shared");

export const hasShared: boolean = existsSync(join(sharedFolder, "models"));

export const sharedPath = (...parts: readonly string[]): string => join(sharedFolder, ...parts);

/** Paths of the files with this ending in a folder, sorted by name. */
export const sharedFiles = (folder: string, ending: string): readonly string[] =>
  hasShared
    ? readdirSync(sharedPath(folder))
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => sharedPath(folder, name))
    : [];

/** Rows of a CSV file as objects by column name; quoted cells may hold commas. */
export function sharedCsv(path: string): readonly Readonly<Record<string, string>>[] {
  const [header = "", ...lines] = readFileSync(sharedPath(path), "utf8").trim().split(/\r?\n/);
  const columns = cells(header);
  return lines.map((line) => {
    const values = cells(line);
    return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? ""]));
  });
}

const cells = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
