/** `npm run atlas`: reads the measured latencies, joins them to graphs, and writes what was kept and dropped, and why. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { atlasSources, readAtlas } from "./atlas/sources.ts";
import { summaryText } from "./atlas/summary.ts";
import { projectRoot } from "./project.ts";
import { atlasFolder } from "./train/atlas.ts";

async function atlas(): Promise<void> {
  const folder = atlasFolder();
  if (folder === undefined) throw new Error("No atlas: set RIDGEPOINT_ATLAS to its folder.");
  const started = Date.now();
  const all = await readAtlas(folder, atlasSources, (text) =>
    console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`),
  );
  const text = summaryText(all);
  await writeFile(join(projectRoot, "src/tools/atlas/SUMMARY.md"), text);
  console.log(text);
}

await atlas();
