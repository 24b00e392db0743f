/** The page's side of working without a network: asks for the service worker, and tells when a newer edition waits. */
import { idle } from "../state/busy.ts";
import { createStore } from "../state/store.ts";

/** Is a newer edition ready, which a reload would show? */
export const update = createStore<{ readonly isReady: boolean }>({ isReady: false });

/** The page's own files come first: what is kept for later must not slow them down. */
const patienceMs = 2000;
const hourMs = 3_600_000;

/** Of the build, out of index.html; undefined in development. */
const ownVersion = (): string | undefined => document.querySelector<HTMLMetaElement>('meta[name="version"]')?.content;

/** Which edition a service worker holds. */
const versionOf = (worker: ServiceWorker): Promise<unknown> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", ({ data }) => resolve(data), { once: true });
    port1.start();
    worker.postMessage("version", [port2]);
  });

let registration: ServiceWorkerRegistration | undefined;
let isAsked = false;

/** Notices a worker that waits, unless it holds the very edition that is on the screen. */
async function look(): Promise<void> {
  const waiting = registration?.waiting;
  if (waiting !== null && waiting !== undefined && (await versionOf(waiting)) !== ownVersion()) {
    update.patch({ isReady: true });
  }
}

async function register(): Promise<void> {
  const { serviceWorker } = navigator;
  const wasControlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    // Another tab may have asked for the newer edition; this one goes on until its owner reloads it.
    if (isAsked) location.reload();
    else if (wasControlled) update.patch({ isReady: true });
  });
  // A browser that forbids it shows the page all the same, only not without a network.
  registration = await serviceWorker
    .register(`${import.meta.env.BASE_URL}sw.js`, { updateViaCache: "none" })
    .catch(() => undefined);
  if (registration === undefined) return;
  registration.addEventListener("updatefound", () =>
    registration?.installing?.addEventListener("statechange", () => void look()),
  );
  await look();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") askForNewer();
  });
  setInterval(askForNewer, hourMs);
}

/** Fails without a network, which is what all this is for. */
function askForNewer(): void {
  registration?.update().catch(() => undefined);
}

/** Once the page stands and rests, all its files are kept for times without a network. */
export function keepForOffline(): void {
  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", () => setTimeout(() => void idle().then(register), patienceMs), { once: true });
}

/** Puts the newer edition in charge, and reloads the page once it is. */
export function takeUpdate(): void {
  const waiting = registration?.waiting;
  if (waiting === null || waiting === undefined) {
    location.reload();
    return;
  }
  isAsked = true;
  waiting.postMessage("take-over");
}

export const dismissUpdate = (): void => update.patch({ isReady: false });
