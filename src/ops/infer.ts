/**
 * Walks a graph in execution order and finds the fact of every value: type, shape, folded elements. One walk serves
 * numbers and symbols alike. A node that cannot be inferred stays unknown, says why, and does not stop the rest.
 */
import { type ModelProblem, ProblemError } from "../base/problem.ts";
import { formatDim, substitute, symbol } from "../graph/dims.ts";
import { type Fact, knownNumbers, withSizes } from "../graph/fact.ts";
import { functionLabel, type Graph, type Node } from "../graph/graph.ts";
import { BadNode, type CallHost, makeCall, makeWork } from "./call.ts";
import { factOfTensor, reconcile } from "./facts.ts";
import { operatorOf } from "./index.ts";
import { depends } from "./merge.ts";
import type { Op, Work } from "./op.ts";

export interface TypedNode {
  readonly node: Node;
  readonly op: Op | undefined;
  readonly work: Work;
  readonly outputs: readonly (Fact | undefined)[];
  /** Which inputs depend on no run-time input: weights and what is computed from weights alone. */
  readonly constantInputs: readonly boolean[];
  /** The node computes the same on every run (from weights or from shapes alone), so a runtime does it once. */
  readonly folded: boolean;
  readonly notes: readonly string[];
  readonly bodies: readonly TypedBody[];
}

export interface TypedBody {
  readonly label: string;
  readonly graph: TypedGraph;
  /** Runs per execution of the parent; undefined when only run time knows. */
  readonly trips: number | undefined;
}

export interface TypedGraph {
  readonly graph: Graph;
  readonly nodes: readonly TypedNode[];
  /** Facts of every value of this level, inputs and constants included. */
  readonly facts: ReadonlyMap<string, Fact | undefined>;
}

export interface Inferred {
  readonly graph: TypedGraph;
  readonly problems: readonly ModelProblem[];
  /** Sizes that only run time decides: symbol → what decides it. */
  readonly unknowns: ReadonlyMap<string, string>;
  /** Those of `unknowns` for which a value can be chosen → the most it can be, where that is known. */
  readonly choices: ReadonlyMap<string, number | undefined>;
  /** Nodes that contradict their definition in branches left out for it: other sizes may make them fit. */
  readonly misfits: number;
}

export interface InferOptions {
  /** Facts of the graph's inputs. */
  readonly inputs: ReadonlyMap<string, Fact | undefined>;
  /** Values of symbols, declared names and data-dependent sizes alike. */
  readonly sizes: ReadonlyMap<string, number>;
  /** False when the user changed input shapes: declared shapes are then about another case. */
  readonly trustDeclared: boolean;
}

interface Value {
  readonly fact: Fact | undefined;
  readonly constant: boolean;
}

/** Values by name; a body sees those of the scopes around it. */
interface Scope {
  readonly values: Map<string, Value>;
  readonly outer: Scope | undefined;
}

/** Loops infer their bodies more than once, so nested loops multiply; no real model comes near this many steps. */
const maximumSteps = 3_000_000;

interface Walk {
  /** Nodes inferred so far. */
  steps: number;
  /** Bodies around the node being inferred. */
  depth: number;
  /** See `Inferred`. */
  misfits: number;
  readonly options: InferOptions;
  readonly problems: ModelProblem[];
  readonly unknowns: Map<string, string>;
  readonly choices: Map<string, number | undefined>;
}

export function inferGraph(graph: Graph, options: InferOptions): Inferred {
  const found = { problems: [], unknowns: new Map(), choices: new Map() };
  const walk: Walk = { steps: 0, depth: 0, misfits: 0, options, ...found };
  const inputs = graph.inputs.map((name) => options.inputs.get(name));
  const typed = walkGraph(
    walk,
    graph,
    inputs,
    undefined,
    inputs.map(() => false),
  );
  const { unknowns, choices, misfits } = walk;
  return { graph: typed, problems: distinct(walk.problems), unknowns, choices, misfits };
}

