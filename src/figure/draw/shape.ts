/** What a drawing is made of, in points from the upper left corner: SVG, PDF and bitmaps are painted from the same shapes. */
import type { Points } from "../preset.ts";

export type Place = readonly [x: Points, y: Points];

export interface Stroke {
  readonly color: string;
  readonly width: Points;
  /** Strokes and gaps in points; empty for a whole line. */
  readonly dash: readonly Points[];
}

export interface PathShape {
  readonly kind: "path";
  readonly places: readonly Place[];
  readonly closed: boolean;
  readonly fill: string | undefined;
  readonly stroke: Stroke | undefined;
}

export interface CircleShape {
  readonly kind: "circle";
  readonly at: Place;
  readonly radius: Points;
  readonly fill: string | undefined;
  readonly stroke: Stroke | undefined;
}

export interface TextShape {
  readonly kind: "text";
  /** The end of the base line that `anchor` names, or its middle. */
  readonly at: Place;
  readonly text: string;
  /** Raised and smaller, after the text. */
  readonly power: string;
  readonly size: Points;
  readonly anchor: "start" | "middle" | "end";
  /** Read from below upwards. */
  readonly turned: boolean;
  readonly bold: boolean;
  readonly color: string;
}

export type Shape = PathShape | CircleShape | TextShape;

/** A whole drawing. */
export interface Drawing {
  readonly width: Points;
  readonly height: Points;
  readonly title: string;
  readonly caption: string;
  readonly shapes: readonly Shape[];
}

/** How far a power is raised, and its size, over the size of its text. */
export const powerRise = 0.42;
export const powerSize = 0.72;

export const solid = (color: string, width: Points): Stroke => ({ color, width, dash: [] });

export const lineShape = (places: readonly Place[], stroke: Stroke): PathShape => ({
  kind: "path",
  places,
  closed: false,
  fill: undefined,
  stroke,
});

export const polygon = (places: readonly Place[], fill: string | undefined, stroke?: Stroke): PathShape => ({
  kind: "path",
  places,
  closed: true,
  fill,
  stroke,
});

export interface Box {
  readonly x: Points;
  readonly y: Points;
  readonly width: Points;
  readonly height: Points;
}

export const boxShape = ({ x, y, width, height }: Box, fill: string | undefined, stroke?: Stroke): PathShape =>
  polygon(
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ],
    fill,
    stroke,
  );

/** Where its parts are not told, text starts at its place, is level and plain. */
export const textShape = (
  text: string,
  at: Place,
  size: Points,
  color: string,
  parts: Partial<Pick<TextShape, "anchor" | "turned" | "bold" | "power">> = {},
): TextShape => ({
  kind: "text",
  at,
  text,
  power: "",
  size,
  anchor: "start",
  turned: false,
  bold: false,
  color,
  ...parts,
});
