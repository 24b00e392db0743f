import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningServer, startServer } from "./static-server.ts";

let folder: string;
let server: RunningServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ridgepoint-serve-"));
  const root = join(folder, "dist");
  await mkdir(join(root, "assets"), { recursive: true });
  await mkdir(join(root, ".vite"));
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(root, "index.html"), "<!doctype html>" + "<p>studio</p>".repeat(200));
  await writeFile(join(root, "assets", "kernel-abc.wasm"), new Uint8Array(4096));
  await writeFile(join(root, "model.onnx"), new Uint8Array([8, 7]));
  await writeFile(join(root, ".vite", "chunks.json"), "[]");
  await symlink(join(folder, "secret.txt"), join(root, "link.txt"));
  server = await startServer({ root, port: 0 });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** fetch() tidies `..` away before it sends, so hostile paths need the plain client. */
function rawStatus(path: string, method = "GET"): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: server.port, path, method }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

test("the page is isolated, and may reach nothing outside its own origin", async () => {
  const { headers, status } = await fetch(server.url);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toMatch(/https?:|\*|'unsafe-eval'/);
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/);
});

test("a worker script carries the headers too", async () => {
  const { headers } = await fetch(`${server.url}assets/kernel-abc.wasm`);
  expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
  expect(headers.get("content-type")).toBe("application/wasm");
});

test("hashed assets stay in the cache, the page is asked for again", async () => {
  const [asset, page] = await Promise.all([fetch(`${server.url}assets/kernel-abc.wasm`), fetch(server.url)]);
  expect(asset.headers.get("cache-control")).toContain("immutable");
  expect(page.headers.get("cache-control")).toBe("no-cache");
  const again = await fetch(server.url, { headers: { "If-None-Match": page.headers.get("etag") ?? "" } });
  expect(again.status).toBe(304);
});

test("text is compressed when the client can read it, and is whole either way", async () => {
  const zipped = await fetch(server.url, { headers: { "Accept-Encoding": "gzip" } });
  const plain = await fetch(server.url, { headers: { "Accept-Encoding": "identity" } });
  expect(zipped.headers.get("content-encoding")).toBe("gzip");
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(plain.headers.get("content-length")).toBe(String("<!doctype html>".length + 200 * "<p>studio</p>".length));
  expect(await zipped.text()).toBe(await plain.text());
});

test("HEAD answers with headers only, other methods are refused", async () => {
  const head = await fetch(`${server.url}model.onnx`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  expect(await rawStatus("/", "POST")).toBe(405);
});

test.each([
  "/../secret.txt",
  "/%2e%2e/secret.txt",
  "/assets/..%2f..%2fsecret.txt",
  "/..%5csecret.txt",
  "//etc/passwd",
  "/link.txt",
  "/.vite/chunks.json",
  "/assets",
  "/%zz",
  "/%00",
  "/absent.js",
])("%s is not found", async (path) => {
  expect(await rawStatus(path)).toBe(404);
});

test("a taken port moves on to the next one", async () => {
  const second = await startServer({ root: join(folder, "dist"), port: server.port });
  expect(second.port).toBeGreaterThan(server.port);
  expect((await fetch(second.url)).status).toBe(200);
  await second.close();
});
