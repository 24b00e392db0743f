import type { KeyboardEvent } from "react";
import { alike } from "../../../graph-view/view.ts";
import type { Surface } from "../../graph/surface.ts";
import type { Step, Walker } from "../../graph/walk.ts";
import type { GroupActions } from "./use-groups.ts";
import type { Picture } from "./use-scene.ts";

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

interface Hands {
  readonly surface: Surface | undefined;
  readonly walker: Walker | undefined;
  readonly picture: Picture | undefined;
  readonly actions: GroupActions;
}

/**
 * Arrows walk from node to node, plus and minus zoom, 0 fits. Enter opens the marked group, with Shift all that are
 * alike; Backspace closes the group around what is marked.
 */
export function onGraphKey(event: KeyboardEvent, { surface, walker, picture, actions }: Hands): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { marked, group, around, mark, setOpen } = actions;
  const step = steps[event.key];
  const innermost = around.at(-1);
  if (step !== undefined) mark(walker?.step(marked, step));
  else if (event.key === "+" || event.key === "=") surface?.zoom(zoomStep);
  else if (event.key === "-") surface?.zoom(1 / zoomStep);
  else if (event.key === "0") surface?.fit();
  else if (event.key === "Enter" && group !== undefined) setOpen(event.shiftKey ? kin(picture, group) : [group], true);
  else if (event.key === "Backspace" && innermost !== undefined) setOpen([innermost], false);
  else return;
  event.preventDefault();
}

/** The group first, then the others of its kind. */
function kin(picture: Picture | undefined, group: number): readonly number[] {
  const tree = picture?.content.groups?.tree;
  return tree === undefined ? [group] : [group, ...alike(tree, group).filter((one) => one !== group)];
}

export const zoomStep = 1.3;
