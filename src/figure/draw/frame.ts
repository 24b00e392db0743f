/** Where each panel lies on the page, with its ticks: all that an axis needs to be drawn, in whichever language. */
import { type Axis, axisLabel, type Figure, type Panel, quantityLabel } from "../figure.ts";
import type { Points } from "../preset.ts";
import { fractionOf, linearTicks, logTicks, type Tick, ticksOf } from "../scale.ts";
import { legendOf } from "./legend.ts";
import { type Box, type Place, powerSize } from "./shape.ts";
import type { Style } from "./style.ts";
import { fitted, textWidth } from "./text.ts";

export interface ColorBar {
  readonly box: Box;
  readonly ticks: readonly Tick[];
  readonly label: string;
  /** Position of a value from the lower end, 0 to 1. */
  readonly fractionOf: (value: number) => number;
}

export interface Frame {
  readonly panel: Panel;
  /** The place of the panel, its labels included. */
  readonly outer: Box;
  /** The place of its data. */
  readonly box: Box;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly colors: ColorBar | undefined;
  /** Values to a place on the page. */
  readonly placeOf: (x: number, y: number) => Place;
}

export const tickLength = (style: Style): Points => style.small * 0.35;

/** Widest of some ticks, as written. */
export const tickWidth = ({ text, power }: Tick, size: Points): Points =>
  textWidth(text, size) + (power === undefined ? 0 : textWidth(String(power), size * powerSize));

const widestTick = (ticks: readonly Tick[], size: Points): Points =>
  ticks.reduce((most, tick) => Math.max(most, tickWidth(tick, size)), 0);

/** Names on the left may take up to this share of the panel. */
const namesShare = 0.42;

function leftTicks(axis: Axis, length: Points, room: Points, { small }: Style): readonly Tick[] {
  const ticks = ticksOf(axis, Math.max(2, Math.floor(length / (small * 2.2))));
  if (axis.scale !== "band") return ticks;
  const all = ticksOf(axis, Math.max(1, Math.floor(length / (small * 1.15))));
  return all.map((tick) => ({ ...tick, text: fitted(tick.text, small, room) }));
}

/** A wide axis with a number wherever one fits reads like a ruler. */
const mostNumbers = 9;

function bottomTicks(axis: Axis, length: Points, { small }: Style): readonly Tick[] {
  const sample = ticksOf(axis, 5);
  const each = widestTick(sample, small) + small * 1.4;
  const room = Math.max(2, Math.floor(length / each));
  return ticksOf(axis, axis.scale === "band" ? room : Math.min(room, mostNumbers));
}

/** Lists run from the top, quantities and the places of a map from below. */
const runsDown = ({ y, marks }: Panel): boolean => y.scale === "band" && marks.some(({ kind }) => kind === "bars");

function colorBarOf(panel: Panel, style: Style, height: Points): Omit<ColorBar, "box"> | undefined {
  const cells = panel.marks.find((mark) => mark.kind === "cells");
  if (cells === undefined) return undefined;
  const axis = { scale: cells.scale, quantity: cells.quantity, range: cells.range };
  const most = Math.max(2, Math.floor(height / (style.small * 2.2)));
  return {
    ticks: cells.scale === "log" ? logTicks(axis, most) : linearTicks(axis, most),
    label: quantityLabel(cells.quantity),
    fractionOf: (value) => fractionOf(axis, value),
  };
}

