import type { KeyboardEvent } from "react";
import type { Surface } from "../../graph/surface.ts";
import type { Step, Walker } from "../../graph/walk.ts";

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** Arrows walk from node to node, plus and minus zoom, 0 fits. */
export function onGraphKey(
  event: KeyboardEvent,
  surface: Surface | undefined,
  walker: Walker | undefined,
  selected: number | undefined,
  pick: (index: number | undefined) => void,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = steps[event.key];
  if (step !== undefined) pick(walker?.step(selected, step));
  else if (event.key === "+" || event.key === "=") surface?.zoom(zoomStep);
  else if (event.key === "-") surface?.zoom(1 / zoomStep);
  else if (event.key === "0") surface?.fit();
  else return;
  event.preventDefault();
}

export const zoomStep = 1.3;
