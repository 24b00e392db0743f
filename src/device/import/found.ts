/** What a tool's output tells about a device: facts for its form, and what it was doing at that moment. */
import type { Bytes, BytesPerSecond, Fraction, Hertz } from "../../base/units.ts";
import type { Cluster, Sourced } from "../device.ts";

/** Facts about the cores of one kind; any of them may be missing. */
export type FoundCluster = { readonly [K in Exclude<keyof Cluster, "id">]?: Cluster[K] | undefined };

/** What the device did while the tool watched. */
export type Moment = {
  readonly frequencyHz?: Sourced<Hertz> | undefined;
  /** Share of time in which the watched load kept a core busy. */
  readonly utilization?: Sourced<Fraction> | undefined;
  /** Traffic that the watched load caused, not what the memory had left. */
  readonly traffic?: Sourced<BytesPerSecond> | undefined;
};

/** A counter as the tool printed it, or a ratio of two: shown, never fed into anything. */
export type Counter = { readonly label: string; readonly value: number; readonly unit: "" | "/cycle" | "%" };

export type Found = {
  readonly soc?: string | undefined;
  /** Fastest first, as far as clocks tell. */
  readonly clusters?: readonly FoundCluster[] | undefined;
  readonly l3Bytes?: Sourced<Bytes> | undefined;
  readonly capacityBytes?: Sourced<Bytes> | undefined;
  readonly moment?: Moment | undefined;
  readonly counters?: readonly Counter[] | undefined;
  /** Sentences: what was read and not used, and why. */
  readonly unused?: readonly string[] | undefined;
};

/** A kind of text that can be read. */
export type Format = {
  readonly id: string;
  readonly label: string;
  /** The command that prints it. */
  readonly command: string;
  readonly matches: (text: string) => boolean;
  readonly read: (text: string) => Found;
};

/** Fastest first; clusters without a clock keep their order at the end. */
export const byClock = (clusters: readonly FoundCluster[]): readonly FoundCluster[] =>
  clusters.toSorted((a, b) => (b.maxFrequencyHz?.value ?? 0) - (a.maxFrequencyHz?.value ?? 0));

/** The lines of a text, whatever ends them. */
export const linesOf = (text: string): readonly string[] => text.split(/\r?\n/);

/** "Key: value" or "key<tab>: value" as a pair. */
export function pairIn(line: string): readonly [key: string, value: string] | undefined {
  const at = line.indexOf(":");
  return at <= 0 ? undefined : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/** A number at the start of a text, undefined where there is none or where it is 0: tools print 0 for what they cannot tell. */
export function numberAt(text: string | undefined): number | undefined {
  const value = Number.parseFloat(text ?? "");
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
