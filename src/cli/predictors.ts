/** All predictors for the command line: the arithmetic ones, and the learned ones with their weights read from disk. */
import { predictors } from "../predict/index.ts";
import type { Predictor, PredictorCard, Target } from "../predict/predictor.ts";

/** Ids of every predictor, cheapest first. */
export const predictorIds = (): readonly string[] => predictors.map((predictor) => predictor.id);

export async function loadPredictor(id: string): Promise<Predictor> {
  const found = predictors.find((predictor) => predictor.id === id);
  if (found !== undefined) return found;
  throw new Error(`no such predictor: ${id}`);
}

/** The predictor used when none is asked for. */
export const defaultPredictor = (_target: Target): string => "roofline";

export async function cards(): Promise<readonly PredictorCard[]> {
  return predictors.map(({ id, label, caveat, provenance }) => ({ id, label, caveat, provenance }));
}
