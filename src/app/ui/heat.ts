/** Heat: a share of latency as one of sixteen colours of cividis, dark blue to yellow. */
import type { Fraction } from "../../base/units.ts";

/**
 * Ten samples of cividis, even steps (Nuñez, Anderton and Renslow, PLOS ONE 13(7), 2018): the same to colour-blind eyes,
 * and brighter wherever it is hotter.
 */
const cividis = [
  "#00224e",
  "#123570",
  "#3b496c",
  "#575d6d",
  "#707173",
  "#8a8678",
  "#a59c74",
  "#c3b369",
  "#e1cc55",
  "#fee838",
] as const;

export const heatBins = 16;

type Rgb = readonly [number, number, number];
const rgb = (hex: string): Rgb => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];
const hex = (color: Rgb): string => `#${color.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

function sample(position: number): string {
  const at = position * (cividis.length - 1);
  const low = rgb(cividis[Math.floor(at)] ?? cividis[0]);
  const high = rgb(cividis[Math.ceil(at)] ?? cividis[0]);
  const part = at % 1;
  const mix = (i: 0 | 1 | 2): number => low[i] * (1 - part) + high[i] * part;
  return hex([mix(0), mix(1), mix(2)]);
}

/** Bin → fill colour. */
export const heatColors: readonly string[] = Array.from({ length: heatBins }, (_, bin) => sample(bin / (heatBins - 1)));

/** Relative luminance of WCAG 2.2. */
export function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = rgb(color).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** Black or white, whichever reads better on a fill. */
export const inkOn = (fill: string): string =>
  contrast(fill, "#ffffff") >= contrast(fill, "#0b0d10") ? "#ffffff" : "#0b0d10";

/** Bin of a share when `top` is the hottest one; undefined (no heat) for nodes that take no time or an unknown one. */
export function heatBin(share: Fraction | undefined, top: Fraction): number | undefined {
  if (share === undefined || share <= 0 || top <= 0) return undefined;
  return Math.min(heatBins - 1, Math.floor((share / top) * heatBins));
}
