import { proxy } from "comlink";
import { useEffect, useMemo, useRef } from "react";
import type { Fraction } from "../../../base/units.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import type { Grouping } from "../../../graph-view/outline.ts";
import { type GroupTree, mostUngrouped } from "../../../graph-view/tree.ts";
import { type Open, overviewOf, toggledFrom, type View, viewOf } from "../../../graph-view/view.ts";
import type { Fusion } from "../../../runtime/fusion/kernels.ts";
import { type Drawing, drawingOf, linesOf, sceneOf } from "../../graph/elements.ts";
import { groupDrawing, groupIndex, groupScene, membersOf, outlineOf } from "../../graph/group-elements.ts";
import { kernelDrawing, kernelLines, kernelScene } from "../../graph/kernel-elements.ts";
import type { Scene } from "../../graph/surface.ts";
import { nextTask } from "../../state/busy.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { type Job, type JobState, useJob } from "../../work/use-job.ts";
import { layoutWorker } from "../../work/workers.ts";
import type { Shown } from "./paint.ts";

/** What there is to draw: the nodes of an analysis, or, where there is a fusion, its kernels; in groups, or not. */
export interface Content {
  readonly analysis: Analysis;
  readonly fusion: Fusion | undefined;
  readonly drawing: Drawing;
  /** How groups were asked for, and how they were made. */
  readonly asked: Grouping | undefined;
  readonly by: Grouping;
  readonly groups: Groups | undefined;
}

export interface Groups {
  readonly tree: GroupTree;
  /** Those that are open at first. */
  readonly overview: Open;
}

/** A content with what is open of it, at its places. */
export interface Picture {
  readonly content: Content;
  readonly toggled: readonly number[];
  readonly open: Open;
  /** Undefined: there are no groups. */
  readonly view: View | undefined;
  readonly scene: Scene;
  /** What each thing of the scene stands for. */
  readonly shown: readonly Shown[];
}

async function contentOf(
  signal: AbortSignal,
  analysis: Analysis,
  fusion: Fusion | undefined,
  asked: Grouping | undefined,
): Promise<Content> {
  // Not in the task that has drawn all other views of a new model.
  await nextTask();
  const drawing = fusion === undefined ? drawingOf(analysis) : kernelDrawing(fusion, analysis.nodes);
  const plain = { analysis, fusion, drawing, asked, by: "none", groups: undefined } as const;
  if (asked === "none" || (asked === undefined && drawing.visible.length <= mostUngrouped)) return plain;
  const outline = outlineOf(drawing, analysis.nodes, fusion);
  const { by, tree } = await layoutWorker.run(signal, (worker) => worker.groups(outline, asked));
  return tree.groups.length === 0 ? plain : { ...plain, by, groups: { tree, overview: overviewOf(tree) } };
}

async function pictureOf(content: Content, toggled: readonly number[], ...[signal, onDone]: Parameters<Job<Picture>>) {
  const { analysis, fusion, drawing, groups } = content;
  const open = groups === undefined ? new Set<number>() : toggledFrom(groups.tree, groups.overview, toggled);
  const view = groups && viewOf(groups.tree, drawing.edges, open);
  const { nodes, edges } =
    groups === undefined || view === undefined ? drawing : groupDrawing(view, groups.tree, drawing);
  const layout = await layoutWorker.run(signal, (worker) => worker.layout({ nodes, edges }, proxy(onDone)));
  const textOf: typeof kernelText = (node, element) => kernelText(node, element, fusion);
  const scene =
    groups !== undefined && view !== undefined
      ? groupScene({ analysis, fusion, drawing, tree: groups.tree, view, textOf }, layout)
      : fusion === undefined
        ? sceneOf(analysis.nodes, drawing, layout)
        : kernelScene(fusion, analysis.nodes, drawing, layout);
  return { content, toggled, open, view, scene, shown: shownOf(content, view) };
}

function kernelText(node: Analysis["nodes"][number], element: number, fusion?: Fusion): readonly string[] {
  const kernel = fusion?.kernels[element];
  return kernel === undefined ? linesOf(node) : kernelLines(kernel, node);
}

function shownOf({ analysis, fusion, drawing, groups }: Content, view: View | undefined): readonly Shown[] {
  const elementAt = (element: number): Shown => ({
    index: drawing.visible[element] ?? 0,
    members: membersOf(drawing, fusion, element),
    group: false,
  });
  if (view === undefined || groups === undefined) return drawing.visible.map((_, element) => elementAt(element));
  const { order } = groups.tree;
  return view.items.map(({ start, end, group }) => {
    if (group === undefined) return elementAt(order[start] ?? 0);
    const members = [...order.subarray(start, end)].flatMap((element) => membersOf(drawing, fusion, element));
    return { index: groupIndex(analysis.nodes.length, group), members, group: true };
  });
}

/** What is being done for a picture; it can be cancelled. */
export interface DrawingWork {
  readonly text: string;
  readonly done: Fraction | undefined;
  readonly cancel: () => void;
}

/** The graph as it is to be drawn, from the layout worker; undefined until it belongs to what is asked for. */
export function usePicture(analysis: Analysis | undefined, fusion: Fusion | undefined) {
  const asked = useStore(session, (s) => s.grouping);
  const toggled = useStore(session, (s) => s.toggled);
  const contentJob = useMemo(
    () =>
      analysis === undefined
        ? undefined
        : (signal: AbortSignal): Promise<Content> => contentOf(signal, analysis, fusion, asked),
    [analysis, fusion, asked],
  );
  const grouping = useJob(contentJob);
  const made = grouping.value;
  const isMade = made?.analysis === analysis && made?.fusion === fusion && made?.asked === asked;
  const content = isMade ? made : undefined;
  const last = useRef<Picture>(undefined);
  const pictureJob = useMemo((): Job<Picture> | undefined => {
    if (content === undefined) return undefined;
    return async (signal, onDone) => {
      const { current } = last;
      // After a cancelled change of groups the picture before is asked for again.
      return current?.content === content && current.toggled === toggled
        ? current
        : pictureOf(content, toggled, signal, onDone);
    };
  }, [content, toggled]);
  const placing = useJob(pictureJob);
  // While groups open, the picture before stays.
  const picture = content !== undefined && placing.value?.content === content ? placing.value : undefined;
  useEffect(() => {
    last.current = picture;
  }, [picture]);
  const { stopped } = placing;
  useEffect(() => {
    if (stopped && last.current !== undefined) session.patch({ toggled: last.current.toggled });
  }, [stopped]);
  return {
    picture,
    work: workOf(grouping, "Finding the groups of the graph") ?? workOf(placing, "Laying out the graph"),
    /** Draws what was cancelled after all; undefined where nothing was. */
    again: picture !== undefined ? undefined : grouping.stopped ? grouping.again : stopped ? placing.again : undefined,
  };
}

const workOf = ({ busy, done, cancel }: JobState<unknown>, text: string): DrawingWork | undefined =>
  busy ? { text, done, cancel } : undefined;
