/** Figures as files: one, all of one figure, or all figures at once. */
import { styleOf } from "../../../figure/draw/style.ts";
import type { FigureChoice } from "../../../figure/choice.ts";
import { kinds } from "../../../figure/kinds/index.ts";
import { isMissing, type Need } from "../../../figure/source.ts";
import { whileBusy } from "../../state/busy.ts";
import { documentStore } from "../../state/document.ts";
import { download, fileNameFor } from "../../state/download.ts";
import { session } from "../../state/session.ts";
import { formatSession } from "../../state/url.ts";
import { gather } from "./gather.ts";
import { type Drawn, type Made, type Output, outputs } from "./outputs.ts";
import { type ZipEntry, zipOf } from "./zip.ts";

const bytesOf = (content: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;

/** "resnet18.roofline.pdf" */
export const figureName = ({ model, choice }: Pick<Drawn, "model" | "choice">, extension: string): string =>
  fileNameFor(model, `${choice.kind}.${extension}`);

/** With the choices of this moment, for the figure to be made again. */
const madeNow = (drawn: Drawn): Made => ({
  ...drawn,
  session: formatSession({ ...session.get(), figure: drawn.choice }),
});

/** Saves a figure in one format; gives the name of the file. */
export async function saveFigure(drawn: Drawn, { extension, mediaType, contentOf }: Output): Promise<string> {
  const name = figureName(drawn, extension);
  download(name, await whileBusy(contentOf(madeNow(drawn))), mediaType);
  return name;
}

async function entriesOf(made: Made, folder: string): Promise<readonly ZipEntry[]> {
  const contents = await Promise.all(outputs.map((output) => output.contentOf(made)));
  return outputs.map(({ extension }, at) => ({
    name: folder + figureName(made, extension),
    bytes: bytesOf(contents[at] ?? ""),
  }));
}

const saveZip = (name: string, entries: readonly ZipEntry[]): string => {
  download(name, zipOf(entries), "application/zip");
  return name;
};

/** Saves a figure in every format, in one archive. */
export const saveAllFormats = (drawn: Drawn): Promise<string> =>
  whileBusy(entriesOf(madeNow(drawn), "").then((entries) => saveZip(figureName(drawn, "zip"), entries)));

const allNeeds: readonly Need[] = ["prediction", "sweeps", "models", "evaluation"];

/** Saves every figure that can be drawn now, in every format and in the chosen style; undefined without a model. */
export const saveAllFigures = (choice: FigureChoice): Promise<string | undefined> => whileBusy(allFigures(choice));

async function allFigures(choice: FigureChoice): Promise<string | undefined> {
  const source = await gather(allNeeds, new AbortController().signal);
  const file = documentStore.get().model?.analysis.file.name;
  if (source === undefined || file === undefined) return undefined;
  const entries: ZipEntry[] = [];
  for (const kind of kinds) {
    // A choice or a height that was made for one figure means nothing to the others.
    const own: FigureChoice =
      kind.id === choice.kind ? choice : { ...choice, kind: kind.id, option: undefined, heightMm: undefined };
    const figure = kind.figureOf(source, own.option);
    if (isMissing(figure)) continue;
    const made = madeNow({ figure, style: styleOf(own), choice: own, model: file });
    // One after the other: bitmaps of 600 dpi are large.
    // oxlint-disable-next-line no-await-in-loop
    entries.push(...(await entriesOf(made, `${kind.id}/`)));
  }
  return saveZip(fileNameFor(file, "figures.zip"), entries);
}
