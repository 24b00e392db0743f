import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Analysis } from "../../../engine/analysis.ts";
import { drawsAlike, nodeSentence } from "../../graph/elements.ts";
import { kernelSentence } from "../../graph/kernel-elements.ts";
import type { Box, Scene, Surface } from "../../graph/surface.ts";
import { walkerOf } from "../../graph/walk.ts";
import { whileBusy } from "../../state/busy.ts";
import { select, session } from "../../state/session.ts";
import { themeStore } from "../../state/theme.ts";
import { useStore } from "../../state/store.ts";
import { Pane } from "../../ui/Pane.tsx";
import { useModel, usePrediction, useSelected } from "../context.ts";
import { useFusion } from "../fusion.ts";
import { GraphTools } from "./GraphTools.tsx";
import { HeatLegend } from "./HeatLegend.tsx";
import { inkOfTheme } from "./ink.ts";
import { KernelBar } from "./KernelBar.tsx";
import { onGraphKey } from "./keys.ts";
import { kernelHeat, nodeHeat } from "./paint.ts";
import { Ribbon } from "./Ribbon.tsx";
import { surfaceFor } from "./surfaces.ts";
import { useScene } from "./use-scene.ts";

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
  const isFused = useStore(session, ({ grain }) => grain === "kernels");
  const fusion = useFusion(isFused ? analysis : undefined);
  const alike = useDrawn(analysis);
  // Other sizes can make other kernels, so these are drawn anew.
  const drawn = isFused ? analysis : alike;
  const { scene, busy } = useScene(drawn, fusion);
  const [view, setView] = useState<Box | undefined>(undefined);
  const pick = useCallback(
    (index: number | undefined) => select(index === undefined ? undefined : drawn?.nodes[index]?.id),
    [drawn],
  );
  const { frame, surface } = useSurface(scene, setView, pick);
  const walker = useMemo(() => (scene === undefined ? undefined : walkerOf(scene)), [scene]);

  const count = analysis?.nodes.length ?? 0;
  const paint = useMemo(
    () => (fusion === undefined ? nodeHeat(count, prediction) : kernelHeat(count, fusion, prediction)),
    [count, fusion, prediction],
  );
  const kernel = selected === undefined ? undefined : fusion?.kernels[fusion.kernelAt[selected] ?? -1];
  /** The drawn node that is marked: a kernel is drawn as its root. */
  const marked = fusion === undefined ? selected : kernel?.root;

  useEffect(() => {
    surface?.paint(paint);
    // What people wait for: benchmarks read this mark.
    if (surface !== undefined && prediction !== undefined)
      requestAnimationFrame(() => performance.mark("graph-painted"));
  }, [surface, paint, prediction]);
  useEffect(() => surface?.select(marked, true), [surface, marked]);
  useEffect(() => {
    // The theme's colours are in the style sheet by now; its name only tells that they changed.
    if (theme !== undefined) surface?.recolor(inkOfTheme());
  }, [surface, theme]);

  const node = marked === undefined ? undefined : analysis?.nodes[marked];
  const around = marked === undefined ? undefined : walker?.neighbours(marked);
  const share = marked === undefined ? "" : (paint.shares[marked] ?? "");
  const sentence =
    node === undefined || around === undefined
      ? ""
      : kernel === undefined
        ? nodeSentence(node, share, around.inputs.length, around.outputs.length)
        : kernelSentence(kernel, share, around.inputs.length, around.outputs.length);
  return (
    <Pane name="Model graph" busy={busy} tools={<GraphTools surface={surface} scene={scene} />}>
      {fusion !== undefined && <KernelBar fusion={fusion} />}
      <div className="graph">
        <div
          className="graph-canvas"
          role="application"
          tabIndex={0}
          aria-label={`Graph of ${scene?.nodes.length ?? 0} ${isFused ? "kernels" : "nodes"}; arrows walk along it`}
          aria-describedby="graph-node"
          onKeyDown={(event) => onGraphKey(event, surface, walker, marked, pick)}
        >
          <div className="graph-drawing" ref={frame} />
        </div>
        {scene !== undefined && <Ribbon scene={scene} paint={paint} view={view} surface={surface} selected={marked} />}
        <p id="graph-node" className="unseen" aria-live="polite">
          {sentence}
        </p>
        <HeatLegend top={paint.top} />
      </div>
    </Pane>
  );
}
