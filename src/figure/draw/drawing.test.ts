import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsPDF } from "jspdf";
import { describe, expect, test } from "vitest";
import { figureSource } from "../../testing/figure-source.ts";
import { defaultChoice, kindIds } from "../choice.ts";
import { csvOf } from "../csv.ts";
import type { Figure, Mark } from "../figure.ts";
import { kindOf } from "../kinds/index.ts";
import { pointsPerMm, presets } from "../preset.ts";
import { isMissing } from "../source.ts";
import { svgOf } from "../svg.ts";
import { drawingOf } from "./drawing.ts";
import { panelsPerRow } from "./frame.ts";
import { hatchShapes, markerShape } from "./markers.ts";
import { hatches, markers, paletteIds } from "../palette.ts";
import type { Shape } from "./shape.ts";
import { styleOf } from "./style.ts";
import { fitted, textWidth } from "./text.ts";

const source = await figureSource();
const figures: readonly { readonly id: (typeof kindIds)[number]; readonly figure: Figure }[] = kindIds.map((id) => {
  const figure = kindOf(id).figureOf(source, undefined);
  return isMissing(figure) ? expect.fail(figure.missing) : { id, figure };
});

/** Ends of a shape, text by its measured width. */
function endsOf(shape: Shape): readonly (readonly [number, number])[] {
  if (shape.kind === "path") return shape.places;
  const [x, y] = shape.at;
  if (shape.kind === "circle")
    return [
      [x - shape.radius, y - shape.radius],
      [x + shape.radius, y + shape.radius],
    ];
  const width = textWidth(shape.text + shape.power, shape.size);
  const start = { start: 0, middle: -0.5, end: -1 }[shape.anchor] * width;
  return shape.turned
    ? [
        [x - shape.size * 0.75, y - start],
        [x + shape.size * 0.2, y - start - width],
      ]
    : [
        [x + start, y - shape.size * 0.75],
        [x + start + width, y + shape.size * 0.2],
      ];
}

describe.each(figures)("$id", ({ id, figure }) => {
  test.each(presets)("in $name: exactly as wide, nothing leaves the page, letters of the preset's sizes", (preset) => {
    for (const palette of paletteIds) {
      const style = styleOf({ ...defaultChoice, preset: preset.id, palette, titled: true });
      const { width, height, shapes } = drawingOf(figure, style);
      expect(width).toBeCloseTo(preset.widthMm * pointsPerMm, 9);
      for (const shape of shapes) {
        for (const [x, y] of endsOf(shape)) {
          expect(x).toBeGreaterThanOrEqual(-0.5);
          expect(x).toBeLessThanOrEqual(width + 0.5);
          expect(y).toBeGreaterThanOrEqual(-0.5);
          expect(y).toBeLessThanOrEqual(height + 0.5);
        }
      }
      const sizes = new Set(shapes.flatMap((shape) => (shape.kind === "text" ? [shape.size] : [])));
      for (const size of sizes) expect([preset.text, preset.small]).toContain(size);
    }
  });

  test("the CSV has as many values as the marks", () => {
    const count = (mark: Mark): number => {
      if (mark.kind === "bars") return mark.values.filter((value) => value !== undefined).length;
      return mark.kind === "cells" ? mark.rows.flat().length : mark.points.length;
    };
    const marks = figure.panels.flatMap((panel) => panel.marks);
    const rows = csvOf(figure).split("\r\n");
    expect(rows).toHaveLength(1 + marks.reduce((sum, mark) => sum + count(mark), 0) + 1);
    expect(rows.at(-1)).toBe("");
    expect(id).not.toBe("");
  });

  test("the SVG says its size in millimetres, and its text is text", () => {
    const svg = svgOf(figure, styleOf(defaultChoice));
    expect(svg).toContain('width="88.9mm"');
    expect(svg).toContain('viewBox="0 0 252 ');
    const label = figure.panels[0]?.x;
    if (label?.scale === "linear") expect(svg).toContain(`>${label.quantity.name}`);
    expect(svg).not.toMatch(/<(?:image|foreignObject|style|script|filter|pattern)|NaN|undefined|Infinity/);
  });
});

test("a chosen size holds: 100 x 50 mm", () => {
  const [first] = figures;
  const { width, height } = drawingOf(
    first?.figure ?? expect.fail(),
    styleOf({ ...defaultChoice, widthMm: 100, heightMm: 50 }),
  );
  expect([width / pointsPerMm, height / pointsPerMm]).toEqual([expect.closeTo(100, 9), expect.closeTo(50, 9)]);
});

test("three panels stand in one column of a paper, and side by side across two", () => {
  expect(panelsPerRow(3, styleOf(defaultChoice))).toBe(1);
  expect(panelsPerRow(3, styleOf({ ...defaultChoice, preset: "ieee-double" }))).toBe(3);
});

test("the same figure has the same bytes, and the operators of the small network those of the golden", async () => {
  const figure = figures.find(({ id }) => id === "operators")?.figure ?? expect.fail();
  const style = styleOf({ ...defaultChoice, palette: "grey" });
  expect(svgOf(figure, style)).toBe(svgOf(figure, style));
  await expect(svgOf(figure, style)).toMatchFileSnapshot("../../testing/golden/figure-operators.svg");
});

test("a name that is too wide keeps its end", () => {
  const name = "/features/features.12/conv/conv.1/Conv";
  const short = fitted(name, 7, 60);
  expect(short.startsWith("…")).toBe(true);
  expect(name.endsWith(short.slice(1))).toBe(true);
  expect(textWidth(short, 7)).toBeLessThanOrEqual(60);
  expect(fitted("Conv", 7, 60)).toBe("Conv");
});

test("hatches stay in their box, and markers near their place", () => {
  const box = { x: 10, y: 20, width: 13, height: 5 };
  for (const hatch of hatches) {
    const ends = hatchShapes(hatch, box, 3, { color: "#000000", width: 1, dash: [] }).flatMap(endsOf);
    expect(ends.length > 0).toBe(hatch !== "none");
    for (const [x, y] of ends) {
      expect(x).toBeGreaterThanOrEqual(10 - 1e-9);
      expect(x).toBeLessThanOrEqual(23 + 1e-9);
      expect(y).toBeGreaterThanOrEqual(20 - 1e-9);
      expect(y).toBeLessThanOrEqual(25 + 1e-9);
    }
  }
  for (const marker of markers) {
    const shape = markerShape({ color: "#000000", stroke: "#000000", dash: [], marker, hatch: "none" }, [5, 5], 2);
    for (const [x, y] of endsOf(shape)) expect(Math.hypot(x - 5, y - 5)).toBeLessThanOrEqual(3);
  }
});

test("letters are as wide as in the font that PDFs embed, to 0.1 % of its size", () => {
  const font = readFileSync(join("node_modules", "pdfjs-dist", "standard_fonts", "LiberationSans-Regular.ttf"));
  const pdf = new jsPDF({ unit: "pt" });
  pdf.addFileToVFS("a.ttf", font.toString("base64"));
  pdf.addFont("a.ttf", "a", "normal");
  pdf.setFont("a");
  pdf.setFontSize(1);
  for (let code = 32; code < 127; code += 1) {
    const letter = String.fromCharCode(code);
    expect(Math.abs(textWidth(letter, 1) - pdf.getTextWidth(letter)), letter).toBeLessThan(0.001);
  }
});
