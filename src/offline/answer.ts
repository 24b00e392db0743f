/** Which answer a request of the page gets. */
import { cacheName, type Edition, isHashed } from "./edition.ts";

/** From what is kept; from the network, else from what is kept; or not our business. */
export type Way = "kept" | "fresh" | "network";

export interface Asked {
  readonly url: string;
  readonly method: string;
}

/** The file of the edition that a request is for; undefined: none. Queries are for the page, never for the server. */
export function fileOf({ url, method }: Asked, { scope, files }: Edition): string | undefined {
  const address = new URL(url);
  const place = address.origin + address.pathname;
  if (method !== "GET" || !place.startsWith(scope)) return undefined;
  const path = place.slice(scope.length);
  const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  return files.includes(file) ? file : undefined;
}

export function wayOf(asked: Asked, edition: Edition): Way {
  const file = fileOf(asked, edition);
  if (file === undefined) return "network";
  return isHashed(file) ? "kept" : "fresh";
}

/** The parts of a service worker's world that answering needs. */
export interface World {
  readonly caches: Pick<CacheStorage, "open">;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Undefined: the browser goes on as if there were no service worker. */
export function answerTo(request: Request, edition: Edition, world: World): Promise<Response> | undefined {
  const file = fileOf(request, edition);
  if (file === undefined) return undefined;
  const fromKept = async (): Promise<Response | undefined> => {
    const cache = await world.caches.open(cacheName(edition));
    // Whoever asks, and however compressed: the content is the same.
    return cache.match(new URL(file, edition.scope).href, { ignoreVary: true });
  };
  return isHashed(file) ? kept(request, fromKept, world) : fresh(request, fromKept, world);
}

type Kept = () => Promise<Response | undefined>;

const kept = async (request: Request, fromKept: Kept, { fetch }: World): Promise<Response> =>
  (await fromKept()) ?? fetch(request);

async function fresh(request: Request, fromKept: Kept, { fetch }: World): Promise<Response> {
  try {
    const response = await fetch(request);
    return response.ok ? response : ((await fromKept()) ?? response);
  } catch (failure) {
    const response = await fromKept();
    if (response === undefined) throw failure;
    return response;
  }
}
