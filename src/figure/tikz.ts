/**
 * A figure as TikZ and pgfplots: axes and data are pgfplots', so they can be edited; labels, legend and colour bars are drawn
 * where the layout has them, since pgfplots' own distances leave the page. Compiles by itself, or by \input from a document that loads what its head names.
 */
import { barsOf, baseOf, lighter, stairs } from "./draw/marks.ts";
import { type Frame, type Page, pageOf, tickLength } from "./draw/frame.ts";
import { legendOf } from "./draw/legend.ts";
import { axisShapes, labelShapes } from "./draw/axes.ts";
import type { Shape, Stroke } from "./draw/shape.ts";
import { type Style, thin } from "./draw/style.ts";
import { fitted } from "./draw/text.ts";
import {
  type Axis,
  type BarsMark,
  type CellsMark,
  type Figure,
  type Mark,
  type Note,
  quantityLabel,
} from "./figure.ts";
import { black, type Hatch, inkOf, type Marker, rampAt } from "./palette.ts";
import { fractionOf, type Tick } from "./scale.ts";
import { colorNames, coordinate, latexText, length } from "./tikz-text.ts";

type Colors = ReturnType<typeof colorNames>;

interface Pen {
  readonly style: Style;
  readonly page: Page;
  readonly color: Colors["nameOf"];
}

const font = (size: number): string => `\\sffamily\\fontsize{${size}bp}{${Math.round(size * 12) / 10}bp}\\selectfont`;

const marks: Readonly<Record<Marker, string>> = {
  circle: "*",
  diamond: "diamond*",
  square: "square*",
  up: "triangle*",
  down: "triangle*",
  pentagon: "pentagon*",
  plus: "+",
  cross: "x",
};

const patterns: Readonly<Record<Exclude<Hatch, "none">, string>> = {
  rising: "north east lines",
  falling: "north west lines",
  cross: "crosshatch",
  level: "horizontal lines",
  upright: "vertical lines",
  grid: "grid",
  dense: "crosshatch dots",
};

const dashText = (dash: readonly number[]): string =>
  dash.length === 0
    ? ""
    : `, dash pattern=${dash.map((part, i) => `${i % 2 === 0 ? "on" : "off"} ${length(part)}`).join(" ")}`;

/** A marker's outline and inside; those of pgfplots that are strokes alone are drawn in the colour of the inside. */
const pencilOf = (
  { marker, color }: { readonly marker: Marker; readonly color: string },
  named: Pen["color"],
): string =>
  marker === "plus" || marker === "cross"
    ? `draw=${named(color)}, line width=${length(1.2)}`
    : `draw=${named(black)}, fill=${named(color)}, line width=${length(0.35)}`;

/** Options of a marker besides its name. */
const turned = (marker: Marker): string => (marker === "down" ? ", rotate=180" : "");

const unitOf = (axis: Axis): number => (axis.scale === "band" ? 1 : axis.quantity.unit.size);

/** Lists run from the top, pgfplots' axes from below: there the first name has the highest number. */
const runsDown = ({ placeOf, panel }: Frame): boolean =>
  panel.y.scale === "band" && placeOf(0, 0)[1] < placeOf(0, 1)[1];

const levelOf = (frame: Frame, y: number): number =>
  frame.panel.y.scale === "band" && runsDown(frame) ? frame.panel.y.names.length - 1 - y : y;

/** A place of the panel in the numbers its axes show: "1.5,20". */
const placeText = (frame: Frame, [x, y]: readonly [number, number]): string =>
  `${coordinate(x / unitOf(frame.panel.x))},${coordinate(levelOf(frame, y) / unitOf(frame.panel.y))}`;

const listOf = (points: readonly (readonly [number, number])[], frame: Frame): string => {
  const lines: string[] = [];
  for (let i = 0; i < points.length; i += 6) {
    lines.push(
      `    ${points
        .slice(i, i + 6)
        .map((at) => `(${placeText(frame, at)})`)
        .join(" ")}`,
    );
  }
  return lines.join("\n");
};

function markLines(mark: Mark, frame: Frame, pen: Pen): readonly string[] {
  const { style, color } = pen;
  const ink = inkOf(style.palette, mark.series.slot);
  const dash = dashText(ink.dash.map((part) => part * style.line));
  const dot =
    `mark=${marks[ink.marker]}, mark size=${length(style.small * 0.28)}, ` +
    `mark options={solid, ${pencilOf(ink, color)}${turned(ink.marker)}}`;
  const data = (options: string, points: readonly (readonly [number, number])[], end: string): readonly string[] => [
    `  % ${latexText(mark.series.name)}`,
    `  \\addplot[${options}] coordinates {`,
    listOf(points, frame),
    `  }${end};`,
  ];
  switch (mark.kind) {
    case "line": {
      const pencil = `color=${color(ink.stroke)}, line width=${length(style.line)}${dash}`;
      return data(`${pencil}, ${mark.marked === true ? dot : "mark=none"}`, mark.points.map(pairOf), "");
    }
    case "points":
      return data(`only marks, ${dot}`, mark.points.map(pairOf), "");
    case "area": {
      const [first, last] = [mark.points[0], mark.points.at(-1)];
      if (first === undefined || last === undefined) return [];
      const base = baseOf(frame.panel);
      const outline = [[first.x - 0.5, base] as const, ...stairs(mark.points), [last.x + 0.5, base] as const];
      const pencil = `draw=${color(ink.stroke)}, line width=${length(style.line)}`;
      return data(`${pencil}, fill=${color(lighter(ink.color))}, mark=none`, outline, " -- cycle");
    }
    case "bars":
      return barLines(mark, frame, pen);
    case "cells":
      return cellLines(mark, pen);
  }
}

