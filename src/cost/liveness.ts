/** Peak activation memory: which values are alive while each node runs, in execution order. */
import { bytesOf } from "../base/dtype.ts";
import type { Bytes } from "../base/units.ts";
import { elementCount, type Fact } from "../graph/fact.ts";
import { neededBy } from "../graph/order.ts";
import type { TypedGraph, TypedNode } from "../ops/infer.ts";

/**
 * The most bytes of activations alive at once. A value lives from the node that gives it to the last that reads it;
 * the graph's inputs from the start, its outputs to the end. A view shares the storage of its first input. Constants
 * are not activations. A node's bodies add their own peak while the node runs. Undefined when a size is unknown.
 */
export function peakActivation(graph: TypedGraph): Bytes | undefined {
  const storage = storageOf(graph);
  const last = lastUses(graph, storage);
  const alive = new Map<string, number>();
  const birth = (name: string, fact: Fact | undefined): boolean => {
    const owner = storage.get(name);
    if (owner === undefined || alive.has(owner)) return true;
    const bytes = sizeOf(fact);
    if (bytes === undefined) return false;
    alive.set(owner, bytes);
    return true;
  };
  for (const name of graph.graph.inputs) if (!birth(name, graph.facts.get(name))) return undefined;
  let live = [...alive.values()].reduce((total, bytes) => total + bytes, 0);
  let peak = live;
  for (const [position, typed] of graph.nodes.entries()) {
    const before = alive.size === 0 ? 0 : live;
    for (const [index, name] of typed.node.outputs.entries()) {
      if (name === "" || typed.folded) continue;
      const known = alive.has(storage.get(name) ?? "");
      if (!birth(name, typed.outputs[index])) return undefined;
      if (!known) live += alive.get(storage.get(name) ?? "") ?? 0;
    }
    const inner = bodiesPeak(typed);
    if (inner === undefined) return undefined;
    peak = Math.max(peak, live + inner, before);
    for (const name of last.get(position) ?? []) {
      live -= alive.get(name) ?? 0;
      alive.delete(name);
    }
  }
  return peak;
}

/** Bytes of an activation; a sequence's or map's elements are counted where they are made. */
function sizeOf(fact: Fact | undefined): Bytes | undefined {
  if (fact === undefined) return undefined;
  if (fact.kind !== "tensor") return 0;
  const count = elementCount(fact.shape);
  return count === undefined || fact.dtype === undefined ? undefined : bytesOf(fact.dtype, count);
}

/** Value → the value whose storage it uses; constants and folded values have none. */
function storageOf(graph: TypedGraph): ReadonlyMap<string, string> {
  const storage = new Map<string, string>(graph.graph.inputs.map((name) => [name, name]));
  for (const typed of graph.nodes) {
    if (typed.folded) continue;
    for (const name of typed.node.outputs) {
      const shared = typed.op?.traffic === "view" ? storage.get(typed.node.inputs[0] ?? "") : undefined;
      if (name !== "") storage.set(name, shared ?? name);
    }
  }
  return storage;
}

/** Position of a node → storages nobody needs after it. */
function lastUses(graph: TypedGraph, storage: ReadonlyMap<string, string>): ReadonlyMap<number, readonly string[]> {
  const last = new Map<string, number>();
  graph.nodes.forEach((typed, position) => {
    for (const name of [...neededBy(typed.node), ...typed.node.outputs]) {
      const owner = storage.get(name);
      if (owner !== undefined) last.set(owner, position);
    }
  });
  for (const name of graph.graph.outputs) {
    const owner = storage.get(name);
    if (owner !== undefined) last.set(owner, graph.nodes.length);
  }
  const ends = new Map<number, string[]>();
  for (const [owner, position] of last) ends.set(position, [...(ends.get(position) ?? []), owner]);
  return ends;
}

/** The costliest body's own activations; what it gets from outside is already alive. */
function bodiesPeak(typed: TypedNode): Bytes | undefined {
  let most = 0;
  for (const body of typed.bodies) {
    if (body.trips === 0) continue;
    const peak = peakActivation(body.graph);
    if (peak === undefined) return undefined;
    most = Math.max(most, peak);
  }
  return most;
}
