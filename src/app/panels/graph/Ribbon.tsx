import { type PointerEvent, useEffect, useRef, useState } from "react";
import type { Box, Paint, Scene, Surface } from "../../graph/surface.ts";
import { cssColor } from "../../state/theme.ts";
import { heatColors } from "../../ui/heat.ts";
import { heatBins } from "../../ui/heat.ts";

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
  useEffect(() => {
    const element = canvas.current;
    if (element !== null && size.height > 0) draw(element, size, { scene, paint, view, selected });
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

function draw(
  canvas: HTMLCanvasElement,
  { width, height }: Size,
  { scene, paint, view, selected }: Pick<Props, "scene" | "paint" | "view" | "selected">,
): void {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.scale(ratio, ratio);
  const { top, bottom } = scene.box;
  const scale = height / Math.max(1, bottom - top);
  if (view !== undefined) {
    context.fillStyle = cssColor("--sight");
    const from = Math.max(0, (view.top - top) * scale);
    const to = Math.min(height, (view.bottom - top) * scale);
    context.fillRect(0, from, width, Math.max(3, to - from));
  }
  const cold = cssColor("--edge");
  for (const node of scene.nodes) {
    const bin = paint.bins[node.index];
    const length = bin === undefined ? 3 : 4 + ((bin + 1) / heatBins) * (width - 8);
    context.fillStyle = bin === undefined ? cold : (heatColors[bin] ?? cold);
    const tall = Math.max(1, node.height * scale - 0.5);
    context.fillRect(2, (node.y - top) * scale - tall / 2, length, tall);
  }
  const chosen = scene.nodes.find((node) => node.index === selected);
  if (chosen !== undefined) {
    context.fillStyle = cssColor("--accent");
    context.fillRect(0, (chosen.y - top) * scale - 1, width, 2);
  }
}
