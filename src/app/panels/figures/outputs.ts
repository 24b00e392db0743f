/** The files a figure can be saved as. A new one is a line here. */
import { drawingOf } from "../../../figure/draw/drawing.ts";
import type { Style } from "../../../figure/draw/style.ts";
import type { FigureChoice } from "../../../figure/choice.ts";
import { csvOf } from "../../../figure/csv.ts";
import type { Figure } from "../../../figure/figure.ts";
import { jsonOf } from "../../../figure/recipe.ts";
import { svgOf } from "../../../figure/svg.ts";
import { tikzOf } from "../../../figure/tikz.ts";

/** A figure in its style. */
export interface Drawn {
  readonly figure: Figure;
  readonly style: Style;
  readonly choice: FigureChoice;
  /** Name of the model's file. */
  readonly model: string;
}

/** With all that its files tell. */
export interface Made extends Drawn {
  /** As an address has it. */
  readonly session: string;
}

export interface Output {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly extension: string;
  readonly mediaType: string;
  readonly contentOf: (made: Made) => Promise<string | Uint8Array<ArrayBuffer>>;
}

const text =
  (write: (made: Made) => string): Output["contentOf"] =>
  (made) =>
    Promise.resolve(write(made));

export const outputs: readonly Output[] = [
  {
    id: "svg",
    label: "SVG",
    about: "vectors with text that stays text",
    extension: "svg",
    mediaType: "image/svg+xml",
    contentOf: text(({ figure, style }) => svgOf(figure, style)),
  },
  {
    id: "pdf",
    label: "PDF",
    about: "vectors on a page of the figure's size, font embedded",
    extension: "pdf",
    mediaType: "application/pdf",
    contentOf: async ({ figure, style }) => {
      // Only those who save a PDF pay for its writer and its font.
      const [{ pdfOf }, { pdfFonts }] = await Promise.all([import("./pdf.ts"), import("./fonts.ts")]);
      return pdfOf(drawingOf(figure, style), await pdfFonts());
    },
  },
  {
    id: "png",
    label: "PNG",
    about: "a bitmap at the chosen resolution",
    extension: "png",
    mediaType: "image/png",
    contentOf: async ({ figure, style, choice }) => {
      const { pngOf } = await import("./bitmap.ts");
      return pngOf(drawingOf(figure, style), choice.dpi);
    },
  },
  {
    id: "tikz",
    label: "TikZ",
    about: "pgfplots source that compiles by itself",
    extension: "tex",
    mediaType: "application/x-tex",
    contentOf: text(({ figure, style }) => tikzOf(figure, style)),
  },
  {
    id: "csv",
    label: "CSV",
    about: "the data exactly as drawn, in SI units",
    extension: "csv",
    mediaType: "text/csv;charset=utf-8",
    contentOf: text(({ figure }) => csvOf(figure)),
  },
  {
    id: "json",
    label: "JSON",
    about: "your choices, from which the figure is made again",
    extension: "figure.json",
    mediaType: "application/json",
    contentOf: text(({ figure, choice, session, model }) =>
      jsonOf({ figure: choice, session, model, caption: figure.caption }),
    ),
  },
];
