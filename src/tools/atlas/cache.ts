/** What takes long and depends only on files: kept in node_modules/.cache under a digest of all it depends on. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { projectRoot } from "../project.ts";

export const cacheFolder = join(projectRoot, "node_modules/.cache/ridgepoint");

/** SHA-256 of texts and bytes, the first 16 hexadecimal digits. */
export function digestOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 16);
}

/** Digest of files and of all TypeScript sources (without tests) under folders, in order of their names. */
export async function digestOfFiles(paths: readonly string[]): Promise<string> {
  const files: string[] = [];
  for (const path of paths.toSorted()) {
    // oxlint-disable-next-line no-await-in-loop -- few folders, and the order matters
    if (/\.\w+$/.test(path)) files.push(path);
    // oxlint-disable-next-line no-await-in-loop
    else files.push(...(await sourcesUnder(path)));
  }
  return digestOf(await Promise.all(files.map((file) => readFile(file))));
}

async function sourcesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.endsWith(".reference.ts"))
    .toSorted()
    .map((name) => join(folder, name));
}

/** The JSON value under a name and digest; computed and kept when it is not there. Another digest's value is not used. */
export async function cached<T>(
  name: string,
  digest: string,
  reads: (json: unknown) => T,
  compute: () => unknown,
): Promise<T> {
  const file = join(cacheFolder, `${name}.${digest}.json.gz`);
  if (existsSync(file)) return reads(JSON.parse(gunzipSync(await readFile(file)).toString("utf8")));
  const value = await compute();
  await mkdir(dirname(file), { recursive: true });
  // Written aside and renamed, so that a run that is cut off leaves no half a file.
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, gzipSync(JSON.stringify(value)));
  await rename(part, file);
  return reads(JSON.parse(JSON.stringify(value)));
}
