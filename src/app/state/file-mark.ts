/** Tells a file from others of its name. */
import type { Bytes } from "../../base/units.ts";

/** What tells the user's own file from others. */
export interface FileMark {
  readonly name: string;
  readonly bytes: Bytes;
  /** Of the whole file, in hexadecimal digits; undefined: too large to hash, or the browser could not. */
  readonly sha256: string | undefined;
}

/** The browser hashes only what is in memory whole; a larger file is told by its name and size. */
const largestHashed: Bytes = 256 * 2 ** 20;

/** SHA-256 in hexadecimal digits, as `sha256sum` prints it; undefined where it cannot be had. */
export async function sha256Of(file: Blob): Promise<string | undefined> {
  // Browsers hash on safe connections and on this very computer.
  if (file.size > largestHashed || !("subtle" in crypto)) return undefined;
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch {
    // The file changed or vanished since it was chosen; then its hash is not known.
    return undefined;
  }
}

export const markOf = async (file: File): Promise<FileMark> => ({
  name: file.name,
  bytes: file.size,
  sha256: await sha256Of(file),
});

/** Has the file the content that was marked, as far as can be told? Its name may be another. */
export async function isSameFile({ bytes, sha256 }: FileMark, file: File): Promise<boolean> {
  if (file.size !== bytes) return false;
  const hash = sha256 === undefined ? undefined : await sha256Of(file);
  return hash === undefined || hash === sha256;
}
