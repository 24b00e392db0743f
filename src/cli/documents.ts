/** Findings in one of the formats of the export, printed one model after the other. */
import { csvHeader, csvRows } from "../export/csv.ts";
import type { Findings } from "../export/findings.ts";
import { formats } from "../export/index.ts";
import { type DocumentFormat, UsageError } from "./usage.ts";

/** Prints findings; of several CSV tables only the first has a header, so that together they are one table. */
export function documentPrinter(id: DocumentFormat, print: (line: string) => void): (findings: Findings) => void {
  const format = formats.find((one) => one.id === id);
  if (format === undefined) throw new UsageError(`--format: there is no ${id}`);
  let isFirst = true;
  return (findings) => {
    const text = id === "csv" ? (isFirst ? csvHeader() : "") + csvRows(findings) : format.textOf(findings);
    isFirst = false;
    // Every line that is printed gets an end of its own.
    if (text !== "") print(text.replace(/\n$/, ""));
  };
}
