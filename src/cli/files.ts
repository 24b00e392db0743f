/** Files on disk as byte sources, read by position so that a large model is never held in memory. */
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { ProblemError } from "../base/problem.ts";
import type { ByteSource } from "../base/source.ts";

/** Opens `path`, hands it to `use`, and closes it again. @throws ProblemError `unreadable` */
export async function withFile<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const handle = await openFile(path);
  try {
    const { size } = await handle.stat();
    return await use(fileSource(basename(path), handle, size));
  } finally {
    await handle.close();
  }
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
