import type { Chunk } from "./chunk-report.ts";

/** Most gzip bytes of JavaScript the first screen may need. */
export const firstScreenBudget = 200_000;

/** Packages that must wait until somebody looks at what needs them. */
export const lazyPackages: readonly RegExp[] = [/^plotly\.js$/, /^@tensorflow\//];

/** `start` and all chunks that load together with it, lazy imports left out. */
export function loadedWith(start: Chunk, chunks: readonly Chunk[]): readonly Chunk[] {
  const byFile = new Map(chunks.map((chunk) => [chunk.file, chunk]));
  const reached = new Set<Chunk>([start]);
  // A Set visits what is added while it is walked.
  for (const chunk of reached) {
    for (const file of chunk.imports) {
      const next = byFile.get(file);
      if (next !== undefined) reached.add(next);
    }
  }
  return [...reached];
}

/** Lazy packages that would nevertheless load with `start`, each with the chunk it sits in. */
export function eagerPackages(start: Chunk, chunks: readonly Chunk[]): readonly string[] {
  return loadedWith(start, chunks).flatMap((chunk) =>
    chunk.packages
      .filter((name) => lazyPackages.some((pattern) => pattern.test(name)))
      .map((name) => `${name} in ${chunk.file}`),
  );
}

/** Addresses of scripts, preloaded modules and styles that a page names, without a leading `/` or `./`. */
export function filesNamedBy(html: string): readonly string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  return tags
    .filter((tag) => /^<script|rel="(?:modulepreload|stylesheet)"/.test(tag))
    .flatMap((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? [])
    .map((address) => address.replace(/^\.?\//, ""));
}
