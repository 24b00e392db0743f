/** Findings in one of the formats of the export that are text, printed one model after the other. */
import { csvHeader, csvRows } from "../export/csv.ts";
import type { Findings } from "../export/findings.ts";
import { markdownText } from "../export/markdown.ts";
import type { DocumentFormat } from "./usage.ts";

/** Prints findings; of several CSV tables only the first has a header, so that together they are one table. */
export function documentPrinter(format: DocumentFormat, print: (line: string) => void): (findings: Findings) => void {
  let isFirst = true;
  return (findings) => {
    const text = format === "csv" ? (isFirst ? csvHeader() : "") + csvRows(findings) : markdownText(findings);
    isFirst = false;
    // Every line that is printed gets an end of its own.
    if (text !== "") print(text.replace(/\n$/, ""));
  };
}
