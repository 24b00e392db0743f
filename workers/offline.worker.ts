/** Keeps the studio for times without a network: a service worker, which the build makes a file of its own at the root. */
import { answerTo } from "../src/offline/answer.ts";
import { type Edition, forgetOthers, keepFiles } from "../src/offline/edition.ts";

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build. */
declare const ridgepointVersion: string;
declare const ridgepointFiles: readonly string[];

const edition: Edition = { version: ridgepointVersion, files: ridgepointFiles, scope: self.registration.scope };
const world = { caches: self.caches, fetch: (request: Request) => fetch(request) };

self.addEventListener("install", (event) => event.waitUntil(keepFiles(self.caches, edition)));
self.addEventListener("activate", (event) =>
  event.waitUntil(forgetOthers(self.caches, edition).then(() => self.clients.claim())),
);
self.addEventListener("fetch", (event) => {
  const answer = answerTo(event.request, edition, world);
  if (answer !== undefined) event.respondWith(answer);
});
self.addEventListener("message", ({ data, ports }) => {
  if (data === "version") ports[0]?.postMessage(edition.version);
  // Only when the page's owner has asked for the newer edition.
  if (data === "take-over") void self.skipWaiting();
});
