/** What the views beyond counts compute over a whole model: each library's algorithms, kernels, memory, levels, energy. */
import { convAlgorithms } from "../../cost/conv/index.ts";
import { defaultTiling } from "../../cost/conv/algorithm.ts";
import { arenaOf } from "../../cost/memory/arena.ts";
import { timelineOf } from "../../cost/memory/timeline.ts";
import { defaultCores } from "../../device/core-set.ts";
import { pixel4 } from "../../device/catalog/pixel4.ts";
import { hierarchyOf, levelTraffics } from "../../device/levels.ts";
import type { Analysis } from "../../engine/analysis.ts";
import { libraries } from "../../runtime/choice/index.ts";
import { convStudy, convWindowOf } from "../../runtime/choice/study.ts";
import { ruleSets } from "../../runtime/fusion/index.ts";
import { fusionOf } from "../../runtime/fusion/kernels.ts";
import { type Spread, timeRuns } from "./spread.ts";

const hierarchy = hierarchyOf(pixel4, defaultCores(pixel4));
const context = { threads: 1, precision: "fp32", l2Bytes: undefined, isShapeKnown: true } as const;

/** All of it once: more than any one view asks for. */
export function studyWhole({ nodes, edges, memory }: Analysis): void {
  for (const window of nodes.flatMap((node) => convWindowOf(node) ?? [])) {
    for (const algorithm of convAlgorithms) {
      if (algorithm.refusal(window) === undefined) algorithm.cost(window, 4, defaultTiling);
    }
  }
  for (const library of libraries) convStudy(nodes, { library, context, overrides: new Map() });
  for (const rules of ruleSets) fusionOf(nodes, edges, rules);
  for (const inPlace of [false, true]) arenaOf(timelineOf(memory, { inPlace }));
  levelTraffics(nodes, hierarchy, "fp32");
}

export const studyTimes = (analysis: Analysis, runs: number): Promise<Spread> =>
  timeRuns(() => studyWhole(analysis), { runs, warmUps: 3 });
