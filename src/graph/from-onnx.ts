/** Model → Graph: initializers set apart, nodes in execution order and with ids, functions expanded, subgraphs nested. */
import type { ModelProblem } from "../base/problem.ts";
import { ProblemError } from "../base/problem.ts";
import type { Attribute, FunctionDef, GraphDef, Model, NodeDef, TensorDef, TypeDef, ValueDef } from "../onnx/model.ts";
import { type Body, functionLabel, type Graph, type Node } from "./graph.ts";
import { executionOrder } from "./order.ts";

export interface Built {
  readonly graph: Graph;
  readonly problems: readonly ModelProblem[];
}

/** Functions may call functions, and bodies hold both; beyond these bounds a file is an attack, not a model. */
const maximumFunctionDepth = 40;
const maximumBodyDepth = 100;
const maximumNodes = 1_000_000;

interface Builder {
  readonly functions: ReadonlyMap<string, FunctionDef>;
  readonly problems: ModelProblem[];
  nodes: number;
}

/** One graph level: which operator sets hold here, and what a function's attribute references stand for. */
interface Level {
  readonly opsets: Readonly<Record<string, number>>;
  readonly arguments: Readonly<Record<string, Attribute>>;
  /** Functions around it, and bodies of any kind, functions included. */
  readonly functionDepth: number;
  readonly depth: number;
  readonly prefix: string;
}

/**
 * Builds the graph of a model.
 * @throws ProblemError `cyclic-graph` when nodes wait for each other, `too-large` when functions expand without end.
 */
export function graphOf(model: Model): Built {
  const functions = new Map(model.functions.map((f) => [functionKey(f.domain, f.name, f.overload), f]));
  const builder: Builder = { functions, problems: [], nodes: 0 };
  const level = { opsets: model.opsets, arguments: {}, functionDepth: 0, depth: 0, prefix: "" };
  return { graph: buildGraph(builder, model.graph, level), problems: builder.problems };
}

const functionKey = (domain: string, name: string, overload: string): string => `${domain}\n${name}\n${overload}`;

function buildGraph(builder: Builder, def: GraphDef, level: Level): Graph {
  const constants = new Map<string, TensorDef>(def.initializers.map((tensor) => [tensor.name, tensor]));
  const declared = declaredTypes([...def.valueInfo, ...def.inputs, ...def.outputs]);
  return {
    name: def.name,
    inputs: def.inputs.map((input) => input.name).filter((name) => !constants.has(name)),
    outputs: def.outputs.map((output) => output.name),
    nodes: buildNodes(builder, def.nodes, level),
    constants,
    declared,
  };
}

function declaredTypes(values: readonly ValueDef[]): ReadonlyMap<string, TypeDef> {
  const declared = new Map<string, TypeDef>();
  for (const { name, type } of values) if (type !== undefined) declared.set(name, type);
  return declared;
}

function buildNodes(builder: Builder, defs: readonly NodeDef[], level: Level): readonly Node[] {
  if (level.depth > maximumBodyDepth) {
    throw new ProblemError({
      code: "too-large",
      detail: `bodies and functions nested deeper than ${maximumBodyDepth}`,
    });
  }
  builder.nodes += defs.length;
  if (builder.nodes > maximumNodes) {
    throw new ProblemError({ code: "too-large", detail: `more than ${maximumNodes} nodes after expanding functions` });
  }
  const ids = nodeIds(defs, level.prefix);
  const nodes = defs.map((def, index) => buildNode(builder, def, ids[index] ?? "", level));
  const { order, cycle } = executionOrder(nodes);
  if (cycle.length > 0) {
    throw new ProblemError({ code: "cyclic-graph", nodes: cycle.slice(0, 5).map((node) => node.id) });
  }
  if (order.some((node, index) => node !== nodes[index])) {
    builder.problems.push({ code: "unsorted", detail: level.prefix === "" ? "the graph" : level.prefix.slice(0, -1) });
  }
  return order;
}

/** The node's own name when no other node has it, else operator and position: `Conv_17`. */
function nodeIds(defs: readonly NodeDef[], prefix: string): readonly string[] {
  const uses = new Map<string, number>();
  for (const { name } of defs) uses.set(name, (uses.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return defs.map((def, index) => {
    const own = def.name !== "" && uses.get(def.name) === 1 ? def.name : `${def.op}_${index}`;
    let id = own;
    while (taken.has(id) || (id !== def.name && uses.has(id))) id += "_";
    taken.add(id);
    return prefix + id;
  });
}

function buildNode(builder: Builder, def: NodeDef, id: string, level: Level): Node {
  const attributes = resolveReferences(def.attributes, level.arguments);
  return {
    id,
    name: def.name,
    op: def.op,
    domain: def.domain,
    version: level.opsets[def.domain] ?? (def.domain === "ai.onnx" ? (level.opsets["ai.onnx"] ?? 1) : 1),
    inputs: def.inputs,
    outputs: def.outputs,
    attributes,
    bodies: [...subgraphs(builder, attributes, id, level), ...expansion(builder, def, attributes, id, level)],
  };
}

function resolveReferences(
  attributes: Readonly<Record<string, Attribute>>,
  values: Readonly<Record<string, Attribute>>,
): Readonly<Record<string, Attribute>> {
  const entries = Object.entries(attributes).flatMap(([name, attribute]): [string, Attribute][] => {
    if (attribute.kind !== "reference") return [[name, attribute]];
    const value = Object.hasOwn(values, attribute.value) ? values[attribute.value] : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

const inside = (level: Level, prefix: string): Level => ({ ...level, depth: level.depth + 1, prefix });

function subgraphs(
  builder: Builder,
  attributes: Readonly<Record<string, Attribute>>,
  id: string,
  level: Level,
): readonly Body[] {
  return Object.entries(attributes).flatMap(([name, attribute]): Body[] => {
    if (attribute.kind === "graph") {
      const label = name.replace(/_branch$/, "");
      return [{ label, graph: buildGraph(builder, attribute.value, inside(level, `${id}/${label}/`)) }];
    }
    if (attribute.kind !== "graphs") return [];
    return attribute.value.map((graph, index) => {
      const label = `${name}${index}`;
      return { label, graph: buildGraph(builder, graph, inside(level, `${id}/${label}/`)) };
    });
  });
}

function expansion(
  builder: Builder,
  def: NodeDef,
  attributes: Readonly<Record<string, Attribute>>,
  id: string,
  level: Level,
): readonly Body[] {
  const found = builder.functions.get(functionKey(def.domain, def.op, def.overload));
  if (found === undefined) return [];
  if (level.functionDepth >= maximumFunctionDepth) {
    throw new ProblemError({ code: "too-large", detail: `functions nested deeper than ${maximumFunctionDepth}` });
  }
  const inner: Level = {
    opsets: { ...level.opsets, ...found.opsets },
    arguments: { ...found.defaults, ...attributes },
    functionDepth: level.functionDepth + 1,
    depth: level.depth + 1,
    prefix: `${id}/`,
  };
  const graph: Graph = {
    name: found.name,
    inputs: found.inputs,
    outputs: found.outputs,
    nodes: buildNodes(builder, found.nodes, inner),
    constants: new Map(),
    declared: declaredTypes(found.valueInfo),
  };
  return [{ label: functionLabel, graph }];
}
