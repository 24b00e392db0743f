/** The protobuf wire format: https://protobuf.dev/programming-guides/encoding/ */
import { ProblemError } from "../base/problem.ts";

export const wireVarint = 0;
export const wireFixed64 = 1;
export const wireBytes = 2;
export const wireFixed32 = 5;

/** A 64-bit value takes at most this many bytes of seven bits. */
export const maximumVarintBytes = 10;

/** A place in bytes that are a part of a file, and the varint read last. */
export interface Cursor {
  bytes: Uint8Array;
  /** Where `bytes` begins in the file. */
  base: number;
  /** Position in `bytes`. */
  index: number;
  /** Length of the whole file, which tells a file cut short from a damaged one. */
  readonly fileSize: number;
  /** The varint read last as two unsigned halves, because a number holds only 53 bits. */
  low: number;
  high: number;
}

export const cursorOver = (bytes: Uint8Array, fileSize: number = bytes.length): Cursor => ({
  bytes,
  base: 0,
  index: 0,
  fileSize,
  low: 0,
  high: 0,
});

/** Position in the file. */
export const positionOf = (cursor: Cursor): number => cursor.base + cursor.index;

/** @throws ProblemError `malformed` at the cursor, or at another byte of the file. */
export function malformed(cursor: Cursor, detail: string, byteOffset: number = positionOf(cursor)): never {
  throw new ProblemError({ code: "malformed", byteOffset, detail });
}

/**
 * Reads a varint that must end before `limit` (a position in the file). Gives it as a number, exact up to 2^53;
 * `cursor.low` and `cursor.high` have all 64 bits.
 * @throws ProblemError `truncated` at the end of the file, `malformed` at another limit or after ten bytes.
 */
export function readVarint(cursor: Cursor, limit: number): number {
  const { bytes } = cursor;
  const end = Math.min(limit - cursor.base, bytes.length);
  let index = cursor.index;
  let low = 0;
  let high = 0;
  for (let shift = 0; shift < 7 * maximumVarintBytes; shift += 7) {
    const byte = index < end ? bytes[index] : undefined;
    if (byte === undefined) return unfinished(cursor, limit);
    index += 1;
    const part = byte & 127;
    if (shift < 28) low |= part << shift;
    else if (shift === 28) {
      low |= part << 28;
      high = part >>> 4;
    } else high |= part << (shift - 32);
    if (byte < 128) {
      cursor.index = index;
      cursor.low = low >>> 0;
      cursor.high = high >>> 0;
      return cursor.high * 2 ** 32 + cursor.low;
    }
  }
  return malformed(cursor, `a number takes more than ${maximumVarintBytes} bytes`);
}

function unfinished(cursor: Cursor, limit: number): never {
  if (limit < cursor.fileSize) return malformed(cursor, "a number runs past the end of its message");
  throw new ProblemError({ code: "truncated", byteOffset: cursor.fileSize, detail: "in the middle of a number" });
}

/** Reads a length and checks that so many bytes follow before `limit`. @throws ProblemError */
export function readLength(cursor: Cursor, limit: number): number {
  const start = positionOf(cursor);
  const length = readVarint(cursor, limit);
  if (positionOf(cursor) + length <= limit) return length;
  if (positionOf(cursor) + length <= cursor.fileSize) {
    return malformed(cursor, `a length of ${length} bytes reaches beyond its message`, start);
  }
  const detail = `a field at byte ${start} says that ${length} bytes follow`;
  throw new ProblemError({ code: "truncated", byteOffset: cursor.fileSize, detail });
}

/** A signed 64-bit value from its halves; beyond 2^53 the last bits are lost. */
export const signed64 = (low: number, high: number): number => (high | 0) * 2 ** 32 + low;

/** Text from UTF-8; a byte that is not UTF-8 becomes U+FFFD, because a name that is wrong must not stop a file. */
export function textOf(bytes: Uint8Array): string {
  let text = "";
  let units: number[] = [];
  for (let index = 0; index < bytes.length;) {
    const [point, length] = codePointAt(bytes, index);
    index += length;
    units.push(point);
    // Many at a time is fast, but the argument list of a call is limited.
    if (units.length === 4096) {
      text += String.fromCodePoint(...units);
      units = [];
    }
  }
  return text + String.fromCodePoint(...units);
}

const replacement = [0xfffd, 1] as const;

function codePointAt(bytes: Uint8Array, index: number): readonly [point: number, length: number] {
  const lead = bytes[index] ?? 0;
  if (lead < 0x80) return [lead, 1];
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return replacement;
  let point = lead & (0x7f >> length);
  for (let more = 1; more < length; more += 1) {
    const byte = bytes[index + more];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return replacement;
    point = (point << 6) | (byte & 0x3f);
  }
  const overlong = (length === 3 && point < 0x800) || (length === 4 && point < 0x1_0000);
  const surrogate = point >= 0xd800 && point <= 0xdfff;
  return overlong || surrogate || point > 0x10_ffff ? replacement : [point, length];
}
