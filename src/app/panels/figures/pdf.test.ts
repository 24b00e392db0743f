import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, test } from "vitest";
import { defaultChoice, kindIds } from "../../../figure/choice.ts";
import { drawingOf } from "../../../figure/draw/drawing.ts";
import { styleOf } from "../../../figure/draw/style.ts";
import { kindOf } from "../../../figure/kinds/index.ts";
import { pointsPerMm, presets } from "../../../figure/preset.ts";
import { isMissing } from "../../../figure/source.ts";
import { figureSource } from "../../../testing/figure-source.ts";
import { type Font, pdfOf } from "./pdf.ts";

const fontFile = (name: string, style: Font["style"]): Font => ({
  name,
  style,
  bytes: readFileSync(join("node_modules", "pdfjs-dist", "standard_fonts", name)),
});
const fonts = [fontFile("LiberationSans-Regular.ttf", "normal"), fontFile("LiberationSans-Bold.ttf", "bold")];

const source = await figureSource();
const figureFor = (id: (typeof kindIds)[number]) => {
  const figure = kindOf(id).figureOf(source, undefined);
  return isMissing(figure) ? expect.fail(figure.missing) : figure;
};

async function opened(bytes: Uint8Array) {
  // pdf.js takes the bytes over.
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const page = await pdf.getPage(1);
  const content = await page.getTextContent();
  const words = content.items.flatMap((item) => ("str" in item && item.str.trim() !== "" ? [item] : []));
  return { pdf, page, words };
}

describe.each(presets)("$name", (preset) => {
  test("one page of exactly the figure's size in points, letters of the preset's sizes", async () => {
    const drawing = drawingOf(figureFor("operators"), styleOf({ ...defaultChoice, preset: preset.id }));
    const { pdf, page, words } = await opened(await pdfOf(drawing, fonts));
    expect(pdf.numPages).toBe(1);
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    expect(right - left).toBeCloseTo(preset.widthMm * pointsPerMm, 1);
    expect(top - bottom).toBeCloseTo(drawing.height, 1);
    expect(words.length).toBeGreaterThan(4);
    for (const { height } of words) {
      expect([preset.text, preset.small].some((size) => Math.abs(size - height) < 0.01)).toBe(true);
    }
  });
});

test.each(kindIds)(
  "%s: every word of the drawing can be copied out of the PDF, and lies where it was drawn",
  async (id) => {
    const drawing = drawingOf(figureFor(id), styleOf({ ...defaultChoice, titled: true }));
    const { words } = await opened(await pdfOf(drawing, fonts));
    const texts = drawing.shapes.flatMap((shape) => (shape.kind === "text" ? [shape] : []));
    // The sign for micro and the Greek letter are one glyph.
    const copied = words.map(({ str }) => str.normalize("NFKC"));
    for (const { text } of texts) expect(copied).toContain(text.normalize("NFKC"));
    const level = texts.find(({ anchor, turned }) => anchor === "start" && !turned);
    const same = words.find(({ str }) => str === level?.text);
    if (level !== undefined) {
      expect(same?.transform[4]).toBeCloseTo(level.at[0], 1);
      expect(drawing.height - (same?.transform[5] ?? 0)).toBeCloseTo(level.at[1], 1);
    }
  },
);

test("fonts are embedded, pictures are not: all is vectors", async () => {
  const bytes = await pdfOf(drawingOf(figureFor("surface"), styleOf({ ...defaultChoice, titled: true })), fonts);
  const text = Buffer.from(bytes).toString("latin1");
  expect(text.match(/\/FontFile2/g)).toHaveLength(2);
  expect(text).not.toContain("/Subtype /Image");
  const { page } = await opened(bytes);
  const { fnArray } = await page.getOperatorList();
  expect(fnArray).not.toContain(OPS.paintImageXObject);
  expect(fnArray).toContain(OPS.showText);
});

test("the same figure has the same bytes", async () => {
  const drawing = drawingOf(figureFor("roofline"), styleOf(defaultChoice));
  expect(await pdfOf(drawing, fonts)).toEqual(await pdfOf(drawing, fonts));
});
