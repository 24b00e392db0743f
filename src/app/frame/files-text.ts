/** What is to be said of the files a model names for its weights. */
import { explain } from "../../base/explain.ts";
import { formatBytes } from "../../base/format.ts";
import type { Analysis } from "../../engine/analysis.ts";

/** More names than this make a notice a list. */
const namesTold = 3;

function names(files: Analysis["external"]): string {
  const told = files.slice(0, namesTold).map((file) => file.location);
  const more = files.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more`] : [])].join(", ").replace(/, ([^,]*)$/, " and $1");
}

/** Sentences: which files were attached, which are missing, and what is wrong with one. Empty when there are none. */
export function filesSentences({ external, problems }: Pick<Analysis, "external" | "problems">): readonly string[] {
  const of = (state: Analysis["external"][number]["state"]) => external.filter((file) => file.state === state);
  const [attached, missing] = [of("attached"), of("missing")];
  const bytes = attached.reduce((total, file) => total + (file.bytes ?? 0), 0);
  const them = missing.length === 1 ? "it" : "them";
  const wrong = problems.filter(({ code }) => code === "unsafe-location" || code === "short-file");
  return [
    ...(attached.length === 0 ? [] : [`Attached ${names(attached)} (${formatBytes(bytes)}).`]),
    ...(missing.length === 0 ? [] : [`Missing: ${names(missing)}. Drop ${them} here to attach ${them}.`]),
    ...wrong.map(explain),
  ];
}
