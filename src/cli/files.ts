/** Files on disk as byte sources, read by position so that a large model is never held in memory. */
import { type FileHandle, open, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { ProblemError } from "../base/problem.ts";
import type { ByteSource } from "../base/source.ts";
import type { Siblings } from "../onnx/external.ts";

/** Opens `path`, hands it and the files beside it to `use`, and closes it again. @throws ProblemError `unreadable` */
export async function withFile<T>(
  path: string,
  use: (source: ByteSource, siblings: Siblings) => Promise<T>,
): Promise<T> {
  return withHandle(path, async (handle) => {
    const { size } = await handle.stat();
    return use(fileSource(basename(path), handle, size), siblingsOf(path));
  });
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path, "r");
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
  } catch (error) {
    throw new ProblemError({ code: "unreadable", detail: reason(error) });
  }
  throw new ProblemError({ code: "unreadable", detail: "it is not a file" });
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EACCES") return "permission denied";
  return error instanceof Error ? error.message : String(error);
}

function fileSource(name: string, handle: FileHandle, size: number): ByteSource {
  let total = 0;
  return {
    name,
    size,
    async read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const bytes = new Uint8Array(wanted);
      const { bytesRead } = await handle.read(bytes, 0, wanted, offset);
      total += bytesRead;
      return bytes.subarray(0, bytesRead);
    },
    bytesRead: () => total,
  };
}

/** The files in the folder of the model at `path` and below it. A link that leads out of that folder is not followed. */
const siblingsOf =
  (path: string): Siblings =>
  async (location) => {
    const wanted = join(dirname(path), location);
    try {
      const [folder, real] = await Promise.all([realpath(dirname(path)), realpath(wanted)]);
      if (!real.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return "outside";
      const facts = await stat(real);
      return facts.isFile() ? pathSource(location, real, facts.size) : undefined;
    } catch {
      return undefined;
    }
  };

/** Opened for each read only: a model may name thousands of files, and few are read. */
function pathSource(name: string, path: string, size: number): ByteSource {
  let total = 0;
  return {
    name,
    size,
    read: (offset, length) =>
      withHandle(path, async (handle) => {
        const bytes = await fileSource(name, handle, size).read(offset, length);
        total += bytes.length;
        return bytes;
      }),
    bytesRead: () => total,
  };
}

async function withHandle<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await openFile(path);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}
