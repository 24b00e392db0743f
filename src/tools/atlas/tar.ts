/** Files of a tar archive (POSIX ustar): headers of 512 bytes, contents padded to 512. */
export function untar(bytes: Uint8Array): ReadonlyMap<string, string> {
  const text = new TextDecoder();
  const files = new Map<string, string>();
  for (let at = 0; at + 512 <= bytes.length;) {
    const field = (from: number, length: number): string =>
      text.decode(bytes.subarray(at + from, at + from + length)).split("\0")[0] ?? "";
    const name = field(0, 100);
    if (name === "") break;
    const size = Number.parseInt(field(124, 12).trim(), 8);
    if (["0", ""].includes(field(156, 1))) {
      files.set(name.replace(/^\.\//, ""), text.decode(bytes.subarray(at + 512, at + 512 + size)));
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
