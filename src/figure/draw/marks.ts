/** Marks and notes of a panel as shapes. */
import type { AreaMark, BarsMark, CellsMark, LineMark, Mark, Note, Panel, PointsMark } from "../figure.ts";
import { black, inkOf, rampAt } from "../palette.ts";
import { fractionOf } from "../scale.ts";
import type { Frame } from "./frame.ts";
import { hatchShapes, markerShape } from "./markers.ts";
import { type Box, boxShape, lineShape, type Place, polygon, type Shape, solid, textShape } from "./shape.ts";
import { type Style, thin } from "./style.ts";

export const markShapes = (frame: Frame, style: Style): readonly Shape[] => [
  ...frame.panel.marks.flatMap((mark) => shapesOf(mark, frame, style)),
  ...frame.panel.notes.map((note) => noteShape(note, frame, style)),
];

function shapesOf(mark: Mark, frame: Frame, style: Style): readonly Shape[] {
  switch (mark.kind) {
    case "line":
      return lineShapes(mark, frame, style);
    case "points":
      return pointShapes(mark, frame, style);
    case "area":
      return areaShapes(mark, frame, style);
    case "bars":
      return barShapes(mark, frame, style);
    case "cells":
      return cellShapes(mark, frame, style);
  }
}

function lineShapes({ series, points, marked }: LineMark, { placeOf }: Frame, style: Style): readonly Shape[] {
  const ink = inkOf(style.palette, series.slot);
  const places = points.map(({ x, y }) => placeOf(x, y));
  const dash = ink.dash.map((part) => part * style.line);
  return [
    ...(places.length < 2 ? [] : [lineShape(places, { color: ink.stroke, width: style.line, dash })]),
    ...(marked === true ? places.map((at) => markerShape(ink, at, style.small * 0.28)) : []),
  ];
}

const pointShapes = ({ series, points }: PointsMark, { placeOf }: Frame, style: Style): readonly Shape[] => {
  const ink = inkOf(style.palette, series.slot);
  return points.map(({ x, y }) => markerShape(ink, placeOf(x, y), style.small * 0.3));
};

/** Corners of an area's upper edge: each value holds for half a unit to either side. */
export const stairs = (points: AreaMark["points"]): readonly (readonly [number, number])[] =>
  points.flatMap(({ x, y }) => [[x - 0.5, y] as const, [x + 0.5, y] as const]);

function areaShapes({ series, points }: AreaMark, { panel, placeOf }: Frame, style: Style): readonly Shape[] {
  const ink = inkOf(style.palette, series.slot);
  const upper = stairs(points).map(([x, y]) => placeOf(x, y));
  const base = baseOf(panel);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return [];
  const lower = [placeOf(last.x + 0.5, base), placeOf(first.x - 0.5, base)];
  return [polygon([...upper, ...lower], lighter(ink.color)), lineShape(upper, solid(ink.stroke, style.line))];
}

/** Half way to white, since not every format of ours knows transparency. */
export function lighter(color: string): string {
  const all = Number.parseInt(color.slice(1), 16);
  const parts = [all >> 16, (all >> 8) & 255, all & 255].map((byte) => Math.round(byte + (255 - byte) * 0.6));
  return `#${parts.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Where bars begin: 0, or the lower end of an axis that has no 0. */
export function baseOf({ x, y }: Panel): number {
  const axis = y.scale === "band" ? x : y;
  return axis.scale === "log" ? axis.range[0] : 0;
}

/** Share of its place that a bar, or a group of bars, takes. */
const fullness = 0.74;

export interface Bar {
  /** Number of its name on the band axis. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Ends across, in units of the band axis. */
  readonly low: number;
  readonly high: number;
  readonly label: string;
}

/** The bars of one series, with those of the others beside or below them. */
export function barsOf(mark: BarsMark, panel: Panel): readonly Bar[] {
  const all = panel.marks.filter((one) => one.kind === "bars");
  const place = all.indexOf(mark);
  const stack = panel.bars === "stack";
  const width = fullness / (stack ? 1 : all.length);
  return mark.values.flatMap((value, at): readonly Bar[] => {
    if (value === undefined) return [];
    const below = stack ? all.slice(0, place).reduce((sum, one) => sum + (one.values[at] ?? 0), 0) : baseOf(panel);
    const low = at - fullness / 2 + (stack ? 0 : place * width);
    const to = stack ? below + value : value;
    return [{ at, from: below, to, low, high: low + width, label: mark.labels?.[at] ?? "" }];
  });
}

function barShapes(mark: BarsMark, { panel, placeOf }: Frame, style: Style): readonly Shape[] {
  const ink = inkOf(style.palette, mark.series.slot);
  const edge = solid(black, style.line * thin * 0.8);
  const isLevel = panel.y.scale === "band";
  return barsOf(mark, panel).flatMap(({ from, to, low, high, label }) => {
    const [a, b] = isLevel ? [placeOf(from, low), placeOf(to, high)] : [placeOf(low, from), placeOf(high, to)];
    const box = boxBetween(a, b);
    // A bar of no width would show as a line of its edge.
    const bar =
      box.width === 0 || box.height === 0
        ? []
        : [
            boxShape(box, ink.color),
            ...hatchShapes(ink.hatch, box, style.small * 0.45, edge),
            boxShape(box, undefined, edge),
          ];
    const at: Place = isLevel
      ? [box.x + box.width + style.small * 0.35, box.y + box.height / 2 + style.small * 0.35]
      : [box.x + box.width / 2, box.y - style.small * 0.35];
    const anchor = isLevel ? "start" : "middle";
    return label === "" ? bar : [...bar, textShape(label, at, style.small, black, { anchor })];
  });
}

const boxBetween = ([x, y]: Place, [u, v]: Place): Box => ({
  x: Math.min(x, u),
  y: Math.min(y, v),
  width: Math.abs(u - x),
  height: Math.abs(v - y),
});

function cellShapes({ rows, scale, quantity, range }: CellsMark, { placeOf }: Frame, style: Style): readonly Shape[] {
  const axis = { scale, quantity, range };
  return rows.flatMap((row, y) =>
    row.flatMap((value, x): readonly Shape[] => {
      const box = boxBetween(placeOf(x - 0.5, y - 0.5), placeOf(x + 0.5, y + 0.5));
      if (value === undefined) return hatchShapes("rising", box, style.small * 0.5, solid(black, 0.2));
      const color = rampAt(style.palette, fractionOf(axis, value));
      // An edge of its own colour closes the seams that viewers leave between neighbours.
      return [boxShape(box, color, solid(color, 0.2))];
    }),
  );
}

function noteShape({ x, y, text, anchor, side }: Note, { placeOf }: Frame, { small }: Style): Shape {
  const [left, top] = placeOf(x, y);
  const aside = anchor === "middle" ? 0 : anchor === "start" ? small * 0.4 : -small * 0.4;
  const at: Place = [left + aside, side === "above" ? top - small * 0.4 : top + small * 1.05];
  return textShape(text, at, small, black, { anchor });
}
