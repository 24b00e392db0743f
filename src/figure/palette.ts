/** Inks of series. Each has a dash, a marker and, where greys alone must do, a hatch: no meaning hangs on colour. */
import type { Slot } from "./figure.ts";

export const markers = ["circle", "diamond", "square", "up", "down", "pentagon", "plus", "cross"] as const;
export type Marker = (typeof markers)[number];

export const hatches = ["none", "rising", "falling", "cross", "level", "upright", "grid", "dense"] as const;
export type Hatch = (typeof hatches)[number];

export interface Ink {
  /** Of what is filled, "#rrggbb". */
  readonly color: string;
  /** Of lines: never so light that they are lost on white. */
  readonly stroke: string;
  /** Lengths of strokes and gaps in line widths; empty for a whole line. */
  readonly dash: readonly number[];
  readonly marker: Marker;
  readonly hatch: Hatch;
}

export interface Palette {
  readonly id: PaletteId;
  readonly name: string;
  readonly inks: readonly Ink[];
  /** Of a heat map, from the least to the most; lightness falls all the way. */
  readonly ramp: readonly string[];
}

export const paletteIds = ["okabe-ito", "grey"] as const;
export type PaletteId = (typeof paletteIds)[number];

const dashes: readonly (readonly number[])[] = [
  [],
  [5, 2],
  [1, 1.5],
  [5, 1.5, 1, 1.5],
  [8, 2],
  [3, 1.5],
  [5, 1.5, 1, 1.5, 1, 1.5],
  [2, 3],
];

const inksOf = (colors: readonly string[], strokes: readonly string[], hatched: boolean): readonly Ink[] =>
  colors.map((color, at) => ({
    color,
    stroke: strokes[at] ?? color,
    dash: dashes[at] ?? [],
    marker: markers[at] ?? "circle",
    hatch: hatched ? (hatches[at] ?? "none") : "none",
  }));

/** Okabe and Ito, "Color Universal Design" (2008), in the order of the window's classes; a grey stands for their black. */
const okabeIto = ["#0072B2", "#56B4E9", "#CC79A7", "#009E73", "#F0E442", "#E69F00", "#D55E00", "#6B6B6B"];

/** Lightness L* 18 to 95 in steps of 11; neighbours in a stack are far apart. */
const greys = ["#2D2D2D", "#D5D5D5", "#7A7A7A", "#F2F2F2", "#464646", "#B7B7B7", "#999999", "#606060"];
const greyLines = ["#111111", "#5A5A5A", "#808080", "#3A3A3A", "#6E6E6E", "#111111", "#5A5A5A", "#3A3A3A"];

export const palettes: readonly Palette[] = [
  {
    id: "okabe-ito",
    name: "Okabe-Ito",
    inks: inksOf(okabeIto, okabeIto.with(4, "#8F8600"), false),
    ramp: ["#F4F8FC", "#9DC6E4", "#3E8EC4", "#0A4F86", "#08233F"],
  },
  {
    id: "grey",
    name: "Greyscale",
    inks: inksOf(greys, greyLines, true),
    ramp: ["#FAFAFA", "#C6C6C6", "#8E8E8E", "#565656", "#1E1E1E"],
  },
];

export const paletteOf = (id: PaletteId): Palette => {
  const found = palettes.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no palette ${id}`);
  return found;
};

export const black = "#111111";
export const grey = "#5F5F5F";

const plainInk: Ink = { color: black, stroke: black, dash: [], marker: "circle", hatch: "none" };

/** The ink of a slot; "muted" is a dashed grey for what is only compared with. */
export function inkOf({ inks }: Palette, slot: Slot): Ink {
  if (slot === "ink") return plainInk;
  if (slot === "muted") return { color: grey, stroke: grey, dash: [3, 2], marker: "circle", hatch: "none" };
  return inks[slot % inks.length] ?? plainInk;
}

const channels = (color: string): readonly [number, number, number] => {
  const all = Number.parseInt(color.slice(1), 16);
  return [all >> 16, (all >> 8) & 255, all & 255];
};

/** CIE lightness L* of an sRGB colour, 0 to 100 (IEC 61966-2-1, CIE 15). */
export function lightness(color: string): number {
  const [r, g, b] = channels(color).map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const y = 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (24389 / 27) * y;
}

/** The ramp at a place between 0 and 1, straight between its colours. */
export function rampAt({ ramp }: Palette, at: number): string {
  const place = Math.min(Math.max(at, 0), 1) * (ramp.length - 1);
  const from = Math.min(Math.floor(place), ramp.length - 2);
  const [a, b] = [channels(ramp[from] ?? black), channels(ramp[from + 1] ?? black)];
  const mixed = a.map((byte, i) => Math.round(byte + ((b[i] ?? 0) - byte) * (place - from)));
  return `#${mixed.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
