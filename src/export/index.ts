/** The list of formats. */
import { csvText } from "./csv.ts";
import type { Findings } from "./findings.ts";
import { jsonText } from "./json.ts";
import { markdownText } from "./markdown.ts";

export const formatIds = ["csv", "json", "markdown"] as const;
export type FormatId = (typeof formatIds)[number];

export interface Format {
  /** What the command line calls it. */
  readonly id: FormatId;
  readonly label: string;
  /** What it holds, in a few words. */
  readonly about: string;
  readonly extension: string;
  readonly mediaType: string;
  readonly textOf: (findings: Findings) => string;
}

export const formats: readonly Format[] = [
  {
    id: "csv",
    label: "CSV",
    about: "one row a node, for spreadsheets and scripts",
    extension: "csv",
    mediaType: "text/csv;charset=utf-8",
    textOf: csvText,
  },
  {
    id: "json",
    label: "JSON",
    about: "the whole analysis and the prediction",
    extension: "json",
    mediaType: "application/json",
    textOf: jsonText,
  },
  {
    id: "markdown",
    label: "Markdown",
    about: "totals, costliest nodes and warnings, to paste",
    extension: "md",
    mediaType: "text/markdown;charset=utf-8",
    textOf: markdownText,
  },
];
