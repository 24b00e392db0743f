import { type RefObject, useCallback, useState } from "react";
import { differing, groupsAround, itemsOf, type Open, withGroups } from "../../../graph-view/view.ts";
import { groupIndex, groupOfIndex } from "../../graph/group-elements.ts";
import type { Surface } from "../../graph/surface.ts";
import { select, session } from "../../state/session.ts";
import type { Picture } from "./use-scene.ts";
import type { Anchor } from "./use-surface.ts";

/** What is marked, and the ways to open and close groups around it. */
export interface GroupActions {
  /** Index on the surface of what is marked. */
  readonly marked: number | undefined;
  /** The marked closed group; undefined where a node is marked, or nothing. */
  readonly group: number | undefined;
  /** Open groups around what is marked, outermost first. */
  readonly around: readonly number[];
  readonly mark: (index: number | undefined) => void;
  readonly setOpen: (groups: readonly number[], isOpen: boolean) => void;
  /** As when the model was opened. */
  readonly reset: () => void;
}

/** A group is marked by itself, or because the selected node lies in it. */
export function useGroups(
  picture: Picture | undefined,
  selected: number | undefined,
  surface: Surface | undefined,
  anchorRef: RefObject<Anchor | undefined>,
): GroupActions {
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const { content, view, open } = picture ?? {};
  const groups = content?.groups;
  const count = content?.analysis.nodes.length ?? 0;

  const selectedElement = selected === undefined ? undefined : elementOf(picture, selected);
  const item =
    selectedElement === undefined
      ? view?.items.findIndex((one) => one.group !== undefined && one.group === chosen)
      : view?.itemAt[selectedElement];
  const shown = item === undefined ? undefined : view?.items[item];
  const isPlain = view === undefined && selectedElement !== undefined;
  const group = shown?.group;
  const marked = isPlain
    ? content?.drawing.visible[selectedElement]
    : shown === undefined
      ? undefined
      : group === undefined
        ? content?.drawing.visible[groups?.tree.order[shown.start] ?? 0]
        : groupIndex(count, group);
  const around =
    groups === undefined || shown === undefined
      ? []
      : groupsAround(groups.tree, shown.start).filter((one) => one !== group && open?.has(one) === true);

  const mark = useCallback(
    (index: number | undefined): void => {
      const nodes = content?.analysis.nodes;
      const target = index === undefined || nodes === undefined ? undefined : groupOfIndex(nodes.length, index);
      setChosen(target);
      select(index === undefined || target !== undefined ? undefined : nodes?.[index]?.id);
    },
    [content],
  );

  const setOpen = (which: readonly number[], isOpen: boolean): void => {
    const [first] = which;
    if (groups === undefined || open === undefined || first === undefined) return;
    const next = withGroups(open, which, isOpen);
    anchorAt(groups.tree.groups[first]?.start ?? 0);
    if (!isOpen && selected === undefined) setChosen(first);
    if (isOpen && selected === undefined) markFirst(first, next);
    session.patch({ toggled: differing(next, groups.overview) });
  };

  /** Arrows go on from the first thing inside of what was opened. */
  const markFirst = (opened: number, next: Open): void => {
    if (groups === undefined) return;
    const { tree } = groups;
    const inner = itemsOf(tree, next).find(({ start }) => start === tree.groups[opened]?.start);
    if (inner === undefined) return;
    mark(
      inner.group === undefined
        ? content?.drawing.visible[tree.order[inner.start] ?? 0]
        : groupIndex(count, inner.group),
    );
  };

  /** What stands at a place of the order stays where it is in the window. */
  const anchorAt = (place: number): void => {
    const at = (one: Picture["view"]) => one?.items.findIndex(({ start, end }) => start <= place && place < end) ?? -1;
    const point = picture?.scene.nodes[at(view)];
    if (point === undefined || surface === undefined || picture === undefined) return;
    anchorRef.current = {
      view: surface.view(),
      point,
      pointIn: (scene) =>
        scene.nodes.find(({ index }) => index === point.index) ?? firstOf(picture, place, scene.nodes),
    };
  };

  return { marked, group, around, mark, setOpen, reset: () => session.patch({ toggled: [] }) };
}

/** Of the next scene, the thing that holds a place of the order. */
function firstOf(
  { content: { groups, drawing, analysis } }: Picture,
  place: number,
  nodes: Picture["scene"]["nodes"],
): Picture["scene"]["nodes"][number] | undefined {
  const element = groups?.tree.order[place] ?? 0;
  const index = drawing.visible[element];
  const count = analysis.nodes.length;
  return nodes.find((node) => {
    const group = groups?.tree.groups[groupOfIndex(count, node.index) ?? -1];
    return node.index === index || (group !== undefined && group.start <= place && place < group.end);
  });
}

/** The element that shows a node: itself, or its kernel. */
function elementOf(picture: Picture | undefined, node: number): number | undefined {
  if (picture === undefined) return undefined;
  const { fusion, drawing } = picture.content;
  if (fusion !== undefined) return fusion.kernelAt[node];
  const element = drawing.visible.indexOf(node);
  return element === -1 ? undefined : element;
}
