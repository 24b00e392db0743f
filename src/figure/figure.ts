/** A figure as plain data: what is drawn, without how. Values are in SI base units; axes say in which unit they are shown. */

/** A unit of display: "ms" is 1e-3 of the SI unit. */
export interface Unit {
  /** "" for counts and ratios. */
  readonly symbol: string;
  /** In SI units. */
  readonly size: number;
}

/** What an axis or a colour measures. */
export interface Quantity {
  /** "Latency" */
  readonly name: string;
  /** Name of its column in data, with the SI unit: "latency_seconds". */
  readonly field: string;
  readonly unit: Unit;
}

export interface NumberAxis {
  readonly scale: "linear" | "log";
  readonly quantity: Quantity;
  /** Ascending; above 0 where the scale is logarithmic. */
  readonly range: readonly [low: number, high: number];
  /** No ticks beyond: what follows is room for words. */
  readonly lastTick?: number;
}

/** One place for each name, at 0, 1, 2...; bars lie along the axis that has one. */
export interface BandAxis {
  readonly scale: "band";
  readonly name: string;
  readonly field: string;
  readonly names: readonly string[];
}

export type Axis = NumberAxis | BandAxis;

/** Which of the palette's inks a series has: one of its eight, or plain black or grey for what is no data. */
export type Slot = number | "ink" | "muted";

export interface Series {
  readonly name: string;
  readonly slot: Slot;
  /** Left out of the legend; another mark of the same series, or a note beside it, names it. */
  readonly unlisted?: true;
}

export interface Point {
  readonly x: number;
  readonly y: number;
  /** What the point is, in data only. */
  readonly name?: string;
}

export interface LineMark {
  readonly kind: "line";
  readonly series: Series;
  readonly points: readonly Point[];
  /** With a marker at each point. */
  readonly marked?: true;
}

export interface PointsMark {
  readonly kind: "points";
  readonly series: Series;
  readonly points: readonly Point[];
}

/** From the line down to the lower end of the axis, in steps: each value holds for one unit of x around it. */
export interface AreaMark {
  readonly kind: "area";
  readonly series: Series;
  readonly points: readonly Point[];
}

/** One bar for each name of the band axis; undefined: not known, and so no bar. */
export interface BarsMark {
  readonly kind: "bars";
  readonly series: Series;
  readonly values: readonly (number | undefined)[];
  /** Written at the end of each bar. */
  readonly labels?: readonly string[];
}

/** A value for each place of two band axes, darker for more. */
export interface CellsMark {
  readonly kind: "cells";
  readonly series: Series;
  readonly quantity: Quantity;
  readonly scale: "linear" | "log";
  readonly range: readonly [low: number, high: number];
  /** Rows from the first name of y, each along the names of x. */
  readonly rows: readonly (readonly (number | undefined)[])[];
}

export type Mark = LineMark | PointsMark | AreaMark | BarsMark | CellsMark;

/** A word at a place of the panel. */
export interface Note {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor: "start" | "middle" | "end";
  /** Above the place, or below it. */
  readonly side: "above" | "below";
}

export interface Panel {
  /** "" for none. */
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
  readonly notes: readonly Note[];
  /** Bars of several series: beside each other, or one on the other. */
  readonly bars: "group" | "stack";
}

export interface Figure {
  readonly title: string;
  /** For a caption: what is shown, of what, on what, and by which predictor. */
  readonly caption: string;
  readonly panels: readonly Panel[];
}

/** Why there is no figure, in a sentence. */
export interface Missing {
  readonly missing: string;
}

export const axisLabel = (axis: Axis): string => (axis.scale === "band" ? axis.name : quantityLabel(axis.quantity));

/** "Latency (ms)": words and unit, as publishers want it. */
export const quantityLabel = ({ name, unit }: Quantity): string =>
  unit.symbol === "" ? name : `${name} (${unit.symbol})`;

/** The series of a figure that a legend lists, each name once. */
export function listedSeries({ panels }: Figure): readonly Series[] {
  const found = new Map<string, Series>();
  for (const { marks } of panels) {
    for (const { series } of marks) {
      if (series.unlisted !== true && !found.has(series.name)) found.set(series.name, series);
    }
  }
  return [...found.values()];
}
