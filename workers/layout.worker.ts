/** Groups and places the nodes of a graph, so that thousands of them do not stop the page. */
import { expose } from "comlink";
import type { Grouping, Outline } from "../src/graph-view/outline.ts";
import { groupingFor, groupTree } from "../src/graph-view/tree.ts";
import { type LayoutInput, layoutGraph, type OnDone } from "../src/layout/layered.ts";

const api = {
  /** The groups of a graph; `by` undefined: as suits it. */
  groups: (outline: Outline, by: Grouping | undefined) => {
    const chosen = by ?? groupingFor(outline);
    return { by: chosen, tree: groupTree(outline, chosen) };
  },
  layout: (input: LayoutInput, onDone: OnDone) => layoutGraph(input, {}, onDone),
};

export type LayoutApi = typeof api;
expose(api);
