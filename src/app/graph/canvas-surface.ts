/**
 * A surface that draws by itself what is in sight and nothing else. Cytoscape is smooth up to some hundred elements; ten
 * thousand take it a second per frame (measured), this a few milliseconds.
 */
import { boxOfSight, drawScene, type Sight } from "./canvas-draw.ts";
import { cullingOf } from "./culling.ts";
import { beginning, margin, readableZoom } from "./sight.ts";
import {
  type Ink,
  noPaint,
  type Paint,
  pathEdges,
  type Point,
  type Scene,
  type Surface,
  type SurfaceEvents,
} from "./surface.ts";

const zoomRange = [0.005, 4] as const;
/** A pointer that moved less has clicked. */
const clickSlack = 4;

export function canvasSurface(container: HTMLElement, scene: Scene, firstInk: Ink, events: SurfaceEvents): Surface {
  const canvas = document.createElement("canvas");
  canvas.className = "graph-sheet";
  container.append(canvas);
  const context = canvas.getContext("2d");
  const culling = cullingOf(scene);
  let ink = firstInk;
  let paint: Paint = noPaint;
  let path = pathEdges(noPaint);
  let chosen: number | undefined;
  let frame = 0;
  let sight: Sight = startOf(scene, container);

  const draw = (): void => {
    frame = 0;
    if (context !== null) drawScene(context, culling, sight, { ...paint, edges: path, ink, chosen });
  };
  const redraw = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  const look = (next: Partial<Sight>): void => {
    sight = { ...sight, ...next };
    redraw();
    events.onView(boxOfSight(sight));
  };
  const zoomAt = (factor: number, x: number, y: number): void => {
    const zoom = Math.min(zoomRange[1], Math.max(zoomRange[0], sight.zoom * factor));
    const grown = zoom / sight.zoom;
    look({ zoom, x: x - (x - sight.x) * grown, y: y - (y - sight.y) * grown });
  };
  const center = ({ x, y }: Point): void =>
    look({ x: sight.width / 2 - x * sight.zoom, y: sight.height / 2 - y * sight.zoom });
  const resize = (): void => {
    const { clientWidth: width, clientHeight: height } = container;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    look({ width, height });
  };

  listen(canvas, {
    drag: (dx, dy) => look({ x: sight.x + dx, y: sight.y + dy }),
    wheel: zoomAt,
    click: (x, y) => events.onPick(culling.nodeAt((x - sight.x) / sight.zoom, (y - sight.y) / sight.zoom)?.index),
  });
  resize();

  return {
    paint: (next) => {
      paint = next;
      path = pathEdges(next);
      redraw();
    },
    select: (index, reveal) => {
      chosen = index;
      redraw();
      const node = reveal ? scene.nodes.find((one) => one.index === index) : undefined;
      if (node === undefined) return;
      const box = boxOfSight(sight);
      const inSight = node.x > box.left && node.x < box.right && node.y > box.top && node.y < box.bottom;
      const tooSmall = sight.zoom < readableZoom / 2;
      if (tooSmall) look({ zoom: 1 });
      if (tooSmall || !inSight) center(node);
    },
    recolor: (next) => {
      ink = next;
      redraw();
    },
    zoom: (factor) => zoomAt(factor, sight.width / 2, sight.height / 2),
    fit: () => look(fitOf(scene, sight)),
    center,
    view: () => boxOfSight(sight),
    show: ({ left, top, right }) => {
      const zoom = Math.min(zoomRange[1], Math.max(zoomRange[0], sight.width / (right - left)));
      look({ zoom, x: -left * zoom, y: -top * zoom });
    },
    resize,
    destroy: () => {
      cancelAnimationFrame(frame);
      canvas.remove();
    },
  };
}

interface Gestures {
  readonly drag: (dx: number, dy: number) => void;
  readonly wheel: (factor: number, x: number, y: number) => void;
  readonly click: (x: number, y: number) => void;
}

function listen(canvas: HTMLCanvasElement, gestures: Gestures): void {
  let from: Point | undefined;
  let moved = 0;
  canvas.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, y: event.clientY };
    moved = 0;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (from === undefined) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    moved += Math.abs(dx) + Math.abs(dy);
    from = { x: event.clientX, y: event.clientY };
    gestures.drag(dx, dy);
  });
  canvas.addEventListener("pointerup", (event) => {
    if (from !== undefined && moved < clickSlack) gestures.click(event.offsetX, event.offsetY);
    from = undefined;
  });
  canvas.addEventListener("pointercancel", () => {
    from = undefined;
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      gestures.wheel(Math.exp(-event.deltaY * wheelSpeed), event.offsetX, event.offsetY);
    },
    { passive: false },
  );
}

const wheelSpeed = 0.0015;

function fitOf({ box }: Scene, { width, height }: Pick<Sight, "width" | "height">): Partial<Sight> {
  const zoom = Math.min(
    1,
    (width - 2 * margin) / (box.right - box.left),
    (height - 2 * margin) / (box.bottom - box.top),
  );
  return {
    zoom,
    x: width / 2 - ((box.left + box.right) / 2) * zoom,
    y: height / 2 - ((box.top + box.bottom) / 2) * zoom,
  };
}

/** All of the graph where that is readable, else its beginning. */
function startOf(scene: Scene, { clientWidth: width, clientHeight: height }: HTMLElement): Sight {
  const fit = { x: 0, y: 0, zoom: 1, width, height, ...fitOf(scene, { width, height }) };
  return fit.zoom >= readableZoom ? fit : { ...fit, ...beginning(scene, width) };
}
