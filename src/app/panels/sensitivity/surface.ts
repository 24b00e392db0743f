/** Latency over two of the three knobs, the third where it is: a grid of states, and what is to be said of it. */
import type { Seconds } from "../../../base/units.ts";
import type { Target } from "../../../predict/predictor.ts";
import { turned } from "../prediction/budget.ts";
import type { AxisPair } from "./axes.ts";
import { crossing, slowerFrom } from "./doubling.ts";

export interface Surface {
  readonly axes: AxisPair;
  /** Values of the two knobs, ascending, SI. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** A row for each of `y`, a column for each of `x`; undefined: the predictor refused. */
  readonly z: readonly (readonly (Seconds | undefined)[])[];
}

export const columnCount = 60;
export const rowCount = 40;

export const evenly = ([low, high]: readonly [number, number], count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));

/** The questions of a surface, row by row. */
export function asksOf(ask: Target, [across, up]: AxisPair): readonly (readonly Target[])[] {
  const xs = evenly(across.range, columnCount);
  return evenly(up.range, rowCount).map((y) => {
    const row = turned(ask, up.knob, y);
    return xs.map((x) => turned(row, across.knob, x));
  });
}

export const surfaceOf = (axes: AxisPair, z: Surface["z"]): Surface => ({
  axes,
  x: evenly(axes[0].range, columnCount),
  y: evenly(axes[1].range, rowCount),
  z,
});

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly latency: Seconds;
}

export interface SurfaceFacts {
  readonly least: Place;
  readonly most: Place;
  /** Where each knob alone, turned from the least latency on, has doubled it; undefined: it never does. */
  readonly doubledAlong: readonly [across: number | undefined, up: number | undefined];
}

/** Undefined where no state has a latency. */
export function factsOf({ axes: [across, up], x, y, z }: Surface): SurfaceFacts | undefined {
  const places = z.flatMap((row, j) =>
    row.flatMap((latency, i): readonly Place[] =>
      latency === undefined ? [] : [{ x: x[i] ?? 0, y: y[j] ?? 0, latency }],
    ),
  );
  const [first] = places;
  if (first === undefined) return undefined;
  const least = places.reduce((best, place) => (place.latency < best.latency ? place : best), first);
  const most = places.reduce((worst, place) => (place.latency > worst.latency ? place : worst), first);
  const row = z[y.indexOf(least.y)] ?? [];
  const column = x.indexOf(least.x);
  const alongX = x.map((value, i) => [value, row[i]] as const);
  const alongY = y.map((value, j) => [value, z[j]?.[column]] as const);
  const start = (value: number) => [value, least.latency] as const;
  return {
    least,
    most,
    doubledAlong: [
      crossing([start(least.x), ...slowerFrom(alongX, across.knob, least.x)], 2 * least.latency),
      crossing([start(least.y), ...slowerFrom(alongY, up.knob, least.y)], 2 * least.latency),
    ],
  };
}

type Spot = readonly [x: number, y: number];
export type Segment = readonly [Spot, Spot];

/**
 * The line along which a surface has a latency, as pieces, one or two a cell (marching squares). Cells with an unknown
 * corner have none.
 */
export function isoline({ x, y, z }: Surface, level: Seconds): readonly Segment[] {
  const pieces: Segment[] = [];
  for (let j = 0; j + 1 < y.length; j += 1) {
    for (let i = 0; i + 1 < x.length; i += 1) {
      const [a, b, c, d] = [z[j]?.[i], z[j]?.[i + 1], z[j + 1]?.[i + 1], z[j + 1]?.[i]];
      if (a === undefined || b === undefined || c === undefined || d === undefined) continue;
      // Most cells lie on one side of the line, and are passed by quickly.
      if (a < level === b < level && b < level === c < level && c < level === d < level) continue;
      const corners = [
        [x[i], y[j], a],
        [x[i + 1], y[j], b],
        [x[i + 1], y[j + 1], c],
        [x[i], y[j + 1], d],
      ] as const;
      const spots = corners.flatMap((corner, at) => meeting(corner, corners[(at + 1) % 4] ?? corner, level));
      const [first, second, third, fourth] = spots;
      if (first !== undefined && second !== undefined) pieces.push([first, second]);
      if (third !== undefined && fourth !== undefined) pieces.push([third, fourth]);
    }
  }
  return pieces;
}

type Corner = readonly [x: number | undefined, y: number | undefined, latency: Seconds | undefined];

/** Where the edge between two corners meets a level; none where both lie on one side of it. */
function meeting([x0, y0, a]: Corner, [x1, y1, b]: Corner, level: Seconds): readonly Spot[] {
  if (x0 === undefined || x1 === undefined || y0 === undefined || y1 === undefined) return [];
  if (a === undefined || b === undefined || a < level === b < level) return [];
  const share = (level - a) / (b - a);
  return [[x0 + share * (x1 - x0), y0 + share * (y1 - y0)]];
}

/** Powers of two times the least latency, below the most: 2, 4, 8... */
export function multiplesOf({ least, most }: SurfaceFacts): readonly number[] {
  const multiples: number[] = [];
  for (let times = 2; times * least.latency < most.latency && multiples.length < mostLines; times *= 2) {
    multiples.push(times);
  }
  return multiples;
}

/** More lines than this would hide the colours. */
const mostLines = 6;
