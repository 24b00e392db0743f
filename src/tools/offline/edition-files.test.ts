import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { editionFiles, versionOf } from "./edition-files.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "ridgepoint-edition-"));
  folders.push(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

const site = { "index.html": "page", "assets/a.js": "1", "samples/index.json": "[]" };
const version = (files: Readonly<Record<string, string>>): string => {
  const folder = folderOf(files);
  return versionOf(folder, editionFiles(folder));
};

test("all that the window fetches is in it; what only readers of the repository open, maps and the worker are not", () => {
  const more = { ".vite/chunks.json": "[]", "assets/a.js.map": "{}", "screenshot.png": "", "sw.js": "old" };
  const read = { "measurements/states.csv": "", "predictors/evaluation.md": "", "predictors/evaluation.json": "{}" };
  expect(editionFiles(folderOf({ ...site, ...more, ...read }))).toEqual([
    "assets/a.js",
    "index.html",
    "predictors/evaluation.json",
    "samples/index.json",
  ]);
});

test("the same files have the same version anywhere; another content or name has another one", () => {
  expect(version(site)).toBe(version(site));
  expect(version(site)).toMatch(/^[0-9a-f]{12}$/);
  expect(version({ ...site, "assets/a.js": "2" })).not.toBe(version(site));
  const { "assets/a.js": text, ...rest } = site;
  expect(version({ ...rest, "assets/b.js": text })).not.toBe(version(site));
});
