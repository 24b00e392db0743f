/** Places the nodes of a graph, so that thousands of them do not stop the page. */
import { expose } from "comlink";
import { type LayoutInput, layoutGraph } from "../src/layout/layered.ts";

const api = { layout: (input: LayoutInput) => layoutGraph(input) };

export type LayoutApi = typeof api;
expose(api);
