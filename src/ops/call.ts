/**
 * The `Call` and `Work` that operator rules speak through. Classes, so that a model of ten thousand nodes does not make
 * twenty closures for each of them: it halves the time of inference.
 */
import type { DType } from "../base/dtype.ts";
import type { Dim } from "../graph/dims.ts";
import { type Element, elementCount, type Fact, knownNumbers, type Shape, type TensorFact } from "../graph/fact.ts";
import type { Node } from "../graph/graph.ts";
import type { Attribute, TensorDef } from "../onnx/model.ts";
import type { Call, Work } from "./op.ts";

/** Ends a rule whose node contradicts the operator's definition; caught by the inference, never shown as a crash. */
export class BadNode extends Error {}

/** What a call needs from the inference around it. */
export interface CallHost {
  readonly depth: number;
  unknown(name: string, because: string, atMost: Dim | undefined): Dim;
  varying(name: string, because: string): Dim;
  chosen: Call["chosen"];
  note(text: string): void;
  body: Call["body"];
  fits: Call["fits"];
  trips: Call["trips"];
}

type Facts = readonly (Fact | undefined)[];

class NodeCall implements Call {
  readonly node: Node;
  readonly inputs: Facts;
  protected readonly host: CallHost;
  #unknowns = 0;

  constructor(node: Node, inputs: Facts, host: CallHost) {
    this.node = node;
    this.inputs = inputs;
    this.host = host;
  }

  get version(): number {
    return this.node.version;
  }
  get depth(): number {
    return this.host.depth;
  }
  get outputCount(): number {
    return this.node.outputs.length;
  }

  has(index: number): boolean {
    return (this.node.inputs[index] ?? "") !== "";
  }
  tensor(index: number): TensorFact | undefined {
    const fact = this.inputs[index];
    return fact?.kind === "tensor" ? fact : undefined;
  }
  shape(index: number): Shape | undefined {
    return this.tensor(index)?.shape;
  }
  dtype(index: number): DType | undefined {
    return this.tensor(index)?.dtype;
  }
  elements(index: number): readonly Element[] | undefined {
    return this.tensor(index)?.elements;
  }
  numbers(index: number): readonly number[] | undefined {
    return knownNumbers(this.inputs[index]);
  }

  // Old exporters write an integer where a float belongs and the reverse; both are read.
  int(name: string): number | undefined;
  int(name: string, otherwise: number): number;
  int(name: string, otherwise?: number): number | undefined {
    const value = this.#number(name);
    return value !== undefined && Number.isFinite(value) ? value : otherwise;
  }
  float(name: string): number | undefined;
  float(name: string, otherwise: number): number;
  float(name: string, otherwise?: number): number | undefined {
    return this.#number(name) ?? otherwise;
  }
  text(name: string): string | undefined;
  text(name: string, otherwise: string): string;
  text(name: string, otherwise?: string): string | undefined {
    const attribute = this.#attribute(name);
    return attribute?.kind === "string" ? attribute.value : otherwise;
  }
  ints(name: string): readonly number[] | undefined {
    const attribute = this.#attribute(name);
    return attribute?.kind === "ints" || attribute?.kind === "floats" ? attribute.value : undefined;
  }
  floats(name: string): readonly number[] | undefined {
    return this.ints(name);
  }
  texts(name: string): readonly string[] | undefined {
    const attribute = this.#attribute(name);
    return attribute?.kind === "strings" ? attribute.value : undefined;
  }
  tensorAttribute(name: string): TensorDef | undefined {
    const attribute = this.#attribute(name);
    return attribute?.kind === "tensor" ? attribute.value : undefined;
  }

  unknown(because: string, atMost?: Dim): Dim {
    return this.host.unknown(this.#nextUnknown(), because, atMost);
  }
  varying(because: string): Dim {
    return this.host.varying(this.#nextUnknown(), because);
  }
  chosen(facts: Facts): Facts | undefined {
    return this.host.chosen(facts);
  }
  note(text: string): void {
    this.host.note(text);
  }
  fail(detail: string): never {
    throw new BadNode(detail);
  }
  body(label: string, inputs: Facts): Facts {
    return this.host.body(label, inputs);
  }
  fits(label: string): boolean {
    return this.host.fits(label);
  }
  trips(label: string, count: number | undefined): void {
    this.host.trips(label, count);
  }

  #nextUnknown(): string {
    this.#unknowns += 1;
    return `${this.node.id}#${this.#unknowns - 1}`;
  }
  #number(name: string): number | undefined {
    const attribute = this.#attribute(name);
    return attribute?.kind === "int" || attribute?.kind === "float" ? attribute.value : undefined;
  }
  #attribute(name: string): Attribute | undefined {
    return Object.hasOwn(this.node.attributes, name) ? this.node.attributes[name] : undefined;
  }
}

class NodeWork extends NodeCall implements Work {
  readonly outputs: Facts;

  constructor(node: Node, inputs: Facts, host: CallHost, outputs: Facts) {
    super(node, inputs, host);
    this.outputs = outputs;
  }

  outputShape(index: number): Shape | undefined {
    const fact = this.outputs[index];
    return fact?.kind === "tensor" ? fact.shape : undefined;
  }
  outputCountOf(index: number): number | undefined {
    return elementCount(this.outputShape(index));
  }
  inputCountOf(index: number): number | undefined {
    return elementCount(this.shape(index));
  }
}

export const makeCall = (node: Node, inputs: Facts, host: CallHost): Call => new NodeCall(node, inputs, host);

/** The call with its inferred outputs, for cost rules. */
export const makeWork = (node: Node, inputs: Facts, host: CallHost, outputs: Facts): Work =>
  new NodeWork(node, inputs, host, outputs);
