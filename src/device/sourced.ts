import type { Kind, Sourced } from "./device.ts";

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
