/** What a graph keeps in memory, as plain data: its values, and which of them each step reads and writes. */
import { bytesOf, type DType, isFloat } from "../../base/dtype.ts";
import type { Bytes } from "../../base/units.ts";
import { elementCount, type Fact } from "../../graph/fact.ts";
import { neededBy } from "../../graph/order.ts";
import type { TypedGraph, TypedNode } from "../../ops/infer.ts";
import type { OpKind } from "../../ops/op.ts";

/** An activation with storage of its own; views of it are the same value. */
export interface Value {
  readonly name: string;
  /** Undefined: not a tensor, or its type is not known. */
  readonly dtype: DType | undefined;
  readonly elements: number | undefined;
  /** Bytes it occupies; 0 for a sequence, whose elements are counted where they are made; undefined when unknown. */
  readonly bytes: Bytes | undefined;
}

/** One node of the level, in the place it has in the file's execution order. Numbers are positions in `values`. */
export interface Step {
  /** Position in the analysis' node list. */
  readonly node: number;
  /** Steps that must come before: those whose results, views among them, it needs. */
  readonly after: readonly number[];
  readonly reads: readonly number[];
  readonly writes: readonly number[];
  /** Values whose buffer an output of the same size may take over when nobody reads them later. */
  readonly mayReuse: readonly number[];
  /** What the node runs inside itself, branches never taken left out. */
  readonly bodies: readonly MemoryGraph[];
}

export interface MemoryGraph {
  readonly values: readonly Value[];
  readonly steps: readonly Step[];
  /** Alive from the start. */
  readonly inputs: readonly number[];
  /** Alive to the end. */
  readonly outputs: readonly number[];
}

/** Kinds that read an element (or, as softmax, a row) before they write it, so that output may lie where input lay. */
const inPlaceKinds: ReadonlySet<OpKind> = new Set<OpKind>(["elementwise", "activation"]);

interface Builder {
  readonly values: Value[];
  /** Name → its value. */
  readonly positions: Map<string, number>;
  /** Name → the step that gives it. */
  readonly givers: Map<string, number>;
}

/**
 * The memory side of a typed graph. Constants and what is computed from them alone are no activations; a view shares
 * the storage of its first input. `first` is the position of the graph's first node in the analysis' node list.
 */
export const memoryGraphOf = (graph: TypedGraph, first = 0): MemoryGraph => build(graph, first).memory;

function build(graph: TypedGraph, first: number): { readonly memory: MemoryGraph; readonly next: number } {
  const builder: Builder = { values: [], positions: new Map(), givers: new Map() };
  for (const name of graph.graph.inputs) add(builder, name, graph.facts.get(name));
  const steps: Step[] = [];
  let next = first;
  for (const typed of graph.nodes) {
    const node = next;
    next += 1;
    const bodies: MemoryGraph[] = [];
    for (const body of typed.bodies) {
      const inner = build(body.graph, next);
      next = inner.next;
      if (body.trips !== 0) bodies.push(inner.memory);
    }
    steps.push(stepOf(builder, typed, node, bodies));
    for (const name of typed.node.outputs) builder.givers.set(name, steps.length - 1);
  }
  const { inputs, outputs } = graph.graph;
  const { values, positions } = builder;
  return { memory: { values, steps, inputs: found(inputs, positions), outputs: found(outputs, positions) }, next };
}

function stepOf(builder: Builder, typed: TypedNode, node: number, bodies: readonly MemoryGraph[]): Step {
  const { positions, givers } = builder;
  const needed = neededBy(typed.node);
  const after = found(needed, givers);
  const reads = found(needed, positions);
  if (typed.folded) return { node, after, reads, writes: [], mayReuse: [], bodies: [] };
  const kind = typed.op?.kind;
  const mayReuse = kind !== undefined && inPlaceKinds.has(kind) ? found(typed.node.inputs, positions) : [];
  const viewed = typed.op?.traffic === "view" ? positions.get(typed.node.inputs[0] ?? "") : undefined;
  const writes = typed.node.outputs.flatMap((name, index) => {
    if (name === "") return [];
    if (viewed === undefined) return [add(builder, name, typed.outputs[index])];
    positions.set(name, viewed);
    return [];
  });
  return { node, after, reads, writes, mayReuse, bodies };
}

/** What a table holds for some names, each once. */
const found = (names: Iterable<string>, table: ReadonlyMap<string, number>): readonly number[] => [
  ...new Set([...names].flatMap((name) => table.get(name) ?? [])),
];

function add({ values, positions }: Builder, name: string, fact: Fact | undefined): number {
  const position = values.length;
  positions.set(name, position);
  if (fact !== undefined && fact.kind !== "tensor") {
    values.push({ name, dtype: undefined, elements: undefined, bytes: 0 });
    return position;
  }
  const dtype = fact?.dtype;
  const elements = elementCount(fact?.shape);
  const bytes = dtype === undefined || elements === undefined ? undefined : bytesOf(dtype, elements);
  values.push({ name, dtype, elements, bytes });
  return position;
}

/** The same graph with activations of the types that `converts` stored in another one; by default all floats, never integers. */
export function withActivations(
  graph: MemoryGraph,
  dtype: DType | undefined,
  converts: (from: DType) => boolean = isFloat,
): MemoryGraph {
  if (dtype === undefined) return graph;
  return {
    ...graph,
    values: graph.values.map((value) =>
      value.dtype !== undefined && value.elements !== undefined && converts(value.dtype)
        ? { ...value, dtype, bytes: bytesOf(dtype, value.elements) }
        : value,
    ),
    steps: graph.steps.map((step) =>
      step.bodies.length === 0
        ? step
        : { ...step, bodies: step.bodies.map((body) => withActivations(body, dtype, converts)) },
    ),
  };
}
