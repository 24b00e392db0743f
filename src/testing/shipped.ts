/** The learned predictor as it ships, for tests: in plain arithmetic, from the weights file of the site. */
import { readFileSync } from "node:fs";
import { plainEngine } from "../learn/gcn.ts";
import { gcnPredictor, weightsFile } from "../learn/gcn-predictor.ts";
import type { GcnWeights } from "../learn/weights.ts";
import { parseWeights } from "../learn/weights-file.ts";
import { terms } from "../predict/conv-regression.ts";
import { nodeColumns } from "../predict/features.ts";
import type { Predictor } from "../predict/predictor.ts";

const text = readFileSync(new URL(`../../public/${weightsFile}`, import.meta.url), "utf8");

export const shipped: Predictor = gcnPredictor(text, plainEngine);
export const shippedWeights = (): GcnWeights => parseWeights(text, { terms, nodeColumns });
