import { type PointerEvent, useEffect, useRef, useState } from "react";
import { dimmed } from "../../graph/sight.ts";
import type { Box, Paint, Scene, Surface } from "../../graph/surface.ts";
import { useStore } from "../../state/store.ts";
import { cssColor, themeStore } from "../../state/theme.ts";
import { heatBins, heatColors } from "../../ui/heat.ts";

interface Props {
  readonly scene: Scene;
  readonly paint: Paint;
  /** What the graph shows now. */
  readonly view: Box | undefined;
  readonly surface: Surface | undefined;
  readonly selected: number | undefined;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The bars, and what they were drawn from. */
interface Bars extends Pick<Props, "scene" | "paint"> {
  readonly size: Size;
  readonly theme: unknown;
  readonly sheet: HTMLCanvasElement;
}

/**
 * The whole model from top to bottom, however tall: a line per node at its depth, as long as its share of latency.
 * A click goes there. The graph and the table say the same to those who do not see it.
 */
export function Ribbon({ scene, paint, view, surface, selected }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const theme = useStore(themeStore, (t) => t.theme);
  const bars = useRef<Bars>(undefined);
  useEffect(() => {
    const element = canvas.current;
    if (element === null || size.height === 0) return;
    // Ten thousand bars are drawn once, and not for every frame of a drag.
    const old = bars.current;
    const isOld = old?.size !== size || old.scene !== scene || old.paint !== paint || old.theme !== theme;
    const now = isOld ? { size, scene, paint, theme, sheet: barsOf(size, scene, paint) } : old;
    bars.current = now;
    draw(element, size, now.sheet, { scene, view, selected });
  });

  const go = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.buttons === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { top, bottom } = scene.box;
    const y = top + (event.nativeEvent.offsetY / size.height) * (bottom - top);
    const near = scene.nodes.reduce((best, node) => (Math.abs(node.y - y) < Math.abs(best.y - y) ? node : best), {
      x: 0,
      y: Infinity,
    });
    surface?.center({ x: near.x, y });
  };
  return <canvas className="ribbon" ref={canvas} aria-hidden="true" onPointerDown={go} onPointerMove={go} />;
}

function sheetOf(canvas: HTMLCanvasElement, { width, height }: Size): CanvasRenderingContext2D | null {
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const context = canvas.getContext("2d");
  context?.scale(devicePixelRatio, devicePixelRatio);
  return context;
}

const scaleOf = ({ box: { top, bottom } }: Scene, { height }: Size): number => height / Math.max(1, bottom - top);

/** A line per node at its depth, as long as it is hot, on a sheet of its own. */
function barsOf(size: Size, scene: Scene, paint: Paint): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const context = sheetOf(canvas, size);
  if (context === null) return canvas;
  const scale = scaleOf(scene, size);
  const cold = cssColor("--edge");
  context.strokeStyle = cold;
  context.lineWidth = 0.5;
  for (const node of scene.nodes) {
    const bin = paint.bins[node.index];
    const length = bin === undefined ? 3 : 4 + ((bin + 1) / heatBins) * (size.width - 8);
    context.fillStyle = bin === undefined ? cold : (heatColors[bin] ?? cold);
    context.globalAlpha = paint.lit === undefined || paint.lit.has(node.index) ? 1 : dimmed;
    const tall = Math.max(1, node.height * scale - 0.5);
    const top = (node.y - scene.box.top) * scale - tall / 2;
    context.fillRect(2, top, length, tall);
    // The coldest colour is nearly that of the dark theme's ground.
    if (tall > 3) context.strokeRect(2.25, top + 0.25, length - 0.5, tall - 0.5);
  }
  return canvas;
}

function draw(
  canvas: HTMLCanvasElement,
  size: Size,
  bars: HTMLCanvasElement,
  { scene, view, selected }: Pick<Props, "scene" | "view" | "selected">,
): void {
  const context = sheetOf(canvas, size);
  if (context === null) return;
  const { width, height } = size;
  const { top } = scene.box;
  const scale = scaleOf(scene, size);
  if (view !== undefined) {
    context.fillStyle = cssColor("--sight");
    const from = Math.max(0, (view.top - top) * scale);
    const to = Math.min(height, (view.bottom - top) * scale);
    context.fillRect(0, from, width, Math.max(3, to - from));
  }
  context.drawImage(bars, 0, 0, width, height);
  const chosen = selected === undefined ? undefined : scene.nodes.find((node) => node.index === selected);
  if (chosen !== undefined) {
    context.fillStyle = cssColor("--accent");
    context.fillRect(0, (chosen.y - top) * scale - 1, width, 2);
  }
}
