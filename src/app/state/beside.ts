/** Which analyses a comparison needs besides that of the open model, and what of them is missing. */
import type { Analysis } from "../../engine/analysis.ts";
import type { OpenModel, Origin } from "./document.ts";
import type { Session } from "./session.ts";
import { widthOf } from "./width.ts";

type Sizes = Session["sizes"];

/** A model to be read: a file that is here, or a sample that has to be fetched. */
export interface Wanted {
  /** Tells it from the others, here and in the worker. */
  readonly slot: string;
  readonly name: string;
  readonly origin: Origin | undefined;
  readonly sizes: Sizes;
  /** Undefined: its own, 1. */
  readonly width?: number;
}

/** A file of the user beside the open model. */
export interface OwnFile {
  readonly slot: string;
  readonly origin: Origin;
}

/** What an analysis was made from. */
export type Made = Pick<Wanted, "sizes"> & { readonly origin: Origin; readonly analysis?: Pick<Analysis, "width"> };

export const baselineSlot = "baseline";
export const sampleSlot = (name: string): string => `sample ${name}`;

export const sameSizes = (a: Sizes, b: Sizes): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * All that is compared with the open model: samples, then files, each with the sizes that the open model was read with,
 * so that a batch of four stands beside a batch of four. The baseline is there only while its sizes or its width differ
 * from the open model's; else it is the open model itself.
 */
export function wantedFor(
  { baseline, compared }: Pick<Session, "baseline" | "compared">,
  open: (Pick<OpenModel, "origin" | "sizes"> & Pick<Made, "analysis">) | undefined,
  files: readonly OwnFile[],
): readonly Wanted[] {
  if (open === undefined) return [];
  const { origin, sizes } = open;
  const needsBaseline =
    baseline !== undefined && !(sameSizes(baseline.sizes, sizes) && baseline.width === widthOf(open.analysis));
  const width = baseline === undefined || baseline.width === 1 ? {} : { width: baseline.width };
  return [
    ...(needsBaseline ? [{ slot: baselineSlot, name: origin.file.name, origin, sizes: baseline.sizes, ...width }] : []),
    ...compared.map((name) => ({ slot: sampleSlot(name), name, origin: undefined, sizes })),
    ...files.map((file) => ({ slot: file.slot, name: file.origin.file.name, origin: file.origin, sizes })),
  ];
}

/** Is an analysis the one that is wanted? A sample that was fetched once stays as it is. */
export const isWanted = (made: Made | undefined, { origin, sizes, width = 1 }: Wanted): boolean =>
  made !== undefined &&
  (origin === undefined || made.origin === origin) &&
  sameSizes(made.sizes, sizes) &&
  widthOf(made.analysis) === width;
