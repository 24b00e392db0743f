/** A figure in a style as one drawing. */
import type { Figure } from "../figure.ts";
import { black } from "../palette.ts";
import { axisShapes, gridShapes } from "./axes.ts";
import { pageOf } from "./frame.ts";
import { legendOf } from "./legend.ts";
import { markShapes } from "./marks.ts";
import { type Drawing, textShape } from "./shape.ts";
import type { Style } from "./style.ts";
import { fitted } from "./text.ts";

export function drawingOf(figure: Figure, style: Style): Drawing {
  const page = pageOf(figure, style);
  const { titleAt } = page;
  const title = fitted(figure.title, style.text, style.width * 0.9);
  return {
    width: page.width,
    height: page.height,
    title: figure.title,
    caption: figure.caption,
    shapes: [
      ...(titleAt === undefined
        ? []
        : [textShape(title, titleAt, style.text, black, { anchor: "middle", bold: true })]),
      ...legendOf(figure, style, page.legendTop).shapes,
      ...page.frames.flatMap((frame) => [
        ...gridShapes(frame, style),
        ...markShapes(frame, style),
        ...axisShapes(frame, style),
      ]),
    ],
  };
}