function barLines(mark: BarsMark, frame: Frame, { style, color }: Pen): readonly string[] {
  const ink = inkOf(style.palette, mark.series.slot);
  const isLevel = frame.panel.y.scale === "band";
  const hatch =
    ink.hatch === "none" ? "" : `, postaction={pattern=${patterns[ink.hatch]}, pattern color=${color(black)}}`;
  const pencil = `draw=${color(black)}, line width=${length(style.line * thin * 0.8)}`;
  const place = (across: number, value: number): string =>
    placeText(frame, isLevel ? [value, across] : [across, value]);
  return [
    `  % ${latexText(mark.series.name)}`,
    ...barsOf(mark, frame.panel).flatMap(({ from, to, low, high, label }) => [
      `  \\draw[${pencil}, fill=${color(ink.color)}${hatch}] (axis cs:${place(low, from)}) rectangle (axis cs:${place(high, to)});`,
      ...(label === "" ? [] : [nodeLine(isLevel ? "west" : "south", style, place((low + high) / 2, to), label)]),
    ]),
  ];
}

function cellLines(mark: CellsMark, { style, color }: Pen): readonly string[] {
  const { scale, quantity, range, rows } = mark;
  const axis = { scale, quantity, range };
  return [
    `  % ${latexText(quantityLabel(quantity))}`,
    ...rows.flatMap((row, y) =>
      row.flatMap((value, x) => {
        if (value === undefined) return [];
        const fill = color(rampAt(style.palette, fractionOf(axis, value)));
        return [
          `  \\fill[${fill}] (axis cs:${x - 0.5},${y - 0.5}) rectangle (axis cs:${x + 0.5},${y + 0.5}); ` +
            `% ${coordinate(value / quantity.unit.size)}`,
        ];
      }),
    ),
  ];
}

const nodeLine = (anchor: string, { small }: Style, at: string, text: string): string =>
  `  \\node[anchor=${anchor}, inner sep=${length(small * 0.3)}, font=${font(small)}] at (axis cs:${at}) {${latexText(text)}};`;

const pairOf = ({ x, y }: { readonly x: number; readonly y: number }): readonly [number, number] => [x, y];

function noteLine({ x, y, text, anchor, side }: Note, frame: Frame, { style }: Pen): string {
  const vertical = side === "above" ? "south" : "north";
  const horizontal = anchor === "middle" ? "" : anchor === "start" ? " west" : " east";
  return nodeLine(vertical + horizontal, style, placeText(frame, [x, y]), text);
}

const tickText = ({ text, power }: Tick): string =>
  power === undefined ? latexText(text) : `10\\textsuperscript{${latexText(String(power).replace("-", "−"))}}`;

/** Numbered ticks as pgfplots' own; the unnumbered ones as its minor ticks. */
function tickLines(name: "x" | "y", ticks: readonly Tick[], frame: Frame): readonly string[] {
  const valueOf = (at: number): number =>
    name === "x" ? at / unitOf(frame.panel.x) : levelOf(frame, at) / unitOf(frame.panel.y);
  const numbered = ticks.filter(({ text }) => text !== "");
  const others = ticks.filter(({ text }) => text === "");
  const places = (some: readonly Tick[]): string => some.map(({ at }) => coordinate(valueOf(at))).join(",");
  return [
    `  ${name}tick={${places(numbered)}}, ${name}ticklabels={${numbered.map((tick) => `{${tickText(tick)}}`).join(",")}},`,
    ...(others.length === 0 ? [] : [`  minor ${name}tick={${places(others)}},`]),
  ];
}

function rangeLines(name: "x" | "y", axis: Axis): readonly string[] {
  if (axis.scale === "band") return [`  ${name}min=-0.5, ${name}max=${axis.names.length - 0.5},`];
  const [low, high] = axis.range.map((end) => coordinate(end / axis.quantity.unit.size));
  return [...(axis.scale === "log" ? [`  ${name}mode=log,`] : []), `  ${name}min=${low}, ${name}max=${high},`];
}

