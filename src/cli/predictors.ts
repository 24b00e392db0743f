/** All predictors for the command line: the arithmetic ones, and the learned one with its weights read from disk. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { plainEngine } from "../learn/gcn.ts";
import { gcnPredictor, weightsFile } from "../learn/gcn-predictor.ts";
import { predictors } from "../predict/index.ts";
import {
  cardOf,
  type Predictor,
  type PredictorCard,
  type PredictorInput,
  type Prepared,
  type Target,
} from "../predict/predictor.ts";

/** The weights below the nearest folder that has them: this file may run from its source or from a bundle elsewhere. */
function weightsPath(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const path = join(folder, "public", weightsFile);
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) throw new Error(`${weightsFile} is missing`);
  }
}

/** Every predictor, the best last. */
export async function allPredictors(): Promise<readonly Predictor[]> {
  return [...predictors, gcnPredictor(await readFile(weightsPath(), "utf8"), plainEngine)];
}

export async function cards(): Promise<readonly PredictorCard[]> {
  return (await allPredictors()).map(cardOf);
}

/** Predictors made ready for one model, each when it is first asked. */
export interface Panel {
  /** The prediction and the id of the predictor it came from. Without an id, the best that does not refuse is asked. */
  ask(
    id: string | undefined,
    target: Target,
  ): Promise<{ readonly id: string; readonly prediction: ReturnType<Prepared["predict"]> }>;
}

export function panelOf(all: readonly Predictor[], input: PredictorInput): Panel {
  const ready = new Map<string, Prepared>();
  const predict = async (predictor: Predictor, target: Target) => {
    const prepared = ready.get(predictor.id) ?? (await predictor.prepare(input));
    ready.set(predictor.id, prepared);
    return { id: predictor.id, prediction: prepared.predict(target) };
  };
  return {
    async ask(id, target) {
      const chosen = all.filter((predictor) => id === undefined || predictor.id === id).toReversed();
      let refusal: string | undefined;
      for (const predictor of chosen) {
        // One after the other: only a refusal makes the next one worth asking.
        // oxlint-disable-next-line no-await-in-loop
        const answer = await predict(predictor, target);
        const refused = answer.prediction.latencySeconds === undefined;
        if (!refused || predictor === chosen.at(-1))
          return refusal === undefined ? answer : withWarning(answer, refusal);
        refusal ??= `${predictor.label}: ${answer.prediction.warnings.join(" ")}`;
      }
      throw new Error(`no such predictor: ${id ?? ""}`);
    },
  };
}

/** A fallback says why the better predictor was not used. */
const withWarning = <T extends { readonly prediction: ReturnType<Prepared["predict"]> }>(
  answer: T,
  warning: string,
): T => ({
  ...answer,
  prediction: { ...answer.prediction, warnings: [warning, ...answer.prediction.warnings] },
});
