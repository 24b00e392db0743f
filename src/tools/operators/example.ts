/** Worked examples: what an entry of the registry gives for small inputs, with an open batch N and with N = 2. */
import type { DType } from "../../base/dtype.ts";
import { elementCount, type Fact, folded, tensor } from "../../graph/fact.ts";
import { type Dim, substitute, symbol, symbolsOf } from "../../graph/dims.ts";
import type { Graph, Node } from "../../graph/graph.ts";
import type { Attribute } from "../../onnx/model.ts";
import { inferGraph, type TypedNode } from "../../ops/infer.ts";

export interface Example {
  /** Undefined: an optional input left out. */
  readonly inputs: readonly (Fact | undefined)[];
  readonly attributes?: Readonly<Record<string, number | string | readonly number[] | readonly string[]>>;
  readonly outputs?: number;
}

export const batch = symbol("N");

const atTwo = new Map([["N", 2]]);

export const float = (...shape: readonly Dim[]): Fact => tensor("float32", shape);
export const of = (dtype: DType, ...shape: readonly Dim[]): Fact => tensor(dtype, shape);
/** A list of known integers. */
export const list = (...values: readonly number[]): Fact => folded("int64", [values.length], values);
export const scalar = (value: number, dtype: DType = "int64"): Fact => folded(dtype, [], [value]);

export interface Worked {
  readonly node: TypedNode;
  readonly inputs: readonly (Fact | undefined)[];
  /** The example's node contradicts its operator. */
  readonly bad: boolean;
}

/** Runs the entry's rules on an example; `numeric` puts 2 for N, so that counts come out. */
export function work(
  domain: string,
  op: string,
  version: number,
  example: Example,
  numeric: boolean,
): Worked | undefined {
  const inputs = example.inputs.map((fact) => (numeric ? withTwo(fact) : fact));
  const node: Node = {
    id: op,
    name: op,
    op,
    domain,
    version,
    inputs: inputs.map((fact, index) => (fact === undefined ? "" : `input ${index}`)),
    outputs: Array.from({ length: example.outputs ?? 1 }, (_, index) => `output ${index}`),
    attributes: Object.fromEntries(
      Object.entries(example.attributes ?? {}).map(([name, value]) => [name, attributeOf(value)]),
    ),
    bodies: [],
  };
  const graph: Graph = {
    name: "",
    inputs: node.inputs.filter((name) => name !== ""),
    outputs: node.outputs,
    nodes: [node],
    constants: new Map(),
    declared: new Map(),
  };
  const facts = new Map(node.inputs.map((name, index) => [name, inputs[index]]));
  const inferred = inferGraph(graph, { inputs: facts, sizes: new Map(), trustDeclared: false });
  const [typed] = inferred.graph.nodes;
  if (typed === undefined) return undefined;
  return { node: typed, inputs, bad: inferred.problems.some((problem) => problem.code === "bad-node") };
}

function withTwo(fact: Fact | undefined): Fact | undefined {
  if (fact?.kind === "sequence") return { ...fact, element: withTwo(fact.element) };
  if (fact?.kind !== "tensor" || fact.shape === undefined) return fact;
  const shape = fact.shape.map((size) => substitute(size, atTwo));
  return { ...fact, shape };
}

/** A plain value as an attribute of a node. */
export function attributeOf(value: number | string | readonly number[] | readonly string[]): Attribute {
  if (typeof value === "number") return { kind: Number.isInteger(value) ? "int" : "float", value };
  if (typeof value === "string") return { kind: "string", value };
  const numbers = value.filter((entry) => typeof entry === "number");
  if (numbers.length === value.length) return { kind: "ints", value: numbers };
  return { kind: "strings", value: value.map(String) };
}

/** How much an example tells: 0 nothing or a contradiction, 1 a rank, 2 sizes but some only run time knows, 3 all. */
export function clarity({ node, bad }: Worked): number {
  if (bad) return 0;
  const levels = node.outputs.map((fact) => {
    if (fact === undefined) return 0;
    if (fact.kind !== "tensor") return 3;
    if (fact.shape === undefined) return 0;
    if (fact.dtype === undefined) return 1;
    return fact.shape.every((size) => isGiven(size)) ? 3 : 2;
  });
  return Math.min(3, ...levels);
}

/** A number or a multiple of N, not something left to run time. */
export const isGiven = (size: Dim): boolean => [...symbolsOf(size)].every((name) => name === "N");

/** Elements of an output of the numeric example. */
export const countOf = (fact: Fact | undefined): number | undefined =>
  fact?.kind === "tensor" ? elementCount(fact.shape) : undefined;
