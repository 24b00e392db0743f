/** A measured row and its line in the table. */
import type { Surroundings } from "./plan.ts";

export interface Row extends Surroundings {
  readonly network: string;
  /** Which visit to the network, from 1. */
  readonly pass: number;
  /** Latencies of the timed runs in seconds. */
  readonly runs: number;
  readonly meanSeconds: number;
  readonly medianSeconds: number;
  readonly deviationSeconds: number;
  readonly leastSeconds: number;
  /** CPU time over wall time of the inference while it was timed. */
  readonly inferenceShare: number;
  /** The same of the load program, and the wall-clock share in which it wanted the core. */
  readonly loadShare: number;
  readonly loadDuty: number;
  /** What the copying program moved, in bytes per second. */
  readonly streamedBytesPerSecond: number;
  /** CPU time of other programs on the core of the inference, over wall time; time taken by the host included. */
  readonly foreignShare: number;
  /** The same on the other core, where it only competes for cache and memory. */
  readonly otherCoreShare: number;
  /** Clock by a timed loop just before the round, in hertz. */
  readonly clockHz: number;
  /** How many rounds were disturbed before this one. */
  readonly repeats: number;
}

type Column = readonly [string, (row: Row) => string | number];

const microseconds = (seconds: number): number => Number((seconds * 1e6).toFixed(1));
const share = (value: number): number => Number(value.toFixed(4));

const columns: readonly Column[] = [
  ["network", (row) => row.network],
  ["pass", (row) => row.pass],
  ["load", (row) => row.load],
  ["priority", (row) => row.priority],
  ["stream_bytes_per_second", (row) => row.streamBytesPerSecond],
  ["runs", (row) => row.runs],
  ["mean_us", (row) => microseconds(row.meanSeconds)],
  ["median_us", (row) => microseconds(row.medianSeconds)],
  ["std_us", (row) => microseconds(row.deviationSeconds)],
  ["min_us", (row) => microseconds(row.leastSeconds)],
  ["inference_share", (row) => share(row.inferenceShare)],
  ["load_share", (row) => share(row.loadShare)],
  ["load_duty", (row) => share(row.loadDuty)],
  ["streamed_bytes_per_second", (row) => Math.round(row.streamedBytesPerSecond)],
  ["foreign_share", (row) => share(row.foreignShare)],
  ["other_core_share", (row) => share(row.otherCoreShare)],
  ["clock_mhz", (row) => Math.round(row.clockHz / 1e6)],
  ["repeats", (row) => row.repeats],
];

export const header = columns.map(([name]) => name).join(",");
export const line = (row: Row): string => columns.map(([, value]) => value(row)).join(",");

/** A visit to a network, as a later run asks for it. */
export const visitOf = (network: string, pass: number | string): string => `${network},${pass}`;

const visitOfLine = (text: string): string => visitOf(...splitLine(text));
const splitLine = (text: string): [network: string, pass: string] => {
  const [network = "", pass = ""] = text.split(",");
  return [network, pass];
};

/** Visits that have all their rows in a table: a later run leaves them out. */
export function completeVisits(table: string, rowsEach: number): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const text of table.split("\n").slice(1)) {
    if (text !== "") counts.set(visitOfLine(text), (counts.get(visitOfLine(text)) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= rowsEach).map(([visit]) => visit));
}

/** A table without the rows of visits that were cut short; its lines begin with the network and the visit. */
export const onlyVisits = (table: string, complete: ReadonlySet<string>): string =>
  table
    .split("\n")
    .filter((text, index) => index === 0 || complete.has(visitOfLine(text)))
    .join("\n");

export interface Summary {
  readonly mean: number;
  readonly median: number;
  readonly deviation: number;
  readonly least: number;
}

/**
 * Mean of the middle half of the values: the outer quarters do not count, a value that a quartile cuts counts in part (Tukey's
 * midmean). Of two or four values it is their median; of more it is as deaf to a disturbed visit and scatters less.
 */
export function interquartileMean(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const quarter = sorted.length / 4;
  const shares = sorted.map((_, at) => Math.max(0, Math.min(at + 1, 3 * quarter) - Math.max(at, quarter)));
  return sorted.reduce((sum, value, at) => sum + value * (shares[at] ?? 0), 0) / (2 * quarter);
}

/** Mean, median, standard deviation (n - 1) and minimum. */
export function summaryOf(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  const lower = sorted[Math.ceil(half) - 1] ?? Number.NaN;
  return {
    mean,
    median: (lower + upper) / 2,
    deviation: values.length > 1 ? Math.sqrt(square / (values.length - 1)) : 0,
    least: sorted[0] ?? Number.NaN,
  };
}
