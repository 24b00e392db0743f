/**
 * The part of a file that is in memory while it is walked. Each read costs time to start, so what is needed in a row is
 * read in large pieces, and what lies behind a skipped payload in small ones.
 */
import { ProblemError } from "../base/problem.ts";
import type { ByteSource } from "../base/source.ts";
import { type Cursor, positionOf } from "./wire.ts";

/** Up to this size a file is read at once. */
const wholeFile = 1 << 20;
const firstWindow = 1 << 16;
const largestWindow = 1 << 22;
/** After a jump: room for a few names and dims. */
const smallestWindow = 1 << 11;
/** A gap of this length is read over where the source says nothing else. */
const defaultReadOver = 1 << 14;

export interface Window {
  readonly source: ByteSource;
  readonly cursor: Cursor;
  /** Length of the next read. */
  size: number;
}

export const windowOver = (source: ByteSource, cursor: Cursor): Window => ({
  source,
  cursor,
  size: source.size <= wholeFile ? wholeFile : firstWindow,
});

/** Moves the window so that `needed` bytes are at the cursor's position. @throws ProblemError `unreadable`, `truncated` */
export async function fill(window: Window, needed: number): Promise<void> {
  const { cursor, source } = window;
  const position = positionOf(cursor);
  const gap = cursor.index - cursor.bytes.length;
  if (gap > (source.readOver ?? defaultReadOver)) window.size = smallestWindow;
  const length = Math.max(needed, window.size);
  const bytes = await readFrom(source, position, length);
  if (bytes.length < needed) {
    throw new ProblemError({ code: "truncated", byteOffset: position + bytes.length, detail: "the file got shorter" });
  }
  window.size = Math.min(largestWindow, window.size * 2);
  cursor.bytes = bytes;
  cursor.base = position;
  cursor.index = 0;
}

/** The host fails with errors of its own kinds; for the user it is a file that cannot be read. */
export async function readFrom(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  try {
    return await source.read(offset, length);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError({ code: "unreadable", detail: error instanceof Error ? error.message : String(error) });
  }
}
