/** Markers of points and hatches of bars, as shapes. */
import { type Ink, black, type Hatch, type Marker } from "../palette.ts";
import type { Points } from "../preset.ts";
import { type Box, lineShape, type Place, polygon, type Shape, solid, type Stroke } from "./shape.ts";

const turn = (degrees: number): Place => {
  const angle = (degrees * Math.PI) / 180;
  return [Math.sin(angle), -Math.cos(angle)];
};

/** Corners on a circle of radius 1, and how far out they lie so that all markers look alike in size. */
const corners: Readonly<Record<Exclude<Marker, "circle">, readonly Place[]>> = {
  diamond: [0, 90, 180, 270].map((angle) => scaled(turn(angle), 1.25)),
  square: [45, 135, 225, 315].map((angle) => scaled(turn(angle), 1.25)),
  up: [0, 120, 240].map((angle) => scaled(turn(angle), 1.3)),
  down: [60, 180, 300].map((angle) => scaled(turn(angle), 1.3)),
  pentagon: [0, 72, 144, 216, 288].map((angle) => scaled(turn(angle), 1.15)),
  plus: beams(0),
  cross: beams(45),
};

function scaled([x, y]: Place, by: number): Place {
  return [x * by, y * by];
}

/** Two crossing bars as one outline, turned. */
function beams(degrees: number): readonly Place[] {
  const [thin, long] = [0.4, 1.3];
  const quarter: readonly Place[] = [
    [thin, -thin],
    [thin, -long],
    [-thin, -long],
  ];
  return [0, -90, -180, -270].flatMap((more) => quarter.map((place) => rotated(place, degrees + more)));
}

function rotated([x, y]: Place, degrees: number): Place {
  const angle = (degrees * Math.PI) / 180;
  return [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];
}

/** A marker in the colour of its ink, with a thin dark edge so that light ones are seen. */
export function markerShape({ marker, color }: Ink, [x, y]: Place, radius: Points): Shape {
  const edge = solid(black, 0.35);
  if (marker === "circle") return { kind: "circle", at: [x, y], radius, fill: color, stroke: edge };
  return polygon(
    corners[marker].map(([dx, dy]): Place => [x + dx * radius, y + dy * radius]),
    color,
    edge,
  );
}

interface Family {
  /** Rise over run of its lines; undefined: upright. */
  readonly slope: number | undefined;
}

const families: Readonly<Record<Hatch, readonly Family[]>> = {
  none: [],
  rising: [{ slope: -1 }],
  falling: [{ slope: 1 }],
  cross: [{ slope: -1 }, { slope: 1 }],
  level: [{ slope: 0 }],
  upright: [{ slope: undefined }],
  grid: [{ slope: 0 }, { slope: undefined }],
  dense: [{ slope: -1 }],
};

/** Lines of a hatch within a box, cut at its edges: no format needs to know patterns. */
export function hatchShapes(hatch: Hatch, box: Box, spacing: Points, stroke: Stroke): readonly Shape[] {
  const gap = hatch === "dense" ? spacing / 2 : spacing;
  return families[hatch].flatMap((family) => linesAcross(family, box, gap)).map((places) => lineShape(places, stroke));
}

function linesAcross({ slope }: Family, { x, y, width, height }: Box, gap: Points): readonly (readonly Place[])[] {
  const steps = (length: number): readonly number[] =>
    Array.from({ length: Math.max(0, Math.ceil(length / gap) - 1) }, (_, i) => (i + 1) * gap);
  if (slope === undefined)
    return steps(width).map((dx) => [
      [x + dx, y],
      [x + dx, y + height],
    ]);
  if (slope === 0)
    return steps(height).map((dy) => [
      [x, y + dy],
      [x + width, y + dy],
    ]);
  // Slanted lines start on the left edge, above or below it, and end where they leave the box.
  return steps(width + height).map((offset): readonly Place[] => {
    const left = Math.max(0, offset - height);
    const right = Math.min(width, offset);
    const level = (dx: number): Points => (slope < 0 ? y + offset - dx : y + height - offset + dx);
    return [
      [x + left, level(left)],
      [x + right, level(right)],
    ];
  });
}
