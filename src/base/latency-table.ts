/** Tables of one's own latencies, as the command line takes them with `--samples` and the window to calibrate. */
import { csvCell, csvCells } from "./csv.ts";
import type { Outcome } from "./problem.ts";
import type { Seconds } from "./units.ts";

export interface LatencyLine {
  /** Path of a model, relative to the table. */
  readonly file: string;
  readonly seconds: Seconds;
}

/** Lines of a CSV with the columns `file` and `latency_seconds`, or a sentence about what is wrong with it. */
export function latencyLines(csv: string): Outcome<readonly LatencyLine[], string> {
  const [header = "", ...rows] = csv.split(/\r?\n/).filter((line) => line.trim() !== "");
  const columns = csvCells(header).map((name) => name.trim());
  const [file, latency] = [columns.indexOf("file"), columns.indexOf("latency_seconds")];
  if (file < 0 || latency < 0) return { ok: false, problem: "the columns file and latency_seconds are needed" };
  const lines: LatencyLine[] = [];
  for (const row of rows) {
    const cells = csvCells(row);
    const text = (cells[latency] ?? "").trim();
    const seconds = Number(text);
    if (!(seconds > 0) || !Number.isFinite(seconds)) {
      return { ok: false, problem: `"${text}" is no latency in seconds` };
    }
    lines.push({ file: (cells[file] ?? "").trim(), seconds });
  }
  return { ok: true, value: lines };
}

/** The way back. */
export const latencyTable = (lines: readonly LatencyLine[]): string =>
  ["file,latency_seconds", ...lines.map(({ file, seconds }) => `${csvCell(file)},${seconds}`), ""].join("\n");
