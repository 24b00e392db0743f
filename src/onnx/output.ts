/** Writes protobuf wire bytes into a buffer that grows. */
import { ProblemError } from "../base/problem.ts";
import { wireBytes, wireFixed32, wireFixed64, wireVarint } from "./wire.ts";

export interface Output {
  bytes: Uint8Array;
  length: number;
  /** More than this is refused. */
  readonly limit: number;
}

/** A length written before the length is known takes five bytes: a varint may carry empty groups of seven bits. */
export const lengthBytes = 5;

export const outputOf = (capacity = 1 << 16, limit: number = 2 ** 31): Output => ({
  bytes: new Uint8Array(capacity),
  length: 0,
  limit,
});

export const writtenBytes = (output: Output): Uint8Array => output.bytes.subarray(0, output.length);

/** Makes room for so many bytes. @throws ProblemError `too-large` beyond the limit. */
export function reserve(output: Output, count: number): void {
  const needed = output.length + count;
  if (needed <= output.bytes.length) return;
  if (needed > output.limit) {
    throw new ProblemError({ code: "too-large", detail: `its structure alone takes more than ${output.limit} bytes` });
  }
  const grown = new Uint8Array(Math.max(needed, Math.min(output.bytes.length * 2, output.limit)));
  grown.set(writtenBytes(output));
  output.bytes = grown;
}

export function writeBytes(output: Output, bytes: Uint8Array): void {
  reserve(output, bytes.length);
  output.bytes.set(bytes, output.length);
  output.length += bytes.length;
}

/** A 64-bit value given as two unsigned halves. */
export function writeVarint64(output: Output, low: number, high: number): void {
  reserve(output, 10);
  while (high !== 0 || low > 127) {
    output.bytes[output.length++] = (low & 127) | 128;
    low = ((low >>> 7) | (high << 25)) >>> 0;
    high >>>= 7;
  }
  output.bytes[output.length++] = low;
}

/** An integer; negative ones as 64-bit two's complement. */
export function writeVarint(output: Output, value: number): void {
  const high = Math.floor(value / 2 ** 32);
  writeVarint64(output, (value - high * 2 ** 32) >>> 0, high >>> 0);
}

export const writeTag = (output: Output, field: number, wireType: number): void =>
  writeVarint64(output, ((field << 3) | wireType) >>> 0, 0);

export function writeInt(output: Output, field: number, value: number): void {
  writeTag(output, field, wireVarint);
  writeVarint(output, value);
}

export function writeFloat(output: Output, field: number, value: number): void {
  writeTag(output, field, wireFixed32);
  writeBytes(output, new Uint8Array(new Float32Array([value]).buffer));
}

export function writeDouble(output: Output, field: number, value: number): void {
  writeTag(output, field, wireFixed64);
  writeBytes(output, new Uint8Array(new Float64Array([value]).buffer));
}

export function writeBlob(output: Output, field: number, bytes: Uint8Array): void {
  writeTag(output, field, wireBytes);
  writeVarint(output, bytes.length);
  writeBytes(output, bytes);
}

export const writeText = (output: Output, field: number, text: string): void => writeBlob(output, field, utf8Of(text));

/** Begins a message and gives the place of its length, for `closeMessage`. */
export function openMessage(output: Output, field: number): number {
  writeTag(output, field, wireBytes);
  reserve(output, lengthBytes);
  const mark = output.length;
  output.length += lengthBytes;
  return mark;
}

/** Ends a message, by default here: puts its length where `openMessage` left room. */
export function closeMessage(output: Output, mark: number, end: number = output.length): void {
  let rest = end - mark - lengthBytes;
  for (let index = 0; index < lengthBytes; index += 1) {
    output.bytes[mark + index] = index < lengthBytes - 1 ? (rest & 127) | 128 : rest & 127;
    rest = Math.floor(rest / 128);
  }
}

/** UTF-8 of a text; half a surrogate pair becomes U+FFFD. */
export function utf8Of(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const character of text) {
    const raw = character.codePointAt(0) ?? 0;
    const point = raw >= 0xd800 && raw <= 0xdfff ? 0xfffd : raw;
    const more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x1_0000 ? 2 : 3;
    bytes[length++] = more === 0 ? point : ((0xf00 >> (more + 1)) & 0xff) | (point >> (6 * more));
    for (let shift = 6 * (more - 1); shift >= 0; shift -= 6) bytes[length++] = 0x80 | ((point >> shift) & 0x3f);
  }
  return bytes.subarray(0, length);
}

/** Ends a message as `closeMessage` does, with the shortest length: the message moves back over what is not needed. */
export function tightenMessage(output: Output, mark: number): void {
  const begin = mark + lengthBytes;
  const length = output.length - begin;
  const end = output.length;
  output.length = mark;
  writeVarint(output, length);
  output.bytes.copyWithin(output.length, begin, end);
  output.length += length;
}
