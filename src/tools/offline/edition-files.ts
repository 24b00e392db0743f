/** Which files of the built page are kept for times without a network, and what their version is. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Maps, the worker itself, and what only readers of the repository open: the README's picture, tables of measurements, reports. */
const leftOut = /\.map$|^screenshot\.png$|^sw\.js$|^measurements\/|^predictors\/.*\.md$/;

const isLeftOut = (file: string): boolean => file.split("/").some((part) => part.startsWith(".")) || leftOut.test(file);

/** Paths below a folder with "/" between their parts, sorted. */
export function editionFiles(folder: string): readonly string[] {
  const walk = (at: string): readonly string[] =>
    readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
      const path = join(at, entry.name);
      return entry.isDirectory() ? walk(path) : [relative(folder, path).replaceAll("\\", "/")];
    });
  return walk(folder)
    .filter((file) => !isLeftOut(file))
    .toSorted();
}

/** Twelve digits of a hash over names and contents: the same files give the same version wherever they are built. */
export function versionOf(folder: string, files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  return hash.digest("hex").slice(0, 12);
}
