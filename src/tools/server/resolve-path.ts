import { realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";

/** The file a request path names below `root`, or undefined when there is none or it may not be shown. */
export async function resolvePath(root: string, requestPath: string): Promise<string | undefined> {
  const relative = decode(requestPath);
  if (relative === undefined || relative.includes("\0") || relative.includes("\\")) return undefined;
  // Hidden names are refused whole: that covers `..` as well as the build's own reports.
  if (relative.split("/").some((part) => part.startsWith("."))) return undefined;
  const wanted = join(root, relative.endsWith("/") ? `${relative}index.html` : relative);
  try {
    // A link may point out of the root, so the real place is what counts.
    const [base, file] = await Promise.all([realpath(root), realpath(wanted)]);
    if (!file.startsWith(base + sep)) return undefined;
    return (await stat(file)).isFile() ? file : undefined;
  } catch {
    // Absent, unreadable, or a name the file system refuses: for a visitor all are "not found".
    return undefined;
  }
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
