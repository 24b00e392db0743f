/**
 * Starts the command line from a bundle, which takes a tenth of the time that loading its sources takes: scripts call it
 * thousands of times. The bundle lies in the package cache and is built anew whenever a source is newer.
 */
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const cache = join(root, "node_modules/.cache/ridgepoint");

/** What the command line never holds; a change in any other layer makes a new bundle. */
const elsewhere = new Set(["app", "testing", "tools"]);

/** Newest change of a source, in milliseconds. */
function newestSource() {
  let newest = statSync(join(root, "package-lock.json")).mtimeMs;
  const layers = readdirSync(join(root, "src"), { withFileTypes: true });
  for (const layer of layers.filter((one) => one.isDirectory() && !elsewhere.has(one.name))) {
    const folder = join(root, "src", layer.name);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
    }
  }
  return Math.ceil(newest);
}

async function build(bundle) {
  const { build: bundleWith } = await import("vite");
  // A folder of its own: several commands may start at once, and each must find a whole bundle.
  const own = join(cache, `${process.pid}`);
  await bundleWith({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      ssr: join(root, "src/cli/main.ts"),
      outDir: own,
      emptyOutDir: false,
      copyPublicDir: false,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "main.mjs", codeSplitting: false } },
    },
  });
  rmSync(bundle, { force: true });
  renameSync(join(own, "main.mjs"), bundle);
  rmSync(own, { recursive: true });
}

const bundle = join(cache, `main-${newestSource()}.mjs`);
if (!existsSync(bundle)) {
  const old = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith("main-")) : [];
  await build(bundle);
  for (const name of old) rmSync(join(cache, name), { force: true });
}
await import(pathToFileURL(bundle).href);
