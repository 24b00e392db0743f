/** A drawing as SVG 1.1: paths, circles and text that stays text; no styles, scripts, bitmaps or patterns. */
import { powerRise, powerSize, type Shape, type Stroke, type TextShape } from "./draw/shape.ts";
import { drawingOf } from "./draw/drawing.ts";
import type { Style } from "./draw/style.ts";
import type { Figure } from "./figure.ts";
import { pointsPerMm } from "./preset.ts";

/** Helvetica and what has its widths. */
export const fontFamily = "Helvetica, Arial, 'Liberation Sans', sans-serif";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as XML takes it; characters that XML has no place for are left out. */
export const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll(/[&<>"]/g, (char) => escapes[char] ?? "");

/** Thousandths of a point are far below what printers resolve. */
const short = (value: number): string => String(Math.round(value * 1000) / 1000);

const strokeText = (stroke: Stroke | undefined): string => {
  if (stroke === undefined) return "";
  const dash = stroke.dash.length === 0 ? "" : ` stroke-dasharray="${stroke.dash.map(short).join(" ")}"`;
  return ` stroke="${stroke.color}" stroke-width="${short(stroke.width)}"${dash}`;
};

function textElement({ at: [x, y], text, power, size, anchor, turned, bold, color }: TextShape): string {
  const raised =
    power === ""
      ? ""
      : `<tspan dy="${short(-size * powerRise)}" font-size="${short(size * powerSize)}">${escaped(power)}</tspan>`;
  const parts = [
    turned ? `transform="translate(${short(x)} ${short(y)}) rotate(-90)"` : `x="${short(x)}" y="${short(y)}"`,
    `font-size="${short(size)}"`,
    ...(anchor === "start" ? [] : [`text-anchor="${anchor}"`]),
    ...(bold ? ['font-weight="bold"'] : []),
    `fill="${color}"`,
  ];
  return `<text ${parts.join(" ")}>${escaped(text)}${raised}</text>`;
}

function elementOf(shape: Shape): string {
  if (shape.kind === "text") return textElement(shape);
  const paint = `fill="${shape.fill ?? "none"}"${strokeText(shape.stroke)}`;
  if (shape.kind === "circle") {
    const [x, y] = shape.at;
    return `<circle cx="${short(x)}" cy="${short(y)}" r="${short(shape.radius)}" ${paint}/>`;
  }
  const steps = shape.places.map(([x, y], i) => `${i === 0 ? "M" : "L"}${short(x)} ${short(y)}`).join("");
  return `<path d="${steps}${shape.closed ? "Z" : ""}" ${paint}/>`;
}

/** The figure exactly as wide as the style says. One unit of its coordinates is one point, so font sizes are points. */
export function svgOf(figure: Figure, style: Style): string {
  const { width, height, title, caption, shapes } = drawingOf(figure, style);
  const mm = (points: number): string => `${short(points / pointsPerMm)}mm`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${mm(width)}" height="${mm(height)}" ` +
      `viewBox="0 0 ${short(width)} ${short(height)}" font-family="${fontFamily}" stroke-linejoin="round">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(caption)}</desc>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...shapes.map(elementOf),
    "</svg>",
    "",
  ].join("\n");
}
