/** What publishers ask of a figure: its width, the size of its letters, the width of its lines. */

/** PostScript points: 72 to the inch. */
export type Points = number;

export const pointsPerMm = 72 / 25.4;

export const presetIds = ["ieee-single", "ieee-double", "acm-single", "acm-double", "slide"] as const;
export type PresetId = (typeof presetIds)[number];

export interface Preset {
  readonly id: PresetId;
  readonly name: string;
  readonly widthMm: number;
  /** Of a panel that has no height of its own: height over width. */
  readonly aspect: number;
  /** Letters of axis labels, legend and titles; those of ticks and notes. */
  readonly text: Points;
  readonly small: Points;
  /** Width of the lines of data; axes are thinner. */
  readonly line: Points;
  /** Whose rule the width is. */
  readonly source: string;
}

const print = { text: 8, small: 7, line: 1 };
/** Across two columns a figure of one column's shape would fill half the page. */
const [narrow, wide] = [
  { ...print, aspect: 0.66 },
  { ...print, aspect: 0.4 },
];

export const presets: readonly Preset[] = [
  {
    id: "ieee-single",
    name: "IEEE, one column (3.5 in)",
    widthMm: 88.9,
    ...narrow,
    source: "IEEE Author Center, Resolution and Size: one column 3.5 in",
  },
  {
    id: "ieee-double",
    name: "IEEE, two columns (7.16 in)",
    widthMm: 181.864,
    ...wide,
    source: "IEEE Author Center, Resolution and Size: two columns 7.16 in",
  },
  {
    id: "acm-single",
    name: "ACM, one column (3.33 in)",
    widthMm: 84.582,
    ...narrow,
    source: "ACM acmart sigconf: columns of 3.33 in",
  },
  {
    id: "acm-double",
    name: "ACM, two columns (7.0 in)",
    widthMm: 177.8,
    ...wide,
    source: "ACM acmart sigconf: text width 7.0 in",
  },
  {
    id: "slide",
    name: "Slide, 16:9 (10 in)",
    widthMm: 254,
    aspect: 0.5,
    text: 16,
    small: 14,
    line: 2,
    source: "a slide of 10 in by 5.625 in, readable from the last row",
  },
];

export const presetOf = (id: PresetId): Preset => {
  const found = presets.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no preset ${id}`);
  return found;
};