/** A loop's body is inferred more than once, and repeats what is wrong with it. */
function distinct(problems: readonly ModelProblem[]): readonly ModelProblem[] {
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...seen.values()];
}

function walkGraph(
  walk: Walk,
  graph: Graph,
  inputs: readonly (Fact | undefined)[],
  outer: Scope | undefined,
  constantInputs: readonly boolean[],
): TypedGraph {
  const scope: Scope = { values: new Map(), outer };
  for (const [name, def] of graph.constants) scope.values.set(name, { fact: factOfTensor(def), constant: true });
  graph.inputs.forEach((name, index) => {
    // Some exporters list values from outside as inputs of a branch, to which nothing is passed.
    if (index >= inputs.length && lookUp(outer, name) !== undefined) return;
    scope.values.set(name, { fact: inputs[index], constant: constantInputs[index] ?? false });
  });
  const nodes = graph.nodes.map((node) => walkNode(walk, node, graph, scope));
  const facts = new Map<string, Fact | undefined>();
  for (const [name, value] of scope.values) facts.set(name, value.fact);
  for (const name of graph.outputs) if (!facts.has(name)) facts.set(name, lookUp(scope, name)?.fact);
  return { graph, nodes, facts };
}

function lookUp(scope: Scope | undefined, name: string): Value | undefined {
  for (let level = scope; level !== undefined; level = level.outer) {
    const value = level.values.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function walkNode(walk: Walk, node: Node, graph: Graph, scope: Scope): TypedNode {
  walk.steps += 1;
  if (walk.steps > maximumSteps) {
    throw new ProblemError({ code: "too-large", detail: `inferring it takes more than ${maximumSteps} steps` });
  }
  const values = node.inputs.map((name) => (name === "" ? undefined : lookUp(scope, name)));
  noteUndefinedInputs(walk, node, values);
  const notes: string[] = [];
  const bodies = new Map<string, TypedBody>();
  const trips = new Map<string, number | undefined>();
  const found = new Map<string, Span>();
  const constantInputs = values.map((value) => value?.constant ?? true);
  const facts = values.map((value) => value?.fact);
  const host: CallHost = {
    depth: walk.depth,
    unknown(name, because, atMost) {
      walk.unknowns.set(name, because);
      const most = atMost === undefined ? undefined : substitute(atMost, walk.options.sizes);
      walk.choices.set(name, typeof most === "number" ? most : undefined);
      return substitute(symbol(name), walk.options.sizes);
    },
    varying(name, because) {
      walk.unknowns.set(name, because);
      walk.choices.set(name, undefined);
      return symbol(name);
    },
    chosen(given) {
      const { sizes } = walk.options;
      return given.some((fact) => fact !== undefined && depends(fact, sizes))
        ? given.map((fact) => fact && withSizes(fact, sizes))
        : undefined;
    },
    note: (text) => void (notes.includes(text) || notes.push(text)),
    body(label, given) {
      const body = node.bodies.find((candidate) => candidate.label === label);
      if (body === undefined) throw new BadNode(`the attribute for "${label}" is missing`);
      const isolated = label === functionLabel;
      const from = found.get(label)?.from ?? walk.problems.length;
      walk.depth += 1;
      const typed = walkGraph(walk, body.graph, given, isolated ? undefined : scope, isolated ? constantInputs : []);
      walk.depth -= 1;
      found.set(label, { from, to: walk.problems.length });
      bodies.set(label, { label, graph: typed, trips: 1 });
      return body.graph.outputs.map((name) => typed.facts.get(name));
    },
    fits: (label) => !problemsIn(walk, found.get(label)).some((problem) => problem.code === "bad-node"),
    trips: (label, count) => void trips.set(label, count),
  };
  const call = makeCall(node, facts, host);
  const isFunction = node.bodies.some((body) => body.label === functionLabel);
  const op = isFunction ? undefined : operatorOf(node.domain, node.op);
  const inferred = attempt(walk, node, notes, () => {
    if (isFunction) return call.body(functionLabel, call.inputs);
    return possible(op?.infer(call) ?? unknownOperator(walk, node, notes));
  });
  for (const [label, count] of trips) if (count === 0) forget(walk, `${node.id}/${label}/`, found.get(label));
  const outputs = node.outputs.map((name, index) => settle(walk, node, graph, notes, name, inferred?.[index]));
  const constant = constantInputs.every(Boolean) && op !== undefined && op.random !== true && node.bodies.length === 0;
  const folded = constant || (outputs.length > 0 && outputs.every((fact) => knownNumbers(fact) !== undefined));
  node.outputs.forEach((name, index) => {
    if (name !== "") scope.values.set(name, { fact: outputs[index], constant });
  });
  return {
    node,
    // A node that contradicts its operator has no costs either: cost rules would only stumble over the same.
    op: inferred === undefined ? undefined : op,
    work: makeWork(node, facts, host, outputs),
    outputs,
    constantInputs,
    folded,
    notes,
    bodies: [...bodies.values()].map((body) =>
      trips.has(body.label) ? { ...body, trips: trips.get(body.label) } : body,
    ),
  };
}

/** Attributes and values that no valid node has (a window longer than its input, a hidden size of -1) show here. */
function possible(facts: readonly (Fact | undefined)[]): readonly (Fact | undefined)[] {
  for (const fact of facts) {
    const shape = fact?.kind === "tensor" ? fact.shape : undefined;
    const wrong = shape?.find((size) => typeof size === "number" && !(size >= 0 && Number.isInteger(size)));
    if (wrong !== undefined) throw new BadNode(`gives an output of size ${formatDim(wrong)}`);
  }
  return facts;
}

/** Which of the walk's problems a body gave. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const problemsIn = (walk: Walk, span: Span | undefined): readonly ModelProblem[] =>
  span === undefined ? [] : walk.problems.slice(span.from, span.to);

/** A body that never runs leaves no problems and no open sizes behind. */
function forget(walk: Walk, prefix: string, span: Span | undefined): void {
  if (span === undefined) return;
  const gone = walk.problems.splice(span.from, span.to - span.from);
  walk.misfits += gone.filter((problem) => problem.code === "bad-node").length;
  for (const names of [walk.unknowns, walk.choices]) {
    for (const name of names.keys()) if (name.startsWith(prefix)) names.delete(name);
  }
}

function attempt<T>(
  walk: Walk,
  node: Node,
  notes: string[],
  rule: () => readonly (T | undefined)[],
): readonly (T | undefined)[] | undefined {
  try {
    return rule();
  } catch (error) {
    if (!(error instanceof BadNode)) throw error;
    walk.problems.push({ code: "bad-node", node: node.id, detail: error.message });
    notes.push(`does not fit the operator's definition: ${error.message}`);
    return undefined;
  }
}

function unknownOperator(walk: Walk, node: Node, notes: string[]): readonly undefined[] {
  walk.problems.push({ code: "unknown-operator", node: node.id, detail: `${node.domain}.${node.op}` });
  notes.push(`no rule for operator ${node.op} of domain ${node.domain}`);
  return [];
}

/** The final fact of an output: inferred, then completed and checked by what the file declares. */
function settle(
  walk: Walk,
  node: Node,
  graph: Graph,
  notes: string[],
  name: string,
  inferred: Fact | undefined,
): Fact | undefined {
  if (name === "" || !walk.options.trustDeclared) return inferred;
  const { fact, filled, contradiction } = reconcile(inferred, graph.declared.get(name), walk.options.sizes);
  if (filled) notes.push("shape as the file declares it");
  if (contradiction !== undefined) {
    walk.problems.push({ code: "contradiction", node: node.id, detail: `${name}, ${contradiction}` });
  }
  return fact;
}

function noteUndefinedInputs(walk: Walk, node: Node, values: readonly (Value | undefined)[]): void {
  node.inputs.forEach((name, index) => {
    if (name !== "" && values[index] === undefined) {
      walk.problems.push({ code: "undefined-input", node: node.id, detail: name });
    }
  });
}
