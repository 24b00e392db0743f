/** The legend: one entry a series, in rows above the panels. */
import { type Figure, listedSeries, type Mark, type Series } from "../figure.ts";
import { black, inkOf } from "../palette.ts";
import type { Points } from "../preset.ts";
import { hatchShapes, markerShape } from "./markers.ts";
import { type Box, boxShape, lineShape, type Shape, solid, textShape } from "./shape.ts";
import { type Style, thin } from "./style.ts";
import { fitted, textWidth } from "./text.ts";

export interface Legend {
  readonly height: Points;
  readonly shapes: readonly Shape[];
}

interface Entry {
  readonly series: Series;
  readonly kinds: ReadonlySet<Mark["kind"]>;
  readonly marked: boolean;
  readonly text: string;
  readonly width: Points;
}

/** Nothing to tell apart needs no legend. */
const fewest = 2;

function entriesOf(figure: Figure, style: Style): readonly Entry[] {
  const listed = listedSeries(figure);
  const marks = figure.panels.flatMap((panel) => panel.marks);
  return listed.length < fewest
    ? []
    : listed.map((series) => {
        const own = marks.filter((mark) => mark.series.name === series.name);
        const text = fitted(series.name, style.small, style.width * 0.8);
        return {
          series,
          kinds: new Set(own.map(({ kind }) => kind)),
          marked: own.some((mark) => mark.kind === "line" && mark.marked === true),
          text,
          width: sampleWidth(style) + textWidth(text, style.small) + style.small * 1.2,
        };
      });
}

/** Of the sample before the text, with its gap. */
const sampleWidth = ({ small }: Style): Points => small * 2.4;

/** From the top at `y`, as wide as the figure. */
export function legendOf(figure: Figure, style: Style, y: Points): Legend {
  const rows: Entry[][] = [];
  let room = 0;
  for (const entry of entriesOf(figure, style)) {
    const row = rows.at(-1);
    if (row === undefined || entry.width > room) {
      rows.push([entry]);
      room = style.width - style.small - entry.width;
    } else {
      row.push(entry);
      room -= entry.width;
    }
  }
  const line = style.small * 1.35;
  const shapes = rows.flatMap((row, at) => {
    const total = row.reduce((sum, { width }) => sum + width, 0);
    let x = Math.max(style.small / 2, (style.width - total) / 2);
    return row.flatMap((entry) => {
      const own = entryShapes(entry, style, x, y + at * line + line / 2);
      x += entry.width;
      return own;
    });
  });
  return { height: rows.length === 0 ? 0 : rows.length * line + style.small * 0.3, shapes };
}

function entryShapes(
  { series, kinds, marked, text }: Entry,
  style: Style,
  x: Points,
  middle: Points,
): readonly Shape[] {
  const { small } = style;
  const ink = inkOf(style.palette, series.slot);
  const long = small * 1.8;
  const box: Box = { x: x + small * 0.5, y: middle - small * 0.36, width: small, height: small * 0.72 };
  const edge = solid(black, style.line * thin * 0.8);
  const shapes: Shape[] = [];
  if (kinds.has("bars") || kinds.has("area")) {
    shapes.push(
      boxShape(box, ink.color),
      ...hatchShapes(ink.hatch, box, small * 0.35, edge),
      boxShape(box, undefined, edge),
    );
  }
  if (kinds.has("line")) {
    const dash = ink.dash.map((part) => part * style.line);
    const ends = [[x, middle] as const, [x + long, middle] as const];
    shapes.push(lineShape(ends, { color: ink.stroke, width: style.line, dash }));
  }
  if (kinds.has("points") || marked) shapes.push(markerShape(ink, [x + long / 2, middle], small * 0.3));
  return [...shapes, textShape(text, [x + sampleWidth(style), middle + small * 0.35], small, black)];
}
