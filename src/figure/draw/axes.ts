/** Axes, ticks, labels and colour bars as shapes. */
import { axisLabel } from "../figure.ts";
import { black, rampAt } from "../palette.ts";
import type { Tick } from "../scale.ts";
import { type ColorBar, type Frame, tickLength } from "./frame.ts";
import { boxShape, lineShape, type Shape, solid, textShape } from "./shape.ts";
import { type Style, thin } from "./style.ts";

const gridColor = "#DEDEDE";

const powerOf = ({ power }: Tick): string => (power === undefined ? "" : String(power).replace("-", "−"));

/** Lines behind the data at the numbered ticks of axes that have numbers. */
export function gridShapes({ panel, box, xTicks, yTicks, placeOf }: Frame, style: Style): readonly Shape[] {
  if (panel.marks.some(({ kind }) => kind === "cells")) return [];
  const stroke = solid(gridColor, style.line * thin * 0.7);
  const upright = panel.x.scale === "band" ? [] : xTicks.filter(({ text }) => text !== "");
  const level = panel.y.scale === "band" ? [] : yTicks.filter(({ text }) => text !== "");
  return [
    ...upright.map(({ at }) => {
      const [x] = placeOf(at, 0);
      return lineShape(
        [
          [x, box.y],
          [x, box.y + box.height],
        ],
        stroke,
      );
    }),
    ...level.map(({ at }) => {
      const [, y] = placeOf(0, at);
      return lineShape(
        [
          [box.x, y],
          [box.x + box.width, y],
        ],
        stroke,
      );
    }),
  ];
}

export function axisShapes(frame: Frame, style: Style): readonly Shape[] {
  const { box, colors } = frame;
  const stroke = solid(black, style.line * thin);
  const bottom = box.y + box.height;
  const edge = lineShape(
    [
      [box.x, box.y],
      [box.x, bottom],
      [box.x + box.width, bottom],
    ],
    stroke,
  );
  return [
    edge,
    ...tickShapes(frame, style),
    ...labelShapes(frame, style),
    ...(colors === undefined ? [] : colorShapes(colors, frame, style)),
  ];
}

function tickShapes({ panel, box, xTicks, yTicks, placeOf }: Frame, style: Style): readonly Shape[] {
  const stroke = solid(black, style.line * thin);
  const bottom = box.y + box.height;
  const lengthOf = ({ text }: Tick): number => tickLength(style) * (text === "" ? 0.55 : 1);
  const { small } = style;
  const below = xTicks.flatMap((tick) => {
    const [x] = placeOf(tick.at, 0);
    const end = bottom + lengthOf(tick);
    return [
      lineShape(
        [
          [x, bottom],
          [x, end],
        ],
        stroke,
      ),
      ...numberShape(tick, [x, bottom + tickLength(style) + small * 0.95], style, "middle"),
    ];
  });
  const beside = yTicks.flatMap((tick) => {
    const [, y] = placeOf(0, tick.at);
    const mark = lineShape(
      [
        [box.x - lengthOf(tick), y],
        [box.x, y],
      ],
      stroke,
    );
    const at = [box.x - tickLength(style) - small * 0.25, y + small * 0.35] as const;
    // Names need no ticks: their bars stand beside them.
    return [...(panel.y.scale === "band" ? [] : [mark]), ...numberShape(tick, at, style, "end")];
  });
  return [...below, ...beside];
}

const numberShape = (
  tick: Tick,
  at: readonly [number, number],
  { small }: Style,
  anchor: "middle" | "end" | "start",
): readonly Shape[] =>
  tick.text === "" ? [] : [textShape(tick.text, at, small, black, { anchor, power: powerOf(tick) })];

/** What the axes are called, and the panel. */
export function labelShapes({ panel, box, outer }: Frame, { text }: Style): readonly Shape[] {
  const under = axisLabel(panel.x);
  const beside = axisLabel(panel.y);
  const middle = box.x + box.width / 2;
  const height = box.y + box.height / 2;
  return [
    ...(under === ""
      ? []
      : [textShape(under, [middle, outer.y + outer.height - text * 0.3], text, black, { anchor: "middle" })]),
    ...(beside === ""
      ? []
      : [textShape(beside, [outer.x + text * 0.9, height], text, black, { anchor: "middle", turned: true })]),
    ...(panel.title === ""
      ? []
      : [textShape(panel.title, [middle, box.y - text * 0.5], text, black, { anchor: "middle" })]),
  ];
}

/** Slices of a colour bar: enough to look smooth, few enough for a small file. */
const slices = 48;

function colorShapes({ box, ticks, label, fractionOf }: ColorBar, { outer }: Frame, style: Style): readonly Shape[] {
  const { palette, small, text } = style;
  const stroke = solid(black, style.line * thin);
  const slice = box.height / slices;
  const bars = Array.from({ length: slices }, (_, i) => {
    const color = rampAt(palette, (i + 0.5) / slices);
    const y = box.y + box.height - (i + 1) * slice;
    return boxShape({ ...box, y, height: slice }, color, solid(color, 0.2));
  });
  const right = box.x + box.width;
  const marks = ticks.flatMap((tick) => {
    const y = box.y + (1 - fractionOf(tick.at)) * box.height;
    return [
      lineShape(
        [
          [right, y],
          [right + tickLength(style) * (tick.text === "" ? 0.4 : 0.7), y],
        ],
        stroke,
      ),
      ...numberShape(tick, [right + tickLength(style), y + small * 0.35], style, "start"),
    ];
  });
  const middle = box.y + box.height / 2;
  return [
    ...bars,
    boxShape(box, undefined, stroke),
    ...marks,
    textShape(label, [outer.x + outer.width - text * 0.15, middle], text, black, { anchor: "middle", turned: true }),
  ];
}
