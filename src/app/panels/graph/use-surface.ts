import { useEffect, useRef, useState } from "react";
import type { Box, Point, Scene, Surface } from "../../graph/surface.ts";
import { whileBusy } from "../../state/busy.ts";
import { inkOfTheme } from "./ink.ts";
import { surfaceFor } from "./surfaces.ts";

/** What was in sight, and a point of it that is to stay where it is when other things are drawn around it. */
export interface Anchor {
  readonly view: Box;
  readonly point: Point;
  /** Where that point is in the next scene; undefined: it begins anew. */
  readonly pointIn: (scene: Scene) => Point | undefined;
}

/** A surface over the scene, drawn into the element; undefined until its library is there. */
export function useSurface(
  scene: Scene | undefined,
  onView: (view: Box) => void,
  pick: (index: number | undefined) => void,
) {
  const frame = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor>(undefined);
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
      keepSight(own, scene, anchor.current);
      anchor.current = undefined;
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
  return { frame, surface, anchor };
}

function keepSight(surface: Surface, scene: Scene, anchor: Anchor | undefined): void {
  const now = anchor?.pointIn(scene);
  if (anchor === undefined || now === undefined) return;
  const [dx, dy] = [now.x - anchor.point.x, now.y - anchor.point.y];
  const { left, right, top, bottom } = anchor.view;
  surface.show({ left: left + dx, right: right + dx, top: top + dy, bottom: bottom + dy });
}
