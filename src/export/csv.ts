/** One row a node as CSV, after RFC 4180: comma, CRLF, quotes where a cell needs them. */
import { columns } from "./columns.ts";
import { entriesOf, type Findings } from "./findings.ts";

type Cell = string | number | undefined;

/** A cell as RFC 4180 wants it; a number in its shortest exact form, what is unknown as nothing. */
export function csvCell(cell: Cell): string {
  if (cell === undefined || (typeof cell === "number" && !Number.isFinite(cell))) return "";
  const text = String(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** The names of the columns. */
export const csvHeader = (): string => csvLine(columns.map(({ name }) => name));

/** One row a node that runs, as `columns.ts` has them. */
export function csvRows(findings: Findings): string {
  const { name } = findings.analysis.file;
  return entriesOf(findings)
    .map((entry) => csvLine(columns.map((column) => column.of(entry, name))))
    .join("");
}

export const csvText = (findings: Findings): string => csvHeader() + csvRows(findings);