function axisLines(frame: Frame, pen: Pen): readonly string[] {
  const { panel, box, xTicks, yTicks } = frame;
  const { style, page, color } = pen;
  const isMap = panel.marks.some(({ kind }) => kind === "cells");
  const grid = (axis: Axis): string => (axis.scale === "band" || isMap ? "false" : "true");
  return [
    "\\begin{axis}[",
    `  scale only axis, at={(${length(box.x)},${length(page.height - box.y - box.height)})}, anchor=south west,`,
    `  width=${length(box.width)}, height=${length(box.height)},`,
    ...rangeLines("x", panel.x),
    ...rangeLines("y", panel.y),
    `  axis x line*=bottom, axis y line*=left, clip=false, axis on top=${String(isMap)}, tick align=outside,`,
    `  xmajorgrids=${grid(panel.x)}, ymajorgrids=${grid(panel.y)}, major grid style={${color("#DEDEDE")}, line width=${length(style.line * thin * 0.7)}},`,
    `  axis line style={line width=${length(style.line * thin)}}, tick style={${color(black)}, line width=${length(style.line * thin)}},`,
    ...(panel.y.scale === "band" && !isMap ? ["  ytick style={draw=none},"] : []),
    ...tickLines("x", xTicks, frame),
    ...tickLines("y", yTicks, frame),
    `  major tick length=${length(tickLength(style))}, minor tick length=${length(tickLength(style) * 0.55)},`,
    `  tick label style={font=${font(style.small)}, inner sep=${length(style.small * 0.22)}},`,
    "]",
    ...panel.marks.flatMap((mark) => markLines(mark, frame, pen)),
    ...panel.notes.map((note) => noteLine(note, frame, pen)),
    "\\end{axis}",
  ];
}

/** A shape of the layout itself, as legends and colour bars are made of. */
function shapeLine(shape: Shape, { page, color }: Pen): string {
  const place = ([x, y]: readonly [number, number]): string => `(${length(x)},${length(page.height - y)})`;
  const pen = (stroke: Stroke | undefined): string =>
    stroke === undefined
      ? ""
      : `draw=${color(stroke.color)}, line width=${length(stroke.width)}${dashText(stroke.dash)}`;
  if (shape.kind === "text") {
    const anchor = { start: "base west", middle: "base", end: "base east" }[shape.anchor];
    const power = shape.power === "" ? "" : `\\textsuperscript{${latexText(shape.power)}}`;
    const options = [`anchor=${anchor}`, "inner sep=0pt", ...(shape.turned ? ["rotate=90"] : [])].join(", ");
    const weight = shape.bold ? "\\bfseries" : "";
    return `\\node[${options}, font=${font(shape.size)}${weight}] at ${place(shape.at)} {${latexText(shape.text)}${power}};`;
  }
  const paint = [pen(shape.stroke), shape.fill === undefined ? "" : `fill=${color(shape.fill)}`].filter(
    (part) => part !== "",
  );
  const path =
    shape.kind === "circle"
      ? `${place(shape.at)} circle[radius=${length(shape.radius)}]`
      : shape.places.map(place).join(" -- ") + (shape.closed ? " -- cycle" : "");
  return `\\path[${paint.join(", ")}] ${path};`;
}

/** Shapes of a colour bar: what the axes of a map have over those of the same panel without it. */
const colorBarShapes = (frame: Frame, style: Style): readonly Shape[] =>
  frame.colors === undefined
    ? []
    : axisShapes(frame, style).slice(axisShapes({ ...frame, colors: undefined }, style).length);

const head = [
  "\\documentclass[border=0pt]{standalone}",
  "\\usepackage[T1]{fontenc}",
  "\\usepackage{textcomp}",
  "\\usepackage{helvet}",
  "\\usepackage{pgfplots}",
  "\\pgfplotsset{compat=1.16}",
  "\\usetikzlibrary{patterns}",
];

export function tikzOf(figure: Figure, style: Style): string {
  const page = pageOf(figure, style);
  const colors = colorNames();
  const pen: Pen = { style, page, color: colors.nameOf };
  const title = fitted(figure.title, style.text, style.width * 0.9);
  const body = [
    ...page.frames.flatMap((frame) => [
      ...axisLines(frame, pen),
      ...labelShapes(frame, style).map((shape) => shapeLine(shape, pen)),
      ...colorBarShapes(frame, style).map((shape) => shapeLine(shape, pen)),
    ]),
    ...legendOf(figure, style, page.legendTop).shapes.map((shape) => shapeLine(shape, pen)),
    ...(page.titleAt === undefined
      ? []
      : [
          `\\node[anchor=base, inner sep=0pt, font=${font(style.text)}\\bfseries] at (${length(page.titleAt[0])},${length(page.height - page.titleAt[1])}) {${latexText(title)}};`,
        ]),
  ];
  return [
    `% ${latexText(figure.title)}`,
    `% ${latexText(figure.caption)}`,
    ...head,
    "\\begin{document}",
    "\\begin{tikzpicture}",
    // Inside of the picture the ends of these lines are no spaces beside it.
    ...colors.definitions(),
    `\\useasboundingbox (0,0) rectangle (${length(page.width)},${length(page.height)});`,
    ...body,
    "\\end{tikzpicture}",
    "\\end{document}",
    "",
  ].join("\n");
}
