/** Walks a typed graph and writes down which axes must have the same size; rules.ts says what each operator asks. */
import type { DType } from "../../base/dtype.ts";
import type { Fact } from "../../graph/fact.ts";
import { neededBy } from "../../graph/order.ts";
import type { TypedGraph, TypedNode } from "../infer.ts";
import { atomOf, type Atom, fixed, type Form, formOf, type Forms, pin, resolved } from "./form.ts";

/** How to write a node anew once sizes are known. Entries that are undefined stay as they are. */
export interface Rewrite {
  readonly node: string;
  /** Integer attributes. */
  readonly attributes?: Readonly<Record<string, Form>>;
  readonly lists?: readonly List[];
}

/** Sizes or positions: the input at `input`, or an attribute of the node. */
export interface List {
  readonly input: number;
  readonly attribute: string;
  readonly entries: readonly (Form | number)[];
}

export interface Convolution {
  readonly id: string;
  /** Output channels. */
  readonly form: Form;
}

export interface Trace {
  /** Of the values whose rank is known. */
  readonly forms: Map<string, Forms>;
  readonly rewrites: Rewrite[];
  readonly convolutions: Convolution[];
}

/** What a rule sees of a node. */
export interface Site {
  readonly typed: TypedNode;
  readonly trace: Trace;
  readonly id: string;
  /** "Reshape view_3" */
  readonly title: string;
  /** Undefined: the input is omitted, or its rank is not known. */
  forms(index: number): Forms | undefined;
  /** Sizes of an input in the file; an open one is NaN. */
  shape(index: number): readonly number[] | undefined;
  outputShape(index: number): readonly number[] | undefined;
}

/** Forms of the outputs; undefined: the node cannot be traced. An undefined output is fixed. */
export type Rule = (site: Site) => readonly (Forms | undefined)[] | undefined;

export const shapeOf = (fact: Fact | undefined): readonly number[] | undefined =>
  fact?.kind === "tensor" ? fact.shape?.map((size) => (typeof size === "number" ? size : Number.NaN)) : undefined;

export const fixedForms = (shape: readonly number[]): Forms => shape.map(fixed);

/** Indices, shapes and flags are no weights: nothing of them grows with the width. */
const isWeightType = (dtype: DType | undefined): boolean => dtype !== "int64" && dtype !== "bool" && dtype !== "string";

/** Axes of a weight follow whatever they are used with. */
export const weightForms = (dtype: DType | undefined, dims: readonly number[]): Forms =>
  dims.map((size) => (size === 1 || !isWeightType(dtype) ? fixed(size) : formOf(atomOf(size))));

export function traceGraph(typed: TypedGraph, ruleOf: (typed: TypedNode) => Rule | undefined): Trace {
  const trace: Trace = { forms: new Map(), rewrites: [], convolutions: [] };
  const { graph, facts } = typed;
  for (const [name, def] of graph.constants) trace.forms.set(name, weightForms(def.dtype, def.dims));
  for (const name of graph.inputs) {
    const shape = shapeOf(facts.get(name));
    if (shape !== undefined) trace.forms.set(name, fixedForms(shape));
  }
  for (const node of typed.nodes) traceNode(trace, node, ruleOf(node));
  for (const name of graph.outputs) {
    for (const form of trace.forms.get(name) ?? []) pin(form, "it is an output of the model");
  }
  return trace;
}

function traceNode(trace: Trace, typed: TypedNode, rule: Rule | undefined): void {
  const { node, outputs, work } = typed;
  const site: Site = {
    typed,
    trace,
    id: node.id,
    title: `${node.op} ${node.name === "" ? node.id : node.name}`,
    forms: (index) => trace.forms.get(node.inputs[index] ?? ""),
    shape: (index) => shapeOf(work.inputs[index]),
    outputShape: (index) => shapeOf(outputs[index]),
  };
  const found = isShapeArithmetic(typed) ? [] : rule?.(site);
  if (found === undefined) keepInputs(site);
  node.outputs.forEach((name, index) => {
    const shape = site.outputShape(index);
    if (name === "" || shape === undefined) return;
    const forms = found?.[index];
    trace.forms.set(name, forms?.length === shape.length ? forms : fixedForms(shape));
  });
}

/** Sizes computed from sizes: the next inference computes them again, so nothing of them has to be traced. */
const isShapeArithmetic = ({ outputs }: TypedNode): boolean =>
  outputs.length > 0 &&
  outputs.every((fact) => fact?.kind === "tensor" && fact.elements !== undefined && !isWeightType(fact.dtype));

/** A node without a rule may ask anything of its inputs, and of what its bodies see from outside. */
function keepInputs({ typed: { node }, trace, title }: Site): void {
  for (const name of neededBy(node)) {
    for (const form of trace.forms.get(name) ?? []) pin(form, `${title} needs it as it is`);
  }
}

/** Marks the one atom that a form is, if it is one and no multiple of it. */
export function mark(form: Form, how: (atom: Atom) => void): void {
  const [term, ...others] = resolved(form);
  if (term !== undefined && others.length === 0 && term.over === term.under) how(term.atom);
}
