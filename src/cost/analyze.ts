/** Typed graph → cost of every node, the edges between them, totals. */
import { bytesOf } from "../base/dtype.ts";
import type { Bytes } from "../base/units.ts";
import { symbolsOf } from "../graph/dims.ts";
import { elementCount, type Fact, type SequenceFact } from "../graph/fact.ts";
import { BadNode } from "../ops/call.ts";
import type { TypedGraph, TypedNode } from "../ops/infer.ts";
import type { Work } from "../ops/op.ts";
import { attributeTexts, tensorInfo } from "./describe.ts";
import { type MemoryGraph, memoryGraphOf } from "./memory/memory-graph.ts";
import { timelineOf } from "./memory/timeline.ts";
import type { Edge, NodeCost, Operand, Totals } from "./node-cost.ts";

export interface Costs {
  readonly nodes: readonly NodeCost[];
  readonly edges: readonly Edge[];
  readonly totals: Totals;
  /** What the nodes keep in memory. */
  readonly memory: MemoryGraph;
}

/** Bytes of a value, a sequence's being those of its elements; undefined when a type or shape is not fully known. */
export function bytesOfFact(fact: Fact | undefined): Bytes | undefined {
  if (fact?.kind === "sequence") return bytesOfSequence(fact);
  if (fact?.kind !== "tensor" || fact.dtype === undefined) return undefined;
  const count = elementCount(fact.shape);
  return count === undefined ? undefined : bytesOf(fact.dtype, count);
}

function bytesOfSequence({ items, element, length }: SequenceFact): Bytes | undefined {
  if (items !== undefined) return sum(items.map(bytesOfFact));
  const each = bytesOfFact(element);
  return each === undefined || typeof length !== "number" ? undefined : each * length;
}

interface Collector {
  readonly nodes: NodeCost[];
  readonly edges: Edge[];
  /** Distinct constants: name and size → elements and bytes. */
  readonly weights: Map<string, { readonly elements: number; readonly bytes: number }>;
  /** Work of bodies met so far (see `workOf`). */
  readonly work: Map<TypedGraph, number>;
}

export function costsOf(graph: TypedGraph): Costs {
  const collector: Collector = { nodes: [], edges: [], weights: new Map(), work: new Map() };
  collect(collector, graph, outside);
  const memory = memoryGraphOf(graph);
  const peaks = {
    peakActivationBytes: timelineOf(memory).peakBytes,
    inPlacePeakBytes: timelineOf(memory, { inPlace: true }).peakBytes,
  };
  return { nodes: collector.nodes, edges: collector.edges, totals: { ...totalsOf(collector), ...peaks }, memory };
}

interface Place {
  readonly parent: string | undefined;
  readonly times: number | undefined;
  /** The node around this place of which only run time knows how often it runs its body. */
  readonly unsure: string | undefined;
  /** Which node (by position) gives each value that is visible here, and its bytes. */
  readonly producers: ReadonlyMap<string, Produced>;
}

/** The place of the outermost graph. */
const outside: Place = { parent: undefined, times: 1, unsure: undefined, producers: new Map() };

interface Produced {
  readonly node: number;
  readonly bytes: number | undefined;
}

function collect(collector: Collector, graph: TypedGraph, place: Place): void {
  const producers = new Map(place.producers);
  for (const typed of graph.nodes) {
    const position = collector.nodes.length;
    const runs = branchRuns(collector, typed);
    const cost = nodeCost(typed, place, runs);
    collector.nodes.push(cost);
    for (const name of new Set(typed.node.inputs)) {
      const from = name === "" ? undefined : producers.get(name);
      if (from !== undefined) collector.edges.push({ from: from.node, to: position, bytes: from.bytes });
    }
    rememberWeights(collector, typed);
    collectBodies(collector, typed, { ...place, parent: cost.id, producers }, runs);
    typed.node.outputs.forEach((name, index) => {
      if (name !== "") producers.set(name, { node: position, bytes: bytesOfFact(typed.outputs[index]) });
    });
  }
}

type Runs = ReadonlyMap<string, number | undefined>;

function collectBodies(collector: Collector, typed: TypedNode, place: Place, runs: Runs): void {
  for (const body of typed.bodies) {
    const trips = runs.get(body.label);
    const times = place.times === undefined || trips === undefined ? undefined : place.times * trips;
    const unsure = place.unsure ?? (times === undefined ? typed.node.id : undefined);
    collect(collector, body.graph, { ...place, times, unsure });
  }
}

