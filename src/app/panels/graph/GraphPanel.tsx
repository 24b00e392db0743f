import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Analysis } from "../../../engine/analysis.ts";
import { drawsAlike } from "../../graph/elements.ts";
import type { Box } from "../../graph/surface.ts";
import { walkerOf } from "../../graph/walk.ts";
import { session } from "../../state/session.ts";
import { themeStore } from "../../state/theme.ts";
import { useStore } from "../../state/store.ts";
import { Pane } from "../../ui/Pane.tsx";
import { Progress } from "../../ui/Progress.tsx";
import { useModel, usePrediction, useSelected } from "../context.ts";
import { useFusion } from "../fusion.ts";
import { GraphTools } from "./GraphTools.tsx";
import { GroupBar } from "./GroupBar.tsx";
import { HeatLegend } from "./HeatLegend.tsx";
import { inkOfTheme } from "./ink.ts";
import { KernelBar } from "./KernelBar.tsx";
import { onGraphKey } from "./keys.ts";
import { LookBar } from "./LookBar.tsx";
import { NotDrawn } from "./NotDrawn.tsx";
import { Ribbon } from "./Ribbon.tsx";
import { graphName, sentenceOf } from "./sentences.ts";
import { useGroups } from "./use-groups.ts";
import { usePaint } from "./use-paint.ts";
import { usePicture } from "./use-scene.ts";
import { useSurface } from "./use-surface.ts";
import "./graph.css";

/** The analysis the picture was made from: an earlier one while that looks the same, so that the view stays as it is. */
function useDrawn(analysis: Analysis | undefined): Analysis | undefined {
  const [drawn, setDrawn] = useState(analysis);
  const isAlike = useMemo(
    () => drawn === analysis || (drawn !== undefined && analysis !== undefined && drawsAlike(drawn, analysis)),
    [drawn, analysis],
  );
  if (isAlike) return drawn;
  setDrawn(analysis);
  return analysis;
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
  const { picture, work, again } = usePicture(isFused ? analysis : alike, fusion);
  const scene = picture?.scene;
  const [view, setView] = useState<Box | undefined>(undefined);
  const onPick = useRef<(index: number | undefined) => void>(() => {});
  const pick = useCallback((index: number | undefined) => onPick.current(index), []);
  const { frame, surface, anchor } = useSurface(scene, setView, pick);
  const actions = useGroups(picture, selected, surface, anchor);
  const { marked, group, setOpen, mark } = actions;
  const walker = useMemo(() => (scene === undefined ? undefined : walkerOf(scene)), [scene]);
  const paint = usePaint(picture);

  useEffect(() => {
    // A click on what is marked already opens it.
    onPick.current = (index) =>
      index !== undefined && index === marked && group !== undefined ? setOpen([group], true) : mark(index);
  });
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

  return (
    <Pane name="Model graph" busy={work !== undefined} tools={<GraphTools surface={surface} scene={scene} />}>
      {fusion !== undefined && <KernelBar fusion={fusion} />}
      {picture !== undefined && <GroupBar picture={picture} actions={actions} />}
      <LookBar paint={paint} />
      <div className="graph">
        <div className="graph-work">
          {work !== undefined && <Progress key={work.text} {...work} />}
          {again !== undefined && <NotDrawn again={again} />}
        </div>
        <div
          className="graph-canvas"
          role="application"
          tabIndex={0}
          aria-label={graphName(picture, isFused)}
          aria-describedby="graph-node"
          onKeyDown={(event) => onGraphKey(event, { surface, walker, picture, actions })}
        >
          <div className="graph-drawing" ref={frame} />
        </div>
        {scene !== undefined && <Ribbon scene={scene} paint={paint} view={view} surface={surface} selected={marked} />}
        <p id="graph-node" className="unseen" aria-live="polite">
          {sentenceOf(picture, marked, paint, walker)}
        </p>
        <HeatLegend top={paint.top} />
      </div>
    </Pane>
  );
}
