/** A model while it is being written: nodes and weights in order, no operator known. */
import type { Attribute, Model, NodeDef, TensorData, TensorDef, ValueDef } from "../onnx/model.ts";
import { randomSource, seedOf } from "./random.ts";

/** A float32 tensor of the model. Axis 0 is the batch; a batch that only has a name counts as 1 here. */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface DraftOptions {
  readonly name: string;
  /** A number, or the name of a dynamic size. Default 1. */
  readonly batch?: number | string;
  /** "absent": weights have dims but no data. "seeded": small repeatable floats, for models that are to be run. */
  readonly weights?: "absent" | "seeded";
  readonly seed?: number;
}

export interface Draft {
  readonly options: DraftOptions;
  readonly nodes: NodeDef[];
  readonly initializers: TensorDef[];
  readonly inputs: ValueDef[];
  /** Names of values, nodes and weights in use. */
  readonly taken: Set<string>;
}

export type Attributes = Readonly<Record<string, Attribute>>;

export const int = (value: number): Attribute => ({ kind: "int", value });
export const ints = (value: readonly number[]): Attribute => ({ kind: "ints", value });
export const float = (value: number): Attribute => ({ kind: "float", value });

export const draftOf = (options: DraftOptions): Draft => ({
  options,
  nodes: [],
  initializers: [],
  inputs: [],
  taken: new Set(),
});

/** `name`, or `name_1`, `name_2`... when it is in use. */
export function freshName(draft: Draft, name: string): string {
  let candidate = name;
  for (let copy = 1; draft.taken.has(candidate); copy += 1) candidate = `${name}_${copy}`;
  draft.taken.add(candidate);
  return candidate;
}

export function addInput(draft: Draft, name: string, sizes: readonly number[]): Value {
  const unique = freshName(draft, name);
  const batch = draft.options.batch ?? 1;
  draft.inputs.push({ name: unique, type: { kind: "tensor", dtype: "float32", shape: [batch, ...sizes] } });
  return { name: unique, shape: [typeof batch === "number" ? batch : 1, ...sizes] };
}

/** Adds a node of the default domain; each output is called like the node (`name`, `name.1`...). */
export function addNode(
  draft: Draft,
  op: string,
  name: string,
  inputs: readonly string[],
  shapes: readonly (readonly number[])[],
  attributes: Attributes = {},
): readonly Value[] {
  const unique = freshName(draft, name);
  const outputs = shapes.map((shape, index) => ({
    name: index === 0 ? unique : freshName(draft, `${unique}.${index}`),
    shape,
  }));
  draft.nodes.push({
    name: unique,
    op,
    domain: "ai.onnx",
    overload: "",
    inputs,
    outputs: outputs.map((output) => output.name),
    attributes,
  });
  return outputs;
}

/** A trained tensor. `fanIn` is how many products each output sums: it keeps seeded activations near 1 in size. */
export function addWeight(draft: Draft, name: string, dims: readonly number[], fanIn: number): string {
  const unique = freshName(draft, name);
  draft.initializers.push({ name: unique, dtype: "float32", dims, data: weightData(draft, unique, dims, fanIn) });
  return unique;
}

function weightData(draft: Draft, name: string, dims: readonly number[], fanIn: number): TensorData {
  if (draft.options.weights !== "seeded") return { kind: "absent" };
  const random = randomSource(seedOf(draft.options.seed ?? 0, name));
  // Uniform in ±sqrt(6 / fan-in) keeps the variance through a ReLU (He et al. 2015, arXiv:1502.01852, eq. 10).
  const limit = Math.sqrt(6 / fanIn);
  const length = dims.reduce((a, b) => a * b, 1);
  return { kind: "values", values: Array.from({ length }, () => Math.fround(limit * (2 * random() - 1))) };
}

/** A small tensor whose values are part of the architecture; one tensor serves all equal uses. */
export function addConstant(draft: Draft, dtype: "int64" | "float32", values: readonly number[] | number): string {
  const dims = typeof values === "number" ? [] : [values.length];
  const list = typeof values === "number" ? [values] : values;
  const name = `constant.${dtype}.${typeof values === "number" ? values : `[${list.join(",")}]`}`;
  if (!draft.taken.has(name)) {
    draft.taken.add(name);
    const stored = dtype === "float32" ? list.map(Math.fround) : list;
    draft.initializers.push({ name, dtype, dims, data: { kind: "values", values: stored } });
  }
  return name;
}

/** The finished model: ONNX opset 17 (IR 8). */
export function finish(draft: Draft, outputs: readonly Value[]): Model {
  const batch = draft.options.batch ?? 1;
  return {
    irVersion: 8,
    opsets: { "ai.onnx": 17 },
    producerName: "ridgepoint",
    producerVersion: "",
    graph: {
      name: draft.options.name,
      nodes: draft.nodes,
      initializers: draft.initializers,
      inputs: draft.inputs,
      outputs: outputs.map(({ name, shape }) => ({
        name,
        type: { kind: "tensor", dtype: "float32", shape: [batch, ...shape.slice(1)] },
      })),
      valueInfo: [],
    },
    functions: [],
    problems: [],
  };
}
