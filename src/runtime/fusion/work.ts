/** The nodes that do something at run time, and the values that flow between them, views left out. */
import type { Bytes } from "../../base/units.ts";
import { type Edge, type NodeCost, trafficOf } from "../../cost/node-cost.ts";

/** A value that one working node hands to another; nodes by position in the analysis' list. */
export interface Link {
  readonly from: number;
  readonly to: number;
  /** Name of the producer's output. */
  readonly value: string;
  /** Undefined: unknown. */
  readonly bytes: Bytes | undefined;
  /** Nothing lies between the two that gives the value another shape, and both run equally often. */
  readonly direct: boolean;
}

/** All lists are by position in the analysis' list; nodes that do not work have empty entries. */
export interface Work {
  readonly nodes: readonly NodeCost[];
  readonly works: readonly boolean[];
  readonly incoming: readonly (readonly Link[])[];
  readonly outgoing: readonly (readonly Link[])[];
  /** Names of the outputs that something else than a working node needs: the caller, a body, the sizes of a view. */
  readonly escaping: readonly (ReadonlySet<string> | undefined)[];
  /** For each view, the working node whose value it shows. */
  readonly viewOf: readonly (number | undefined)[];
}

/** Does a node do anything at run time? Folded nodes, views, branches not taken and holders of bodies do not. */
const works = (node: NodeCost): boolean =>
  !node.folded && node.times !== 0 && !(node.flops === 0 && trafficOf(node) === 0);

/** A holder of bodies is no view: its value is computed inside. */
const isView = (node: NodeCost): boolean =>
  !node.folded && node.times !== 0 && node.kind !== "control" && node.flops === 0 && trafficOf(node) === 0;

/** Views that give their value on as it is. */
const transparent: ReadonlySet<string> = new Set(["Identity", "Dropout"]);

/** What a view shows: the value of a working node, or one that comes from outside. */
interface Shown {
  readonly from: number;
  readonly value: string;
  readonly bytes: Bytes | undefined;
  readonly direct: boolean;
}

const none: readonly Link[] = [];

/** `outputs`: names of the graph's outputs, which are written even where a kernel also reads them. */
export function workOf(nodes: readonly NodeCost[], edges: readonly Edge[], outputs: readonly string[]): Work {
  const wanted = new Set(outputs);
  const incoming: Link[][] = [];
  const outgoing: Link[][] = [];
  const escaping: (Set<string> | undefined)[] = nodes.map(() => undefined);
  const shown: (Shown | undefined)[] = nodes.map(() => undefined);
  const working = nodes.map(works);
  const escape = (value: Pick<Shown, "from" | "value"> | undefined): void => {
    if (value !== undefined) (escaping[value.from] ??= new Set()).add(value.value);
  };
  const into = named(nodes, byTarget(edges));
  for (const [at, node] of nodes.entries()) {
    into(at, (from, value, bytes) => {
      const before = nodes[from];
      if (before === undefined || before.folded) return;
      const source = working[from] ? { from, value, bytes, direct: true } : shown[from];
      if (source === undefined) return;
      if (working[at]) {
        const origin = nodes[source.from];
        const direct =
          source.direct && origin !== undefined && origin.parent === node.parent && origin.times === node.times;
        const link: Link = { from: source.from, to: at, value: source.value, bytes: source.bytes, direct };
        (incoming[at] ??= []).push(link);
        (outgoing[source.from] ??= []).push(link);
      } else if (isView(node) && value === node.inputs[0] && before.parent === node.parent) {
        shown[at] = { ...source, direct: source.direct && transparent.has(node.op) };
      } else if (!node.folded) escape(source);
    });
    for (const { name } of node.outputs) {
      if (wanted.has(name)) escape(working[at] ? { from: at, value: name } : shown[at]);
    }
  }
  escapeUnread(edges, shown, escape);
  return {
    nodes,
    works: working,
    incoming: nodes.map((_, at) => incoming[at] ?? none),
    outgoing: nodes.map((_, at) => outgoing[at] ?? none),
    escaping,
    viewOf: shown.map((value) => value?.from),
  };
}

/** A view that nobody reads is what the caller, or the node around a body, gets. */
function escapeUnread(
  edges: readonly Edge[],
  shown: readonly (Shown | undefined)[],
  escape: (value: Shown | undefined) => void,
): void {
  const read = new Set<number>();
  for (const { from } of edges) if (shown[from] !== undefined) read.add(from);
  shown.forEach((value, at) => {
    if (value !== undefined && !read.has(at)) escape(value);
  });
}

/** An analysis lists them so already. */
const byTarget = (edges: readonly Edge[]): readonly Edge[] =>
  edges.every(({ to }, at) => at === 0 || to >= (edges[at - 1]?.to ?? 0))
    ? edges
    : edges.toSorted((a, b) => a.to - b.to);

type Visit = (from: number, value: string, bytes: Bytes | undefined) => void;

/**
 * Visits the edges into each node, asked for in order, with the name of the value: there is one edge per distinct
 * input, in the order of the inputs.
 */
function named(nodes: readonly NodeCost[], edges: readonly Edge[]): (at: number, visit: Visit) => void {
  const known = new Map<number, ReadonlySet<string>>();
  const gives = (from: number, name: string | undefined): boolean => {
    const outputs = nodes[from]?.outputs ?? [];
    if (outputs.length === 1) return outputs[0]?.name === name;
    const names = known.get(from) ?? new Set(outputs.map((output) => output.name));
    known.set(from, names);
    return name !== undefined && names.has(name);
  };
  let cursor = 0;
  return (at, visit) => {
    const inputs = nodes[at]?.inputs ?? [];
    let next = 0;
    for (let edge = edges[cursor]; edge !== undefined && edge.to === at; edge = edges[(cursor += 1)]) {
      while (next < inputs.length && !gives(edge.from, inputs[next])) next += 1;
      visit(edge.from, inputs[next] ?? "", edge.bytes);
      next += 1;
    }
  };
}
