import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { editionFiles, versionOf } from "./edition-files.ts";

/** The service worker's name; its place decides which addresses it may answer. */
export const workerFile = "sw.js";

/**
 * Ends a build by writing the service worker, which knows every file of it, and the version into index.html, by which
 * the page tells whether a worker that waits is newer than itself.
 */
export function offlineEdition(): Plugin {
  return {
    name: "ridgepoint:offline",
    apply: "build",
    writeBundle: {
      order: "post",
      // When the bundle is on the disk, and with it the files of public/.
      sequential: true,
      async handler({ dir }) {
        if (dir === undefined) throw new Error("the build has no folder");
        const files = editionFiles(dir);
        const version = versionOf(dir, files);
        const page = join(dir, "index.html");
        const html = readFileSync(page, "utf8");
        writeFileSync(page, html.replace("<title>", `<meta name="version" content="${version}" />\n    <title>`));
        writeFileSync(join(dir, workerFile), await workerCode(version, files));
      },
    },
  };
}

/** A build of its own: a service worker shares no chunk with the page, and its name has no hash. */
async function workerCode(version: string, files: readonly string[]): Promise<string> {
  const { build } = await import("vite");
  const results = await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    define: { ridgepointVersion: JSON.stringify(version), ridgepointFiles: JSON.stringify(files) },
    build: {
      write: false,
      target: "es2023",
      modulePreload: false,
      rolldownOptions: {
        input: "workers/offline.worker.ts",
        output: { format: "iife", entryFileNames: workerFile },
      },
    },
  });
  const [result] = Array.isArray(results) ? results : [results];
  if (result === undefined || !("output" in result)) throw new Error("the service worker was not built");
  return result.output[0].code;
}
