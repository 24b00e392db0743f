/** Tells what became of each node between two models. Holds what it was given of them since `begin`, and no longer than it takes. */
import { expose } from "comlink";
import type { Edge } from "../src/cost/node-cost.ts";
import type { ComparedNode } from "../src/compare/compared-node.ts";
import { diffOf } from "../src/compare/diff.ts";

type Which = "first" | "second";
const nodes: Record<Which, ComparedNode[]> = { first: [], second: [] };

const api = {
  begin: (): void => {
    nodes.first = [];
    nodes.second = [];
  },
  /** Nodes come in pieces, in their order. */
  add: (which: Which, piece: readonly ComparedNode[]): void => void nodes[which].push(...piece),
  diff: (first: readonly Edge[], second: readonly Edge[]) =>
    diffOf({ nodes: nodes.first, edges: first }, { nodes: nodes.second, edges: second }),
};

export type CompareApi = typeof api;
expose(api);
