/** Comma-separated tables with a header, plain or gzipped. */
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";

/** A line of a table by the names of its columns; a missing cell is "". */
export type Line = Readonly<Record<string, string>>;

export const cell = (line: Line, column: string): string => line[column] ?? "";

/** A number of a table; undefined where the cell is empty or no number. */
export function amount(line: Line, column: string): number | undefined {
  const text = cell(line, column).trim();
  const value = Number(text);
  return text === "" || Number.isNaN(value) ? undefined : value;
}

export async function readTable(file: string): Promise<readonly Line[]> {
  const bytes = await readFile(file);
  return parseTable((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
}

/** RFC 4180 without line breaks inside of quotes, which the atlas does not have. */
export function parseTable(text: string): readonly Line[] {
  const [header = "", ...lines] = text.trimEnd().split(/\r?\n/);
  const columns = cellsOf(header);
  return lines.map((line) => {
    const cells = cellsOf(line);
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
  });
}

function cellsOf(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(",");
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain = ""]) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}
