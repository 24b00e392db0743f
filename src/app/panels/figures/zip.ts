/** Several files as one ZIP archive (APPNOTE 6.3.10), stored as they are: PDF and PNG are compressed, the rest is small. */
import { crc32 } from "../../../base/crc32.ts";

export interface ZipEntry {
  /** With "/" between folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Names are UTF-8. */
const utf8 = 0x0800;
/** Midnight of 1 January 1980, the first time there is: the same files give the same archive. */
const date = (1 << 5) | 1;

const fields = (values: readonly (readonly [bytes: 2 | 4, value: number])[]): Uint8Array => {
  const out = new Uint8Array(values.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [size, value] of values) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return out;
};

/** What the header beside a file and the one in the directory have in common. */
const common = (entry: ZipEntry, name: Uint8Array): readonly (readonly [2 | 4, number])[] => [
  [2, 20],
  [2, utf8],
  [2, 0],
  [2, 0],
  [2, date],
  [4, crc32(entry.bytes)],
  [4, entry.bytes.length],
  [4, entry.bytes.length],
  [2, name.length],
  [2, 0],
];

export function zipOf(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const files: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = encoder.encode(entry.name);
    const head = fields([[4, 0x04034b50], ...common(entry, name)]);
    directory.push(
      fields([[4, 0x02014b50], [2, 20], ...common(entry, name), [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]),
      name,
    );
    files.push(head, name, entry.bytes);
    offset += head.length + name.length + entry.bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = entries.length;
  const end = fields([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, offset],
    [2, 0],
  ]);
  return joined([...files, ...directory, end]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
