/** The width at which a model was analysed. */
import type { Analysis } from "../../engine/analysis.ts";

/** 1: as in the file. */
export const widthOf = (analysis: Pick<Analysis, "width"> | undefined): number => analysis?.width?.factor ?? 1;