export function frameOf(panel: Panel, outer: Box, style: Style): Frame {
  const { text, small } = style;
  const labelRoom = (axis: Axis): Points => (axisLabel(axis) === "" ? 0 : text * 1.3);
  const bottom = tickLength(style) + small * 1.2 + labelRoom(panel.x);
  const top = panel.title === "" ? small * 0.7 : text * 1.6;
  const height = Math.max(1, outer.height - top - bottom);
  const yTicks = leftTicks(panel.y, height, outer.width * namesShare, style);
  const left = labelRoom(panel.y) + widestTick(yTicks, small) + tickLength(style) + small * 0.35;
  const colors = colorBarOf(panel, style, height);
  const barRoom = colors === undefined ? 0 : text * 2.6 + small * 0.4 + widestTick(colors.ticks, small);
  const guess = bottomTicks(panel.x, outer.width - left - barRoom, style);
  const right = colors === undefined ? Math.max(small * 0.6, widestTick(guess.slice(-1), small) / 2) : barRoom;
  const box = { x: outer.x + left, y: outer.y + top, width: Math.max(1, outer.width - left - right), height };
  const down = runsDown(panel);
  return {
    panel,
    outer,
    box,
    xTicks: bottomTicks(panel.x, box.width, style),
    yTicks,
    colors: colors && { ...colors, box: { ...box, x: box.x + box.width + text * 0.6, width: text } },
    placeOf: (x, y) => {
      const fraction = fractionOf(panel.y, y);
      return [box.x + fractionOf(panel.x, x) * box.width, box.y + (down ? fraction : 1 - fraction) * box.height];
    },
  };
}

/** Narrowest panel beside another one, in heights of its text. */
const narrowest = 15;

/** The most panels in a row that fill their rows evenly. */
export function panelsPerRow(count: number, { width, text }: Style): number {
  const most = Math.max(1, Math.floor(width / (text * narrowest)));
  for (let columns = Math.min(most, count); columns > 1; columns -= 1) if (count % columns === 0) return columns;
  return 1;
}

/** Height that suits a row of panels: room for every bar, else the preset's aspect. */
function rowHeight(panels: readonly Panel[], style: Style): Points {
  const heights = panels.map((panel) => {
    const { y, marks, bars } = panel;
    if (y.scale === "band" && runsDown(panel)) {
      const beside = bars === "group" ? marks.filter(({ kind }) => kind === "bars").length : 1;
      return y.names.length * style.small * Math.max(1.75, beside * 1.2) + style.text * 4;
    }
    const width = style.width / panels.length;
    const isMap = marks.some(({ kind }) => kind === "cells");
    return width * (isMap ? style.aspect * 1.1 : panels.length > 1 ? Math.max(style.aspect, 0.8) : style.aspect);
  });
  return Math.max(...heights, style.text * 9);
}

export interface Page {
  readonly width: Points;
  readonly height: Points;
  readonly frames: readonly Frame[];
  /** Base line of the title; undefined where none is written. */
  readonly titleAt: Place | undefined;
  readonly legendTop: Points;
}

/** Cuts the page into title, legend and panels. */
export function pageOf(figure: Figure, style: Style): Page {
  const { panels } = figure;
  const margin = style.small * 0.25;
  const titled = style.titled && figure.title !== "";
  const legendTop = margin + (titled ? style.text * 1.7 : 0);
  const top = legendTop + legendOf(figure, style, 0).height;
  const columns = panelsPerRow(panels.length, style);
  const rows = Array.from({ length: Math.ceil(panels.length / columns) }, (_, row) =>
    panels.slice(row * columns, (row + 1) * columns),
  );
  const wished = rows.map((row) => (columns === 1 && rows.length > 1 ? stacked(row, style) : rowHeight(row, style)));
  const total = wished.reduce((sum, height) => sum + height, 0);
  const height = style.height ?? top + total + margin;
  const stretch = Math.max(1, height - top - margin) / total;
  const gap = columns > 1 ? style.text * 0.6 : 0;
  let y = top;
  const frames = rows.flatMap((row, at) => {
    const rowTop = y;
    const own = (wished[at] ?? 0) * stretch;
    y += own;
    const width = (style.width - 2 * margin - gap * (columns - 1)) / columns;
    return row.map((panel, column) =>
      frameOf(panel, { x: margin + column * (width + gap), y: rowTop, width, height: own }, style),
    );
  });
  return {
    width: style.width,
    height,
    frames,
    titleAt: titled ? [style.width / 2, margin + style.text * 1.1] : undefined,
    legendTop,
  };
}

/** Panels one below the other are flat, or the figure would fill the column. */
const stacked = (row: readonly Panel[], style: Style): Points => Math.min(rowHeight(row, style), style.width * 0.45);
