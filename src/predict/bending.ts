/** The predictors as they came, and bent towards measurements of the user's own. */
import type { Measurement, Prediction, Predictor } from "./predictor.ts";

/** `known`: asked anew each time, cheap after the first. */
export function createBending(known: () => Promise<readonly Predictor[]>) {
  let measured: readonly Measurement[] = [];
  let bent: Promise<readonly Predictor[]> | undefined;
  const bend = (predictor: Predictor): Predictor => predictor.withMeasurements?.(measured) ?? predictor;
  return {
    /** In place of the measurements before; none: as they came. */
    bendBy: (measurements: readonly Measurement[]): void => {
      measured = measurements;
      bent = undefined;
    },
    predictors: (): Promise<readonly Predictor[]> =>
      measured.length === 0 ? known() : (bent ??= known().then((all) => all.map(bend))),
    /** What the best predictor that can be bent says of each measurement before it is. */
    unbent: async (measurements: readonly Measurement[]): Promise<readonly Prediction[]> => {
      const predictor = (await known()).findLast((one) => one.withMeasurements !== undefined);
      if (predictor === undefined) return [];
      return Promise.all(
        measurements.map(async ({ input, target }) => (await predictor.prepare(input)).predict(target)),
      );
    },
  };
}
