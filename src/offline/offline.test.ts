import fc from "fast-check";
import { expect, test } from "vitest";
import { answerTo, fileOf, wayOf, type World } from "./answer.ts";
import { cacheName, type Edition, forgetOthers, keepFiles } from "./edition.ts";

const scope = "http://127.0.0.1:4173/";
const edition: Edition = {
  version: "b",
  files: ["index.html", "assets/index-abc.js", "samples/resnet18.onnx", "docs/worked-examples.html"],
  scope,
};

const asked = (path: string, method = "GET") => ({ url: new URL(path, scope).href, method });

test.each([
  ["", "fresh"],
  ["?model=resnet18&lesson=im2col", "fresh"],
  ["index.html", "fresh"],
  ["assets/index-abc.js", "kept"],
  ["samples/resnet18.onnx", "fresh"],
  // A newer page asks for assets that this edition does not know.
  ["assets/index-def.js", "network"],
  ["absent", "network"],
  ["docs/worked-examples.html#energy", "fresh"],
] as const)("/%s is answered from %s", (path, way) => {
  expect(wayOf(asked(path), edition)).toBe(way);
});

test("what is not read, or lies elsewhere, is left to the browser", () => {
  expect(wayOf(asked("index.html", "POST"), edition)).toBe("network");
  expect(wayOf({ url: "http://elsewhere.example/index.html", method: "GET" }, edition)).toBe("network");
  const below = { ...edition, scope: `${scope}studio/` };
  expect(wayOf(asked("index.html"), below)).toBe("network");
  expect(fileOf(asked("studio/"), below)).toBe("index.html");
});

/** A browser's caches, by name and address, and a network that may be away. */
function worldOf(network: Readonly<Record<string, string>> | undefined) {
  const stores = new Map<string, Map<string, Response>>();
  const requests: string[] = [];
  const fetch: World["fetch"] = ({ url }) => {
    requests.push(url);
    if (network === undefined) return Promise.reject(new TypeError("Failed to fetch"));
    const path = url.slice(scope.length).replace(/\?.*/, "");
    const text = network[path === "" ? "index.html" : path];
    return Promise.resolve(text === undefined ? new Response("", { status: 404 }) : new Response(text));
  };
  const open = (name: string) => {
    const store = stores.get(name) ?? new Map<string, Response>();
    stores.set(name, store);
    return Promise.resolve({
      match: (url: string) => Promise.resolve(store.get(url)?.clone()),
      addAll: async (all: readonly Request[]) => {
        const responses = await Promise.all(all.map(fetch));
        if (responses.some(({ ok }) => !ok)) throw new TypeError("a request failed");
        all.forEach(({ url }, i) => {
          const response = responses[i];
          if (response !== undefined) store.set(url, response);
        });
      },
    } as unknown as Cache);
  };
  const caches = {
    open,
    keys: () => Promise.resolve([...stores.keys()]),
    delete: (name: string) => Promise.resolve(stores.delete(name)),
  };
  return { caches, fetch, stores, requests };
}

const site = Object.fromEntries(edition.files.map((file) => [file, `first ${file}`]));

/** A world in which the edition was kept, and what the network says now. */
async function keptWorld(network: Readonly<Record<string, string>> | undefined) {
  const { caches, stores } = worldOf(site);
  await keepFiles(caches, edition);
  const now = worldOf(network);
  return { world: { caches, fetch: now.fetch }, stores, requests: now.requests };
}

const textOf = async (path: string, world: World): Promise<string | undefined> =>
  (await answerTo(new Request(new URL(path, scope)), edition, world))?.text();

test("without a network every file of the edition is answered, the page under any query", async () => {
  const { world } = await keptWorld(undefined);
  for (const file of edition.files) expect(await textOf(file, world)).toBe(`first ${file}`);
  expect(await textOf("?model=vgg16", world)).toBe("first index.html");
  expect(answerTo(new Request(`${scope}absent`), edition, world)).toBeUndefined();
});

test("with a network the page is the newest, and hashed assets are not asked for again", async () => {
  const { world, requests } = await keptWorld({ ...site, "index.html": "second" });
  expect(await textOf("", world)).toBe("second");
  expect(await textOf("assets/index-abc.js", world)).toBe("first assets/index-abc.js");
  expect(requests).toEqual([scope]);
});

test("a server that has lost a file does not take it away", async () => {
  const { world } = await keptWorld({});
  expect(await textOf("samples/resnet18.onnx", world)).toBe("first samples/resnet18.onnx");
});

test("an edition that cannot be fetched whole is not kept", async () => {
  const { "assets/index-abc.js": _, ...broken } = site;
  const { caches, stores } = worldOf(broken);
  await expect(keepFiles(caches, edition)).rejects.toThrow("a request failed");
  expect(stores.get(cacheName(edition))?.size).toBe(0);
});

test("older editions go, caches of other programs stay", async () => {
  const { caches, stores } = worldOf(site);
  for (const name of ["ridgepoint-a", "someone-else"]) await caches.open(name);
  await keepFiles(caches, edition);
  await forgetOthers(caches, edition);
  expect([...stores.keys()]).toEqual(["someone-else", "ridgepoint-b"]);
});

test("no address outside the list is ever answered", () => {
  fc.assert(
    fc.property(fc.webPath(), (path) => {
      const url = new URL(`.${path}`, scope).href;
      const file = fileOf({ url, method: "GET" }, edition);
      expect(file === undefined || edition.files.includes(file)).toBe(true);
    }),
  );
});
