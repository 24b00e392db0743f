/** One version of the studio as the browser keeps it. */

export interface Edition {
  /** Hash of all files. */
  readonly version: string;
  /** Addresses of the files relative to the scope: "index.html", "assets/index-abc.js". */
  readonly files: readonly string[];
  /** Where the studio lies: "https://host/path/". */
  readonly scope: string;
}

const prefix = "ridgepoint-";

export const cacheName = ({ version }: Pick<Edition, "version">): string => prefix + version;

/** The build puts a hash of the content into these names, so that a name always means the same bytes. */
export const isHashed = (file: string): boolean => file.startsWith("assets/");

/** Fetches and keeps all files, or none: one that fails leaves the edition before it in charge. */
export async function keepFiles(caches: Pick<CacheStorage, "open">, edition: Edition): Promise<void> {
  const cache = await caches.open(cacheName(edition));
  await cache.addAll(
    edition.files.map(
      (file) => new Request(new URL(file, edition.scope), { cache: isHashed(file) ? "default" : "no-cache" }),
    ),
  );
}

/** Removes the files of all other editions; caches of other programs on this origin stay. */
export async function forgetOthers(caches: Pick<CacheStorage, "keys" | "delete">, edition: Edition): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(prefix) && name !== cacheName(edition));
  await Promise.all(others.map((name) => caches.delete(name)));
}
