import { useMemo } from "react";
import type { Analysis } from "../../../engine/analysis.ts";
import type { Fusion } from "../../../runtime/fusion/kernels.ts";
import { drawingOf, sceneOf } from "../../graph/elements.ts";
import { kernelDrawing, kernelScene } from "../../graph/kernel-elements.ts";
import type { Scene } from "../../graph/surface.ts";
import { useJob } from "../../work/use-job.ts";
import { layoutWorker } from "../../work/workers.ts";

/** What a scene shows: the nodes of an analysis, or, where there is a fusion, its kernels. */
interface Shown {
  readonly analysis: Analysis;
  readonly fusion: Fusion | undefined;
  readonly scene: Scene;
}

/** Positions of a model's nodes or kernels, from the layout worker. */
export function useScene(analysis: Analysis | undefined, fusion: Fusion | undefined) {
  const job = useMemo(() => {
    if (analysis === undefined) return undefined;
    return async (signal: AbortSignal): Promise<Shown> => {
      const drawing = fusion === undefined ? drawingOf(analysis) : kernelDrawing(fusion, analysis.nodes);
      const { nodes, edges } = drawing;
      const layout = await layoutWorker.run(signal, (worker) => worker.layout({ nodes, edges }));
      const scene =
        fusion === undefined
          ? sceneOf(analysis.nodes, drawing, layout)
          : kernelScene(fusion, analysis.nodes, drawing, layout);
      return { analysis, fusion, scene };
    };
  }, [analysis, fusion]);
  const { value, busy } = useJob(job);
  const isCurrent = value?.analysis === analysis && value?.fusion === fusion;
  return { scene: isCurrent ? value?.scene : undefined, busy };
}
