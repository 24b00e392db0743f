import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { formatPercent } from "../../../base/format.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import { drawingOf, drawsAlike, nodeSentence, sceneOf } from "../../graph/elements.ts";
import type { Box, Paint, Scene, Surface } from "../../graph/surface.ts";
import { walkerOf } from "../../graph/walk.ts";
import { whileBusy } from "../../state/busy.ts";
import { select } from "../../state/session.ts";
import { themeStore } from "../../state/theme.ts";
import { useStore } from "../../state/store.ts";
import { heatBin } from "../../ui/heat.ts";
import { Pane } from "../../ui/Pane.tsx";
import { useJob } from "../../work/use-job.ts";
import { layoutWorker } from "../../work/workers.ts";
import { useModel, usePrediction, useSelected } from "../context.ts";
import { shareOf, topShare } from "../shares.ts";
import { GraphTools } from "./GraphTools.tsx";
import { HeatLegend } from "./HeatLegend.tsx";
import { inkOfTheme } from "./ink.ts";
import { Ribbon } from "./Ribbon.tsx";
import { onGraphKey } from "./keys.ts";
import { surfaceFor } from "./surfaces.ts";

/** The analysis the picture was made from: an earlier one while that looks the same, so that the view stays as it is. */
function useDrawn(analysis: Analysis | undefined): Analysis | undefined {
  const [drawn, setDrawn] = useState(analysis);
  const isAlike = useMemo(
    () => drawn !== undefined && analysis !== undefined && drawsAlike(drawn, analysis),
    [drawn, analysis],
  );
  if (drawn === analysis || isAlike) return drawn;
  setDrawn(analysis);
  return analysis;
}

/** Positions of a model's nodes, from the layout worker. */
function useScene(analysis: Analysis | undefined) {
  const job = useMemo(() => {
    if (analysis === undefined) return undefined;
    return async (signal: AbortSignal): Promise<{ readonly analysis: Analysis; readonly scene: Scene }> => {
      const drawing = drawingOf(analysis);
      const { nodes, edges } = drawing;
      const layout = await layoutWorker.run(signal, (worker) => worker.layout({ nodes, edges }));
      return { analysis, scene: sceneOf(analysis.nodes, drawing, layout) };
    };
  }, [analysis]);
  const { value, busy } = useJob(job);
  return { scene: value?.analysis === analysis ? value?.scene : undefined, busy };
}

/** A surface over the scene, drawn into the element; undefined until its library is there. */
function useSurface(scene: Scene | undefined, onView: (view: Box) => void, pick: (index: number | undefined) => void) {
  const frame = useRef<HTMLDivElement>(null);
  const [surface, setSurface] = useState<Surface | undefined>(undefined);
  useEffect(() => {
    const element = frame.current;
    if (scene === undefined || element === null) return undefined;
    let own: Surface | undefined;
    let gone = false;
    const observer = new ResizeObserver(() => own?.resize());
    const draw = async (): Promise<void> => {
      const surfaceOf = await surfaceFor(scene);
      if (gone) return;
      own = surfaceOf(element, scene, inkOfTheme(), { onPick: pick, onView });
      // Read by the benchmark; the first frame with it follows at once.
      performance.mark("graph-shown");
      setSurface(own);
      observer.observe(element);
    };
    void whileBusy(draw());
    return () => {
      gone = true;
      observer.disconnect();
      setSurface(undefined);
      own?.destroy();
    };
  }, [scene, onView, pick]);
  return { frame, surface };
}

export function GraphPanel() {
  const model = useModel();
  const analysis = model?.analysis;
  const prediction = usePrediction();
  const selected = useSelected();
  const theme = useStore(themeStore, (t) => t.theme);
  const drawn = useDrawn(analysis);
  const { scene, busy } = useScene(drawn);
  const [view, setView] = useState<Box | undefined>(undefined);
  const pick = useCallback(
    (index: number | undefined) => select(index === undefined ? undefined : drawn?.nodes[index]?.id),
    [drawn],
  );
  const { frame, surface } = useSurface(scene, setView, pick);
  const walker = useMemo(() => (scene === undefined ? undefined : walkerOf(scene)), [scene]);

  const top = topShare(prediction);
  const paint = useMemo((): Paint => {
    const shares = (analysis?.nodes ?? []).map((_, index) => shareOf(prediction, index));
    return {
      bins: shares.map((share) => heatBin(share, top)),
      shares: shares.map((share) => (share === undefined || share < 0.0005 ? "" : formatPercent(share))),
    };
  }, [analysis, prediction, top]);

  useEffect(() => {
    surface?.paint(paint);
    // What people wait for: benchmarks read this mark.
    if (surface !== undefined && prediction !== undefined)
      requestAnimationFrame(() => performance.mark("graph-painted"));
  }, [surface, paint, prediction]);
  useEffect(() => surface?.select(selected, true), [surface, selected]);
  useEffect(() => {
    // The theme's colours are in the style sheet by now; its name only tells that they changed.
    if (theme !== undefined) surface?.recolor(inkOfTheme());
  }, [surface, theme]);

  const node = selected === undefined ? undefined : analysis?.nodes[selected];
  const around = selected === undefined ? undefined : walker?.neighbours(selected);
  const sentence =
    node === undefined || around === undefined || selected === undefined
      ? ""
      : nodeSentence(node, paint.shares[selected] ?? "", around.inputs.length, around.outputs.length);
  return (
    <Pane name="Model graph" busy={busy} tools={<GraphTools surface={surface} scene={scene} />}>
      <div className="graph">
        <div
          className="graph-canvas"
          role="application"
          tabIndex={0}
          aria-label={`Graph of ${scene?.nodes.length ?? 0} nodes; arrows walk along it`}
          aria-describedby="graph-node"
          onKeyDown={(event) => onGraphKey(event, surface, walker, selected, pick)}
        >
          <div className="graph-drawing" ref={frame} />
        </div>
        {scene !== undefined && (
          <Ribbon scene={scene} paint={paint} view={view} surface={surface} selected={selected} />
        )}
        <p id="graph-node" className="unseen" aria-live="polite">
          {sentence}
        </p>
        <HeatLegend top={top} />
      </div>
    </Pane>
  );
}
