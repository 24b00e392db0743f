/** The list of formats. Each writer is fetched when it is first asked for: a menu of formats costs its labels only. */
import type { Findings } from "./findings.ts";

export const formatIds = ["csv", "json", "markdown", "parquet"] as const;
export type FormatId = (typeof formatIds)[number];

export interface Format {
  /** What the command line calls it, where it writes it: a binary format is for files alone. */
  readonly id: FormatId;
  readonly label: string;
  /** What it holds, in a few words. */
  readonly about: string;
  readonly extension: string;
  readonly mediaType: string;
  readonly contentOf: (findings: Findings) => Promise<string | Uint8Array<ArrayBuffer>>;
}

export const formats: readonly Format[] = [
  {
    id: "csv",
    label: "CSV",
    about: "one row a node, for spreadsheets and scripts",
    extension: "csv",
    mediaType: "text/csv;charset=utf-8",
    contentOf: async (findings) => (await import("./csv.ts")).csvText(findings),
  },
  {
    id: "json",
    label: "JSON",
    about: "the whole analysis and the prediction",
    extension: "json",
    mediaType: "application/json",
    contentOf: async (findings) => (await import("./json.ts")).jsonText(findings),
  },
  {
    id: "markdown",
    label: "Markdown",
    about: "totals, costliest nodes and warnings, to paste",
    extension: "md",
    mediaType: "text/markdown;charset=utf-8",
    contentOf: async (findings) => (await import("./markdown.ts")).markdownText(findings),
  },
  {
    id: "parquet",
    label: "Parquet",
    about: "the rows of the CSV, typed, for data frames",
    extension: "parquet",
    mediaType: "application/vnd.apache.parquet",
    contentOf: async (findings) => (await import("./parquet.ts")).parquetBytes(findings),
  },
];
