/**
 * Graphs from text, so that a test can be read without opening another file:
 *
 *     x: float32[1,3,224,224]
 *     const w: float32[64,3,7,7]
 *     const shape: int64[2] = 1,-1
 *     y = Conv(x, w) strides=[2,2] pads=[3,3,3,3] auto_pad="NOTSET" alpha=0.5
 *     a, b = com.microsoft.Split(y)
 *
 * Sizes may be names (float32[N,3]) or ? for an open size. A list attribute has brackets, a string has quotes, a number
 * with a point is a float. An omitted optional input is `_`. The outputs of the last node are the graph's outputs.
 */
import { type DType, dtypeOfCode } from "../base/dtype.ts";
import type { Fact } from "../graph/fact.ts";
import { graphOf } from "../graph/from-onnx.ts";
import type { Attribute, DimDef, Model, NodeDef, TensorDef, TypeDef, ValueDef } from "../onnx/model.ts";
import { factOfType } from "../ops/facts.ts";
import { type Inferred, inferGraph } from "../ops/infer.ts";
import { symbol } from "../graph/dims.ts";

export function modelOf(text: string, opsets: Readonly<Record<string, number>> = { "ai.onnx": 21 }): Model {
  const inputs: ValueDef[] = [];
  const initializers: TensorDef[] = [];
  const nodes: NodeDef[] = [];
  const lines = text.split("\n").map((line) => line.trim());
  for (const line of lines) {
    if (line === "" || line.startsWith("#")) continue;
    const constant = /^const (\S+): (\w+)\[(.*?)\](?: = (.*))?$/.exec(line);
    const input = /^(\S+): (\w+)\[(.*?)\]$/.exec(line);
    if (constant !== null) initializers.push(constantOf(constant));
    else if (input !== null) inputs.push({ name: input[1] ?? "", type: typeOf(input[2] ?? "", input[3] ?? "") });
    else nodes.push(nodeOf(line));
  }
  const outputs = (nodes.at(-1)?.outputs ?? []).map((name) => ({ name, type: undefined }));
  return {
    irVersion: 10,
    opsets,
    producerName: "test",
    producerVersion: "",
    graph: { name: "test", nodes, initializers, inputs, outputs, valueInfo: [] },
    functions: [],
    problems: [],
  };
}

const dtypeNamed = (name: string): DType => {
  for (let code = 1; dtypeOfCode(code) !== undefined; code += 1) {
    const dtype = dtypeOfCode(code);
    if (dtype !== undefined && dtype === name) return dtype;
  }
  throw new Error(`no such dtype: ${name}`);
};

const dimsOf = (text: string): readonly DimDef[] =>
  text.trim() === ""
    ? []
    : text.split(",").map((part) => {
        const size = part.trim();
        return size === "?" ? undefined : /^-?\d+$/.test(size) ? Number(size) : size;
      });

const typeOf = (dtype: string, dims: string): TypeDef => ({
  kind: "tensor",
  dtype: dtypeNamed(dtype),
  shape: dimsOf(dims),
});

function constantOf(match: RegExpExecArray): TensorDef {
  const [, name = "", dtype = "", dims = "", values] = match;
  return {
    name,
    dtype: dtypeNamed(dtype),
    dims: dimsOf(dims).map(Number),
    data: values === undefined ? { kind: "absent" } : { kind: "values", values: values.split(",").map(Number) },
  };
}

function nodeOf(line: string): NodeDef {
  const match = /^(.*?) = (?:([\w.]+)\.)?(\w+)\((.*?)\)\s*(.*)$/.exec(line);
  if (match === null) throw new Error(`not a graph line: ${line}`);
  const [, outputs = "", domain = "ai.onnx", op = "", inputs = "", attributes = ""] = match;
  const names = (list: string) =>
    list.trim() === "" ? [] : list.split(",").map((name) => (name.trim() === "_" ? "" : name.trim()));
  const pairs = [...attributes.matchAll(/(\w+)=(\[[^\]]*\]|"[^"]*"|\S+)/g)];
  return {
    name: "",
    op,
    domain,
    overload: "",
    inputs: names(inputs),
    outputs: names(outputs),
    attributes: Object.fromEntries(pairs.map((pair) => [pair[1] ?? "", attributeOf(pair[2] ?? "")])),
  };
}

function attributeOf(text: string): Attribute {
  if (text.startsWith('"')) return { kind: "string", value: text.slice(1, -1) };
  if (!text.startsWith("[")) return { kind: text.includes(".") ? "float" : "int", value: Number(text) };
  const parts = text
    .slice(1, -1)
    .split(",")
    .map((part) => part.trim());
  if (parts.some((part) => part.startsWith('"'))) {
    return { kind: "strings", value: parts.map((part) => part.slice(1, -1)) };
  }
  const value = parts.filter((part) => part !== "").map(Number);
  return { kind: parts.some((part) => part.includes(".")) ? "floats" : "ints", value };
}

/** Infers a model as it is: named sizes stay symbols unless `sizes` gives them a value. */
export function inferModel(model: Model, sizes: Readonly<Record<string, number>> = {}): Inferred {
  const values = new Map(Object.entries(sizes));
  const inputs = new Map<string, Fact | undefined>();
  for (const { name, type } of model.graph.inputs) {
    inputs.set(
      name,
      factOfType(type, (dim, axis) => resolve(name, dim, axis, values)),
    );
  }
  return inferGraph(graphOf(model).graph, { inputs, sizes: values, trustDeclared: true });
}

const resolve = (input: string, dim: DimDef, axis: number, sizes: ReadonlyMap<string, number>) => {
  if (typeof dim === "number") return dim;
  const name = dim ?? `${input}.${axis}`;
  return sizes.get(name) ?? symbol(name);
};

/** Facts of all values of a text graph, by name. */
export const factsOf = (
  text: string,
  opsets?: Readonly<Record<string, number>>,
  sizes: Readonly<Record<string, number>> = {},
): ReadonlyMap<string, Fact | undefined> => inferModel(modelOf(text, opsets), sizes).graph.facts;

/** "float32[1,64,N]" of a fact; "float32[*]" for an unknown rank; "?" when nothing is known. */
export function factText(fact: Fact | undefined): string {
  if (fact === undefined) return "?";
  if (fact.kind === "sequence") return `seq(${factText(fact.element)})`;
  if (fact.kind === "optional") return `optional(${factText(fact.element)})`;
  if (fact.kind === "map") return `map(${fact.key ?? "?"}, ${factText(fact.value)})`;
  const sizes = fact.shape?.map((size) => (typeof size === "number" ? String(size) : size.key)).join(",") ?? "*";
  return `${fact.dtype ?? "?"}[${sizes}]`;
}
