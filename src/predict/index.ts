/** The predictors that are plain arithmetic. Learned ones are listed in learn/index.ts. */
import type { Predictor } from "./predictor.ts";
import { roofline } from "./roofline.ts";

export const predictors: readonly Predictor[] = [roofline];
