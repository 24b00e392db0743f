import type { Plugin } from "vite";

/** One JavaScript file of the build, and what it brings along. */
export type Chunk = {
  readonly file: string;
  /** The module a page or worker starts with; undefined for shared and lazy chunks. */
  readonly entry: string | undefined;
  readonly world: "page" | "worker";
  /** Chunks loaded together with this one. */
  readonly imports: readonly string[];
  /** Names of the npm packages with code in it. */
  readonly packages: readonly string[];
};

export const chunkReportFile = ".vite/chunks.json";

/**
 * Writes down which packages ended up in which chunk. Vite's own manifest says nothing about what is inside a chunk and
 * leaves workers out, so it could not tell whether tfjs is on the first screen.
 */
export function chunkReport(): { readonly page: () => Plugin; readonly worker: () => Plugin } {
  const chunks = new Map<string, Chunk>();
  const collect = (world: Chunk["world"]): Plugin => ({
    name: `ridgepoint:chunks-of-${world}`,
    generateBundle(_, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== "chunk") continue;
        chunks.set(output.fileName, {
          file: output.fileName,
          entry: output.isEntry ? (output.facadeModuleId ?? output.name) : undefined,
          world,
          imports: output.imports,
          packages: [...new Set(output.moduleIds.flatMap(packageOf))].toSorted(),
        });
      }
      if (world !== "page") return;
      // The page comes last: Vite builds a worker when it meets its URL, before it renders the page's chunks.
      const text = JSON.stringify([...chunks.values()].map(withRelativeEntry), undefined, 1);
      this.emitFile({ type: "asset", fileName: chunkReportFile, source: text });
    },
  });
  return { page: () => collect("page"), worker: () => collect("worker") };
}

const packageOf = (moduleId: string): readonly string[] => {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(moduleId.replaceAll("\\", "/")) ?? [];
  return name === undefined ? [] : [name];
};

/** The report is part of dist/, which must not tell where it was built. */
const withRelativeEntry = (chunk: Chunk): Chunk => ({
  ...chunk,
  entry: chunk.entry?.replaceAll("\\", "/").replace(`${process.cwd().replaceAll("\\", "/")}/`, ""),
});
