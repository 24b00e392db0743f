/** A drawing as a PDF of exactly its size: vectors, and text in an embedded font, as publishers ask. */
import type { jsPDF } from "jspdf";
import { crc32 } from "../../../base/crc32.ts";
import {
  type Drawing,
  powerRise,
  powerSize,
  type Shape,
  type Stroke,
  type TextShape,
} from "../../../figure/draw/shape.ts";

/** A TrueType font; its widths are those of Helvetica. */
export interface Font {
  readonly name: string;
  readonly style: "normal" | "bold";
  readonly bytes: Uint8Array;
}

const family = "LiberationSans";

/** jsPDF takes fonts as strings of bytes. */
function binary(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join("");
}

export async function pdfOf(drawing: Drawing, fonts: readonly Font[]): Promise<Uint8Array<ArrayBuffer>> {
  const { jsPDF: Document } = await import("jspdf");
  const { width, height, title, caption, shapes } = drawing;
  const pdf = new Document({
    unit: "pt",
    format: [width, height],
    orientation: width > height ? "landscape" : "portrait",
    compress: true,
    putOnlyUsedFonts: true,
  });
  // The same figure has the same bytes: no time, no chance.
  pdf.setCreationDate("D:20000101000000+00'00'");
  pdf.setFileId(
    crc32(new TextEncoder().encode(JSON.stringify(drawing)))
      .toString(16)
      .padStart(32, "0"),
  );
  pdf.setProperties({ title, subject: caption, creator: "Ridgepoint" });
  for (const { name, style, bytes } of fonts) {
    pdf.addFileToVFS(name, binary(bytes));
    pdf.addFont(name, family, style);
  }
  pdf.setLineJoin("round");
  for (const shape of shapes) paint(pdf, shape);
  return new Uint8Array(pdf.output("arraybuffer"));
}

function paint(pdf: jsPDF, shape: Shape): void {
  if (shape.kind === "text") {
    write(pdf, shape);
    return;
  }
  takePens(pdf, shape.fill, shape.stroke);
  if (shape.kind === "circle") {
    pdf.circle(shape.at[0], shape.at[1], shape.radius, styleName(shape.fill, shape.stroke));
    return;
  }
  shape.places.forEach(([x, y], i) => (i === 0 ? pdf.moveTo(x, y) : pdf.lineTo(x, y)));
  if (shape.closed) pdf.close();
  if (shape.fill !== undefined && shape.stroke !== undefined) pdf.fillStroke();
  else if (shape.fill !== undefined) pdf.fill();
  else pdf.stroke();
}

const styleName = (fill: string | undefined, stroke: Stroke | undefined): string =>
  fill !== undefined && stroke !== undefined ? "FD" : fill !== undefined ? "F" : "S";

function takePens(pdf: jsPDF, fill: string | undefined, stroke: Stroke | undefined): void {
  if (fill !== undefined) pdf.setFillColor(fill);
  if (stroke === undefined) return;
  pdf.setDrawColor(stroke.color);
  pdf.setLineWidth(stroke.width);
  pdf.setLineDashPattern([...stroke.dash], 0);
}

/** Anchored here: jsPDF shifts turned text as if it were level. */
function write(pdf: jsPDF, { at: [x, y], text, power, size, anchor, turned, bold, color }: TextShape): void {
  pdf.setFont(family, bold ? "bold" : "normal");
  pdf.setTextColor(color);
  pdf.setFontSize(size * powerSize);
  const powerWidth = power === "" ? 0 : pdf.getTextWidth(power);
  pdf.setFontSize(size);
  const width = pdf.getTextWidth(text);
  const back = { start: 0, middle: 0.5, end: 1 }[anchor] * (width + powerWidth);
  const put = (words: string, along: number, rise: number): void => {
    if (turned) pdf.text(words, x - rise, y + back - along, { angle: 90 });
    else pdf.text(words, x - back + along, y - rise);
  };
  put(text, 0, 0);
  if (power === "") return;
  pdf.setFontSize(size * powerSize);
  put(power, width, size * powerRise);
}
