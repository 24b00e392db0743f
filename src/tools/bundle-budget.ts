/** Part of `npm run build`: prints what the page weighs and fails when its first screen grew too heavy. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { eagerPackages, filesNamedBy, firstScreenBudget, loadedWith } from "./bundle/budget.ts";
import { type Chunk, chunkReportFile } from "./bundle/chunk-report.ts";
import { projectRoot } from "./project.ts";

type Weight = { readonly raw: number; readonly gzip: number };

const dist = resolve(projectRoot, "dist");
const chunks: readonly Chunk[] = JSON.parse(readFileSync(join(dist, chunkReportFile), "utf8"));
const page = chunks.find(({ entry, world }) => entry !== undefined && world === "page");
if (page === undefined) throw new Error(`${chunkReportFile} names no page`);

const weigh = (file: string): Weight => {
  const bytes = readFileSync(join(dist, file));
  return { raw: bytes.length, gzip: gzipSync(bytes).length };
};
const sum = (files: readonly string[]): Weight =>
  files.map(weigh).reduce((a, b) => ({ raw: a.raw + b.raw, gzip: a.gzip + b.gzip }), { raw: 0, gzip: 0 });
const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(9);
const row = (label: string, { raw, gzip }: Weight): string => `${label.padEnd(52)}${kilobytes(raw)}${kilobytes(gzip)}`;

const atStart = new Set(filesNamedBy(readFileSync(join(dist, "index.html"), "utf8")));
for (const { file } of loadedWith(page, chunks)) atStart.add(file);
const firstScript = sum([...atStart].filter((file) => file.endsWith(".js")));

console.log(`${"kB (1000 bytes)".padEnd(52)}${"raw".padStart(9)}${"gzip".padStart(9)}`);
const assets = readdirSync(join(dist, "assets")).filter((name) => /\.(js|css|wasm)$/.test(name));
for (const name of assets.toSorted()) console.log(row(`assets/${name}`, weigh(`assets/${name}`)));
console.log(row("first screen: JavaScript", firstScript));
console.log(row("first screen: with styles", sum([...atStart])));
for (const worker of chunks.filter(({ entry, world }) => entry !== undefined && world === "worker")) {
  console.log(row(`worker at start: ${worker.entry}`, sum(loadedWith(worker, chunks).map(({ file }) => file))));
}

const faults = eagerPackages(page, chunks).map((found) => `must load lazily: ${found}`);
if (firstScript.gzip > firstScreenBudget) {
  faults.push(`the first screen's JavaScript is over its budget of ${kilobytes(firstScreenBudget).trim()} kB gzip`);
}
for (const fault of faults) console.error(`bundle budget: ${fault}`);
if (faults.length > 0) process.exitCode = 1;
