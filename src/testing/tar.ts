/** Reads .tar.gz archives of reference files, in memory. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const block = 512;

/** Regular files of a POSIX tar archive, in its order. Long names of GNU and pax archives are not needed and not read. */
export function readTarGz(path: string): readonly TarFile[] {
  const bytes = new Uint8Array(gunzipSync(readFileSync(path)));
  const text = (from: number, length: number): string => {
    const raw = bytes.subarray(from, from + length);
    const end = raw.indexOf(0);
    return new TextDecoder().decode(end < 0 ? raw : raw.subarray(0, end));
  };
  const files: TarFile[] = [];
  for (let at = 0; at + block <= bytes.length && bytes[at] !== 0;) {
    const size = Number.parseInt(text(at + 124, 12).trim(), 8);
    const kind = text(at + 156, 1);
    const prefix = text(at + 345, 155);
    const start = at + block;
    const name = (prefix === "" ? "" : `${prefix}/`) + text(at, 100);
    if (kind === "0" || kind === "") files.push({ name, bytes: bytes.subarray(start, start + size) });
    at = start + Math.ceil(size / block) * block;
  }
  return files;
}
