/** Makes a figure again from its file of choices. */
import { recipeOf } from "../../../figure/recipe.ts";
import { whileBusy } from "../../state/busy.ts";
import { analyseIfOtherSizes, documentStore, openSample } from "../../state/document.ts";
import { session } from "../../state/session.ts";
import { parseSession } from "../../state/url.ts";

/** A recipe is a kilobyte; what is larger is something else. */
const largest = 2 ** 20;

/** Restores what was chosen, and the sample it was chosen for; a sentence says why that cannot be. */
export async function restoreFigure(file: File): Promise<string | undefined> {
  if (file.size > largest) return "This file is too large to be a figure's choices.";
  const recipe = recipeOf(await file.text());
  if (typeof recipe === "string") return recipe;
  const choice = parseSession(recipe.session);
  const origin = documentStore.get().model?.origin;
  const isOpen = choice.model === undefined ? origin?.file.name === choice.file : origin?.sample === choice.model;
  if (!isOpen && choice.model === undefined) return `Open ${recipe.model} first, then this file again.`;
  session.set({ ...choice, figure: recipe.figure, view: "figures" });
  if (isOpen) analyseIfOtherSizes();
  else if (choice.model !== undefined) await whileBusy(openSample(choice.model));
  return undefined;
}