/** Of an If whose condition is open, only the costlier branch counts: 0 runs for the other. */
function branchRuns(collector: Collector, typed: TypedNode): Runs {
  const runs = new Map(typed.bodies.map((body) => [body.label, body.trips]));
  const thenBody = typed.bodies.find((body) => body.label === "then");
  const elseBody = typed.bodies.find((body) => body.label === "else");
  if (thenBody === undefined || elseBody === undefined || thenBody.trips !== 1 || elseBody.trips !== 1) return runs;
  const thenWork = workOf(collector, thenBody.graph);
  runs.set(thenWork >= workOf(collector, elseBody.graph) ? "else" : "then", 0);
  return runs;
}

/** FLOPs plus bytes of a body, to tell which branch costs more; remembered, since branches nest. */
function workOf(collector: Collector, graph: TypedGraph): number {
  const known = collector.work.get(graph);
  if (known !== undefined) return known;
  let work = 0;
  for (const typed of graph.nodes) {
    const runs = branchRuns(collector, typed);
    const { flops, weightBytes, readBytes, writeBytes } = nodeCost(typed, outside, runs);
    work += (flops ?? 0) + (weightBytes ?? 0) + (readBytes ?? 0) + (writeBytes ?? 0);
    for (const body of typed.bodies) {
      const trips = runs.get(body.label) ?? 1;
      if (trips > 0) work += trips * workOf(collector, body.graph);
    }
  }
  collector.work.set(graph, work);
  return work;
}

/** What a rule of the operator says; unknown where the node contradicts it in a way that its shapes do not. */
function told<T>(rule: ((work: Work) => T | undefined) | undefined, work: Work): T | undefined {
  try {
    return rule?.(work);
  } catch (error) {
    if (error instanceof BadNode) return undefined;
    throw error;
  }
}

function nodeCost(typed: TypedNode, place: Place, runs: Runs): NodeCost {
  const { node, op, work } = typed;
  const hasBody = typed.bodies.length > 0;
  const work0 = typed.folded || hasBody;
  const macs = work0 ? 0 : op === undefined ? undefined : op.macs === undefined ? 0 : told(op.macs, work);
  const other = work0 ? 0 : op === undefined ? undefined : op.flops === undefined ? 0 : told(op.flops, work);
  const flops = macs === undefined || other === undefined ? undefined : 2 * macs + other;
  const traffic = trafficBytes(typed, work0);
  const total = sum([traffic.weightBytes, traffic.readBytes, traffic.writeBytes]);
  return {
    id: node.id,
    name: node.name,
    op: node.op,
    domain: node.domain,
    kind: op?.kind ?? (hasBody ? "control" : "other"),
    inputs: node.inputs,
    outputs: node.outputs.map((name, index) => tensorInfo(name, typed.outputs[index])),
    macs,
    flops,
    params: typed.folded ? 0 : paramsOf(typed),
    ...traffic,
    intensity: flops === undefined || total === undefined || total === 0 ? undefined : flops / total,
    note: noteOf(typed, place, runs, { flops, total }),
    folded: typed.folded,
    parent: place.parent,
    times: place.times,
    window: typed.folded ? undefined : told(op?.window, work),
    product: typed.folded ? undefined : told(op?.product, work),
    attributes: attributeTexts(node),
  };
}

function noteOf(
  typed: TypedNode,
  place: Place,
  runs: Runs,
  cost: { readonly flops: number | undefined; readonly total: number | undefined },
): string {
  const notes = [...typed.notes];
  if (typed.folded) notes.unshift("computed once, from weights or shapes alone");
  const left = typed.bodies.find((body) => body.trips === 1 && runs.get(body.label) === 0);
  if (left !== undefined) {
    const taken = left.label === "then" ? "else" : "then";
    notes.push(
      `counts the ${taken} branch, the costlier: ${typed.node.inputs[0] ?? "the condition"} decides at run time`,
    );
  }
  if (place.unsure !== undefined) notes.push(`only run time knows how often ${place.unsure} runs it`);
  const open = typed.folded ? [] : openSizes(typed);
  if (open.length > 0) notes.push(`sizes depend on ${open.join(", ")}`);
  if (notes.length > 0 || (cost.flops !== undefined && cost.total !== undefined)) return notes.join("; ");
  const missing = typed.node.inputs.find(
    (name, index) => name !== "" && bytesOfFact(typed.work.inputs[index]) === undefined,
  );
  if (missing !== undefined) return `the type or size of input ${missing} is not known`;
  const other = typed.outputs.find((fact) => fact !== undefined && fact.kind !== "tensor");
  return other === undefined
    ? "an output's size is not known before run time"
    : `the bytes of a ${other.kind} are not known before run time`;
}

