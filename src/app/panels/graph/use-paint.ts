import { useMemo } from "react";
import type { Fraction } from "../../../base/units.ts";
import { criticalPathOf, tasksOf } from "../../../cost/schedule/tasks.ts";
import { formatCoreSet } from "../../../device/core-set.ts";
import { technologyOf } from "../../../device/energy/technologies.ts";
import type { Paint } from "../../graph/surface.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { useAnalysis, useModel, usePrediction, useTarget } from "../context.ts";
import { useHits } from "../hits.ts";
import { followsPrediction, heatById, nodeValues } from "./heats.ts";
import { litOf, type Painted, painted, pathOf } from "./paint.ts";
import type { Picture } from "./use-scene.ts";

/** The longest chain of nodes that wait for each other. */
export interface LongestPath {
  readonly nodes: readonly number[];
  /** Of the sum over all nodes: what would be left with cores without end. */
  readonly share: Fraction | undefined;
}

export interface GraphPaint extends Painted, Paint {
  /** Are the texts shares of the latency? */
  readonly isShare: boolean;
  readonly longest: LongestPath | undefined;
  /** Undefined: nothing is searched. */
  readonly hits: number | undefined;
}

/** Looks of the picture: heat, hits of the search, and the longest path where it is asked for. */
export function usePaint(picture: Picture | undefined): GraphPaint {
  const heat = heatById(useStore(session, (s) => s.heat));
  const values = useValues(heat.id);
  const hits = useHits();
  const longest = useLongestPath();
  const shown = picture?.shown;
  const colors = useMemo(() => painted(heat, values, shown ?? []), [heat, values, shown]);
  const lit = useMemo(() => litOf(shown ?? [], hits), [shown, hits]);
  const path = useMemo(() => pathOf(shown ?? [], longest?.nodes ?? []), [shown, longest]);
  return useMemo(
    () => ({ ...colors, lit, path, longest, hits: hits?.size, isShare: heat.id === "latency" }),
    [colors, lit, path, longest, hits, heat],
  );
}

function useValues(id: ReturnType<typeof heatById>["id"]) {
  const file = useModel()?.analysis;
  const analysis = useAnalysis();
  const now = usePrediction();
  // Other heats stay as they are while a slider moves.
  const prediction = followsPrediction(id) ? now : undefined;
  const { device, cores } = useTarget();
  const precision = useStore(session, (s) => s.precision);
  const technology = technologyOf(useStore(session, (s) => s.technology));
  const taking = formatCoreSet(cores);
  return useMemo(() => {
    if (file === undefined || analysis === undefined) return { values: [] };
    return nodeValues(id, { analysis, fileNodes: file.nodes, prediction, device, cores, precision, technology });
    // A slider makes a new object of the same cores.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [id, file, analysis, prediction, device, taking, precision, technology]);
}

/** Undefined while it is not asked for, or not known. */
function useLongestPath(): LongestPath | undefined {
  const isAsked = useStore(session, (s) => s.criticalPath);
  const analysis = useModel()?.analysis;
  const prediction = usePrediction();
  return useMemo(() => {
    if (!isAsked || analysis === undefined || prediction === undefined) return undefined;
    const tasks = tasksOf(analysis.nodes, analysis.edges, prediction.nodes);
    const { seconds, tasks: path } = criticalPathOf(tasks);
    const sum = tasks.seconds.reduce((total, one) => total + one, 0);
    return { nodes: path.flatMap((task) => tasks.nodes[task] ?? []), share: sum === 0 ? undefined : seconds / sum };
  }, [isAsked, analysis, prediction]);
}
