import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { securityHeaders } from "./headers.ts";
import { isCompressible, mediaType } from "./media-type.ts";
import { resolvePath } from "./resolve-path.ts";

export type RunningServer = {
  /** With a trailing slash. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
};

/** How many ports above the wanted one are tried before giving up. */
const portTries = 50;

/**
 * Serves the files below `root` on the loopback address. A taken port moves on to the next one; port 0 lets the system
 * choose.
 */
export async function startServer(options: { readonly root: string; readonly port: number }): Promise<RunningServer> {
  const server = createServer((request, response) => {
    respond(options.root, request, response).catch((error: unknown) => {
      // The visitor left in the middle of a file; any other error is a bug and is shown.
      if (!request.destroyed && !response.destroyed) console.error(error);
      response.destroy();
    });
  });
  const port = await listen(server, options.port, portTries);
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number, tries: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" && tries > 0) resolve(listen(server, port + 1, tries - 1));
      else reject(error);
    };
    server.once("error", onError);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", onError);
      const address = server.address();
      if (address !== null && typeof address === "object") resolve(address.port);
      else reject(new Error(`no port in ${String(address)}`));
    });
  });
}

async function respond(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return refuse(response, 405, "method not allowed");
  }
  const path = (request.url ?? "/").replace(/[?#].*$/s, "");
  const file = await resolvePath(root, path);
  if (file === undefined) return refuse(response, 404, "not found");

  const { size, mtimeMs } = await stat(file);
  const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  response.setHeader("Content-Type", mediaType(file));
  response.setHeader("Cache-Control", cachePolicy(path));
  response.setHeader("ETag", etag);
  response.setHeader("Vary", "Accept-Encoding");
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304).end();
    return undefined;
  }
  const zipped = isCompressible(file) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  if (zipped) response.setHeader("Content-Encoding", "gzip");
  else response.setHeader("Content-Length", size);
  response.writeHead(200);
  if (request.method === "HEAD") {
    response.end();
    return undefined;
  }
  return zipped ? pipeline(createReadStream(file), createGzip(), response) : pipeline(createReadStream(file), response);
}

/** The build puts a content hash into every name below assets/, so such a file never changes. */
const cachePolicy = (path: string): string =>
  path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";

function refuse(response: ServerResponse, status: number, text: string): undefined {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}
