/** What the user chose for a figure, and how an address and a recipe write it. */
import { type PaletteId, paletteIds } from "./palette.ts";
import { type PresetId, presetIds } from "./preset.ts";

export const kindIds = [
  "roofline",
  "operators",
  "nodes",
  "conv-share",
  "conv-parameters",
  "surface",
  "sensitivity",
  "memory",
  "load",
  "baselines",
] as const;
export type KindId = (typeof kindIds)[number];

/** Dots per inch a bitmap can have. */
export const resolutions = [150, 300, 600] as const;
export type Resolution = (typeof resolutions)[number];

export interface FigureChoice {
  readonly kind: KindId;
  /** A choice that the kind itself offers, by its id; undefined: its first one. */
  readonly option: string | undefined;
  readonly preset: PresetId;
  readonly palette: PaletteId;
  /** Instead of the preset's, in millimetres. */
  readonly widthMm: number | undefined;
  /** Undefined: what suits the figure. */
  readonly heightMm: number | undefined;
  readonly dpi: Resolution;
  /** Is the title written into the figure? Papers have captions instead. */
  readonly titled: boolean;
}

export const defaultChoice: FigureChoice = {
  kind: "roofline",
  option: undefined,
  preset: "ieee-single",
  palette: "okabe-ito",
  widthMm: undefined,
  heightMm: undefined,
  dpi: 300,
  titled: false,
};

/** Between a stamp and a poster. */
export const sizeLimitsMm: readonly [number, number] = [20, 600];

/** A size in millimetres that can be drawn, to a tenth; undefined for anything else. */
export function sizeOf(value: unknown): number | undefined {
  const size = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
  const [least, most] = sizeLimitsMm;
  return size >= least && size <= most ? Math.round(size * 10) / 10 : undefined;
}

/** Only what differs from the default: "kind:surface,preset:acm-double"; undefined for nothing. */
export function formatChoice(choice: FigureChoice): string | undefined {
  const parts = Object.entries(choice).flatMap(([key, value]) => {
    const usual = Object.entries(defaultChoice).find(([name]) => name === key)?.[1];
    return value === undefined || value === usual
      ? []
      : [`${key}:${encodeURIComponent(String(value)).replaceAll("%2F", "/")}`];
  });
  return parts.length === 0 ? undefined : parts.join(",");
}

/** What does not fit is left at its default. */
export const parseChoice = (text: string): FigureChoice =>
  choiceOf(
    Object.fromEntries(
      text.split(",").flatMap((part) => {
        const [, key, value] = /^(\w+):([^,]+)$/.exec(part) ?? [];
        return key === undefined || value === undefined ? [] : [[key, decoded(value)]];
      }),
    ),
  );

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // An address that was cut may end within a code.
    return text;
  }
}

/** A choice from fields of any kind, as an address or a file has them. */
export function choiceOf(fields: Readonly<Record<string, unknown>>): FigureChoice {
  const { kind, option, preset, palette, dpi, titled } = fields;
  return {
    kind: kindIds.find((one) => one === kind) ?? defaultChoice.kind,
    option: typeof option === "string" && option !== "" ? option : undefined,
    preset: presetIds.find((one) => one === preset) ?? defaultChoice.preset,
    palette: paletteIds.find((one) => one === palette) ?? defaultChoice.palette,
    widthMm: sizeOf(fields["widthMm"] ?? undefined),
    heightMm: sizeOf(fields["heightMm"] ?? undefined),
    dpi: resolutions.find((one) => one === Number(dpi)) ?? defaultChoice.dpi,
    titled: titled === true || titled === "true",
  };
}
