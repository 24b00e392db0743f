import type { Hertz } from "../base/units.ts";
import type { Kind, PowerPoint, Sourced } from "./device.ts";

type Write = <T>(value: T, source: string, note?: string) => Sourced<T>;

const of =
  (kind: Kind): Write =>
  (value, source, note) =>
    note === undefined ? { value, kind, source } : { value, kind, source, note };

/** A maker's figure, or a page that repeats one. */
export const datasheet: Write = of("datasheet");
/** A figure that a program printed on this hardware. */
export const measured: Write = of("measured");
/** A figure that follows by arithmetic from others, which the source names. */
export const derived: Write = of("derived");
/** Our own choice where no source was found; the source says on what ground. */
export const assumed: Write = of("assumed");

/** The kind of a result made of several sourced numbers: one assumption makes it an assumption. */
export const derivedKind = (parts: readonly Sourced<unknown>[]): Kind =>
  parts.some((part) => part.kind === "assumed") ? "assumed" : "derived";

/** Clock steps written in MHz, in whole hertz. */
export const megahertz = (steps: readonly number[]): readonly Hertz[] => steps.map((step) => Math.round(step * 1e6));

/**
 * Power of one busy core by clock, written as [MHz, mW]: what the whole device drew above idle while one core ran
 * CoreMark (integer work, so less than vector arithmetic draws).
 */
export const milliwatts = (
  table: readonly (readonly [number, number])[],
  source: string,
): Sourced<readonly PowerPoint[]> =>
  measured(
    table.map(([clock, power]) => [Math.round(clock * 1e6), power / 1e3] as const),
    source,
    "Whole device less idle, one core running CoreMark: integer work, no vectors.",
  );
