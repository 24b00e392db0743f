/** The font that PDFs embed: Liberation Sans (SIL Open Font License 1.1), with the widths of Helvetica; fetched when first needed. */
import boldUrl from "pdfjs-dist/standard_fonts/LiberationSans-Bold.ttf?url";
import normalUrl from "pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf?url";
import type { Font } from "./pdf.ts";

async function fetched(name: string, style: Font["style"], url: string): Promise<Font> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the font ${name} could not be fetched (status ${response.status})`);
  return { name, style, bytes: new Uint8Array(await response.arrayBuffer()) };
}

let fonts: Promise<readonly Font[]> | undefined;

export function pdfFonts(): Promise<readonly Font[]> {
  fonts ??= Promise.all([
    fetched("LiberationSans-Regular.ttf", "normal", normalUrl),
    fetched("LiberationSans-Bold.ttf", "bold", boldUrl),
  ]);
  return fonts;
}
