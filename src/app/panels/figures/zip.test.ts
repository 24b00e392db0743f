import fc from "fast-check";
import { expect, test } from "vitest";
import { crc32 } from "../../../base/crc32.ts";
import { zipOf } from "./zip.ts";

/** A reader by the central directory, as archivers read. */
function unzip(bytes: Uint8Array): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  let at = view.getUint32(end + 16, true);
  expect(at + view.getUint32(end + 12, true)).toBe(end);
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    expect(view.getUint32(at, true)).toBe(0x02014b50);
    const [crc, size, nameLength] = [
      view.getUint32(at + 16, true),
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
    ];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const file = view.getUint32(at + 42, true);
    expect(view.getUint32(file, true)).toBe(0x04034b50);
    const start = file + 30 + view.getUint16(file + 26, true) + view.getUint16(file + 28, true);
    const content = bytes.subarray(start, start + size);
    expect(crc32(content)).toBe(crc);
    expect(view.getUint32(file + 14, true)).toBe(crc);
    at += 46 + nameLength;
    return { name, bytes: content };
  });
}

test("whatever is put in comes out", () => {
  const entry = fc.record({ name: fc.string({ minLength: 1, unit: "grapheme" }), bytes: fc.uint8Array() });
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      expect(unzip(zipOf(entries)).map(({ name, bytes }) => [name, [...bytes]])).toEqual(
        entries.map(({ name, bytes }) => [name, [...bytes]]),
      );
    }),
  );
});

test("no file is an archive of 22 bytes", () => {
  expect(zipOf([])).toHaveLength(22);
});
