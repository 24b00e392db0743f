/** The headless contract as a file: the analysis as `ridgepoint analyze --json` writes it, and the prediction with it. */
import { analysisJson, predictionJson } from "../engine/report.ts";
import type { Findings } from "./findings.ts";

/** `ridgepoint.analysis/1` with a `ridgepoint.prediction/1` in the field `prediction`, null where there is none. */
export const findingsJson = ({ analysis, forecast }: Findings) => ({
  ...analysisJson(analysis),
  prediction:
    forecast === undefined
      ? null
      : predictionJson(analysis, forecast.predictor.id, forecast.target, forecast.prediction),
});

export const jsonText = (findings: Findings): string => `${JSON.stringify(findingsJson(findings), undefined, 2)}\n`;