/** Names of sizes that are open in what the node reads or gives, at most three. */
function openSizes({ work, outputs }: TypedNode): readonly string[] {
  const names = new Set<string>();
  for (const fact of [...work.inputs, ...outputs]) {
    const shape = fact?.kind === "tensor" ? (fact.shape ?? []) : [];
    for (const size of shape) for (const name of symbolsOf(size)) names.add(name);
  }
  return [...names].slice(0, 3);
}

/** Inputs that are constants, each name once, with their position. */
function constantInputs(typed: TypedNode): readonly number[] {
  return typed.node.inputs.flatMap((name, index) =>
    name !== "" && typed.constantInputs[index] === true && typed.node.inputs.indexOf(name) === index ? [index] : [],
  );
}

function paramsOf(typed: TypedNode): number | undefined {
  return sum(constantInputs(typed).map((index) => weightElements(typed.work.inputs[index])));
}

/** Elements of a constant; scalars (limits of a Clip, say) are no parameters. */
function weightElements(fact: Fact | undefined): number | undefined {
  if (fact?.kind !== "tensor" || fact.shape === undefined) return undefined;
  return fact.shape.length === 0 ? 0 : elementCount(fact.shape);
}

function rememberWeights(collector: Collector, typed: TypedNode): void {
  if (typed.folded) return;
  for (const index of constantInputs(typed)) {
    const fact = typed.work.inputs[index];
    const elements = weightElements(fact);
    const bytes = bytesOfFact(fact);
    if (elements !== undefined && bytes !== undefined) {
      collector.weights.set(`${typed.node.inputs[index] ?? ""}\n${bytes}`, { elements, bytes });
    }
  }
}

type TrafficBytes = Pick<NodeCost, "weightBytes" | "readBytes" | "writeBytes"> & Required<Pick<NodeCost, "operands">>;

/** Compulsory traffic: every distinct input read once, every output written once, unless the operator says otherwise. */
function trafficBytes(typed: TypedNode, isFree: boolean): TrafficBytes {
  const { op, work, node } = typed;
  const rule = op?.traffic;
  const isStill = isFree || rule === "view";
  const special = isFree || rule === "view" ? undefined : told(rule, work);
  const isUnknown = !isStill && rule !== undefined && special === undefined;
  const operands = node.inputs.flatMap((name, index): readonly Operand[] => {
    if (name === "" || node.inputs.indexOf(name) !== index) return [];
    const fact = work.inputs[index];
    const ofRule = special?.read !== undefined && index in special.read;
    const bytes = isStill ? 0 : isUnknown ? undefined : ofRule ? special.read[index] : bytesOfFact(fact);
    return [{ name, constant: typed.constantInputs[index] === true, ...sizesOf(fact), bytes }];
  });
  const moved = (constant: boolean) =>
    isUnknown ? undefined : sum(operands.flatMap((operand) => (operand.constant === constant ? [operand.bytes] : [])));
  const written = node.outputs.map((name, index) => (name === "" ? 0 : bytesOfFact(typed.outputs[index])));
  const known = special !== undefined && "write" in special ? special.write : sum(written);
  const writeBytes = isStill ? 0 : isUnknown ? undefined : known;
  return { weightBytes: moved(true), readBytes: moved(false), writeBytes, operands };
}

const sizesOf = (fact: Fact | undefined): Pick<Operand, "dtype" | "shape"> =>
  fact?.kind === "tensor"
    ? { dtype: fact.dtype, shape: fact.shape?.map((size) => (typeof size === "number" ? size : undefined)) }
    : { dtype: undefined, shape: undefined };

/** The sum, or undefined when a part is unknown. */
function sum(parts: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    total += part;
  }
  return total;
}

function totalsOf({ nodes, weights }: Collector): Omit<Totals, "peakActivationBytes" | "inPlacePeakBytes"> {
  const add = (value: (node: NodeCost) => number | undefined): number =>
    nodes.reduce((total, node) => total + (value(node) ?? 0) * (node.times ?? 1), 0);
  const covered = (node: NodeCost) =>
    node.flops !== undefined &&
    node.weightBytes !== undefined &&
    node.readBytes !== undefined &&
    node.writeBytes !== undefined;
  return {
    nodes: nodes.length,
    coveredNodes: nodes.filter((node) => covered(node) && node.times !== undefined).length,
    macs: add((node) => node.macs),
    flops: add((node) => node.flops),
    params: [...weights.values()].reduce((total, weight) => total + weight.elements, 0),
    weightBytes: [...weights.values()].reduce((total, weight) => total + weight.bytes, 0),
    readBytes: add((node) => node.readBytes),
    writeBytes: add((node) => node.writeBytes),
  };
}
