/** A small file from which a figure is made again: what was chosen for it, and the session it was made in. */
import { choiceOf, type FigureChoice } from "./choice.ts";

export const recipeSchema = "ridgepoint.figure/1";

export interface Recipe {
  readonly figure: FigureChoice;
  /** The session as an address has it, without "?". */
  readonly session: string;
  /** Name of the model's file, for those who have to open it again. */
  readonly model: string;
  /** What was drawn, in words. */
  readonly caption: string;
}

/** The recipe as JSON. It tells no date, so the same figure has the same file. */
export const jsonOf = ({ figure, session, model, caption }: Recipe): string =>
  `${JSON.stringify(
    {
      schema: recipeSchema,
      figure: Object.fromEntries(Object.entries(figure).map(([key, value]) => [key, value ?? null])),
      session,
      model,
      caption,
    },
    undefined,
    2,
  )}\n`;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a recipe; a sentence says why a file is none. */
export function recipeOf(text: string): Recipe | string {
  const json = parsed(text);
  if (!isRecord(json)) return "This file is no JSON object.";
  const schema = textOf(json["schema"]);
  if (schema !== recipeSchema) {
    return schema === ""
      ? `This file does not say that it is a figure: its "schema" should be "${recipeSchema}".`
      : `This file says that it is "${schema}"; figures are "${recipeSchema}".`;
  }
  const { figure, session, model, caption } = json;
  if (!isRecord(figure)) return 'The figure has no "figure": nothing says what to draw.';
  return { figure: choiceOf(figure), session: textOf(session), model: textOf(model), caption: textOf(caption) };
}
