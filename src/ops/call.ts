/** Builds the `Call` and `Work` that operator rules speak through. */

import type { Dim } from "../graph/dims.ts";
import { elementCount, type Fact, knownNumbers, type TensorFact } from "../graph/fact.ts";
import type { Node } from "../graph/graph.ts";
import type { Call, Work } from "./op.ts";

/** Ends a rule whose node contradicts the operator's definition; caught by the inference, never shown as a crash. */
export class BadNode extends Error {}

/** What a call needs from the inference around it. */
export interface CallHost {
  unknown(name: string, because: string): Dim;
  note(text: string): void;
  body: Call["body"];
  trips: Call["trips"];
}

export function makeCall(node: Node, inputs: readonly (Fact | undefined)[], host: CallHost): Call {
  let unknowns = 0;
  const tensorAt = (index: number): TensorFact | undefined => {
    const fact = inputs[index];
    return fact?.kind === "tensor" ? fact : undefined;
  };
  return {
    node,
    version: node.version,
    inputs,
    outputCount: node.outputs.length,
    has: (index) => (node.inputs[index] ?? "") !== "",
    tensor: tensorAt,
    shape: (index) => tensorAt(index)?.shape,
    dtype: (index) => tensorAt(index)?.dtype,
    elements: (index) => tensorAt(index)?.elements,
    numbers: (index) => knownNumbers(inputs[index]),
    ...attributeReaders(node),
    unknown(because) {
      const name = `${node.id}#${unknowns}`;
      unknowns += 1;
      return host.unknown(name, because);
    },
    note: (text) => host.note(text),
    fail(detail) {
      throw new BadNode(detail);
    },
    body: (label, facts) => host.body(label, facts),
    trips: (label, count) => host.trips(label, count),
  };
}

type Readers = Pick<Call, "int" | "float" | "text" | "ints" | "floats" | "texts" | "tensorAttribute">;

/** Old exporters write an integer where a float belongs and the reverse; both are read. */
function attributeReaders(node: Node): Readers {
  const get = (name: string) => (Object.hasOwn(node.attributes, name) ? node.attributes[name] : undefined);
  function number(name: string): number | undefined;
  function number(name: string, otherwise: number): number;
  function number(name: string, otherwise?: number): number | undefined {
    const attribute = get(name);
    return attribute?.kind === "int" || attribute?.kind === "float" ? attribute.value : otherwise;
  }
  function text(name: string): string | undefined;
  function text(name: string, otherwise: string): string;
  function text(name: string, otherwise?: string): string | undefined {
    const attribute = get(name);
    return attribute?.kind === "string" ? attribute.value : otherwise;
  }
  const numbers = (name: string): readonly number[] | undefined => {
    const attribute = get(name);
    return attribute?.kind === "ints" || attribute?.kind === "floats" ? attribute.value : undefined;
  };
  return {
    int: number,
    float: number,
    text,
    ints: numbers,
    floats: numbers,
    texts(name) {
      const attribute = get(name);
      return attribute?.kind === "strings" ? attribute.value : undefined;
    },
    tensorAttribute(name) {
      const attribute = get(name);
      return attribute?.kind === "tensor" ? attribute.value : undefined;
    },
  };
}

const countOf = (fact: Fact | undefined): number | undefined =>
  fact?.kind === "tensor" ? elementCount(fact.shape) : undefined;

/** The call with its inferred outputs, for cost rules. */
export function makeWork(call: Call, outputs: readonly (Fact | undefined)[]): Work {
  return {
    ...call,
    outputs,
    outputShape(index) {
      const fact = outputs[index];
      return fact?.kind === "tensor" ? fact.shape : undefined;
    },
    outputCountOf: (index) => countOf(outputs[index]),
    inputCountOf: (index) => countOf(call.inputs[index]),
  };
}
