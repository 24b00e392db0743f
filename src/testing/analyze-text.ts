/** Analyses of text graphs (graph-text.ts). */
import type { Analysis, AnalyzeOptions } from "../engine/analysis.ts";
import { analyzeModel } from "../engine/analyze.ts";
import { modelOf } from "./graph-text.ts";

export const analysisOf = (text: string, options: AnalyzeOptions = {}): Analysis =>
  analyzeModel(modelOf(text), { name: "test.onnx", bytes: 0, bytesRead: 0 }, options);
