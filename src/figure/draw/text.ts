/** How wide text is, without a page that could measure it. */
import type { Points } from "../preset.ts";

/** Advance widths of Helvetica in thousandths of its size, " " to "~" (Adobe's Core 14 AFM); Arial and Liberation Sans share them. */
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];

/** Of what is not in the table: "×", "µ" and most letters are narrower, "…" and Chinese characters are 1000 wide. */
const widest = 1000;
const usual = 584;

/** Width of a line of text in the family of Helvetica. */
export function textWidth(text: string, size: Points): Points {
  let sum = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    sum += widths[code - 32] ?? (code === 0x2026 || code > 0x2fff ? widest : usual);
  }
  return (sum * size) / 1000;
}

/** The end of a text that is too wide, where exporters put what tells nodes apart. */
export function fitted(text: string, size: Points, room: Points): string {
  if (textWidth(text, size) <= room) return text;
  const chars = Array.from(text);
  for (let cut = 1; cut < chars.length; cut += 1) {
    const rest = `…${chars.slice(cut).join("")}`;
    if (textWidth(rest, size) <= room) return rest;
  }
  return "…";
}
