/**
 * The operator entry: all that Ridgepoint knows of an operator is in one place. Rules speak through a `Call`, the node
 * with everything known about its inputs. Most entries need `infer` only; what is absent has a plain default:
 * no `macs` and no `flops` means pure data movement, and traffic is "read every input once, write every output once".
 */
import type { DType } from "../base/dtype.ts";
import type { Dim } from "../graph/dims.ts";
import type { Element, Fact, Shape, TensorFact } from "../graph/fact.ts";
import type { Node } from "../graph/graph.ts";
import type { TensorDef } from "../onnx/model.ts";

export interface Call {
  readonly node: Node;
  /** Operator-set version of the node's domain. */
  readonly version: number;
  /** Undefined stands for an omitted optional input. */
  readonly inputs: readonly (Fact | undefined)[];
  /** How many bodies (branches, loops, functions) are around the node; 0 at the outermost level. */
  readonly depth: number;
  /** How many outputs the node lists. */
  readonly outputCount: number;

  /** Is optional input `index` given? */
  has(index: number): boolean;
  /** Input `index` when it is a tensor. */
  tensor(index: number): TensorFact | undefined;
  shape(index: number): Shape | undefined;
  dtype(index: number): DType | undefined;
  /** Elements of a folded input. */
  elements(index: number): readonly Element[] | undefined;
  /** Elements of a folded input when all are plain numbers. */
  numbers(index: number): readonly number[] | undefined;

  int(name: string): number | undefined;
  int(name: string, otherwise: number): number;
  float(name: string): number | undefined;
  float(name: string, otherwise: number): number;
  text(name: string): string | undefined;
  text(name: string, otherwise: string): string;
  ints(name: string): readonly number[] | undefined;
  floats(name: string): readonly number[] | undefined;
  texts(name: string): readonly string[] | undefined;
  tensorAttribute(name: string): TensorDef | undefined;

  /**
   * A size that cannot be known from the file. `because` says what decides it, and is shown to people:
   * "the values of input X". The same node asking in the same order gets the same symbol, for which people may choose a
   * value; `atMost` is what it cannot exceed.
   */
  unknown(because: string, atMost?: Dim): Dim;
  /**
   * A size that differs from one run of a body to the next. It stays a symbol while the body is tried, whatever was
   * chosen for it; `chosen` gives it that value afterwards.
   */
  varying(because: string): Dim;
  /** The facts with the values that people chose for sizes in them; undefined when there are none. */
  chosen(facts: readonly (Fact | undefined)[]): readonly (Fact | undefined)[] | undefined;
  /** Says why something about this node stays unknown, or which assumption was made. Shown as the node's note. */
  note(text: string): void;
  /** Ends the rule: the node contradicts the operator's definition. Its outputs stay unknown and a problem is noted. */
  fail(detail: string): never;
  /** Infers a body (branch, loop body, function) for these inputs and gives the facts of its outputs. */
  body(label: string, inputs: readonly (Fact | undefined)[]): readonly (Fact | undefined)[];
  /** False when a node of the body, as last inferred, contradicts its definition: such a body cannot run. */
  fits(label: string): boolean;
  /** Tells how often a body runs per execution of the node; undefined when only run time knows. */
  trips(label: string, count: number | undefined): void;
}

/** A call whose outputs are inferred: what cost rules see. */
export interface Work extends Call {
  readonly outputs: readonly (Fact | undefined)[];
  outputShape(index: number): Shape | undefined;
  /** Elements of output `index`; undefined when its shape is not fully known. */
  outputCountOf(index: number): number | undefined;
  /** Elements of input `index`. */
  inputCountOf(index: number): number | undefined;
}

/** Bytes moved besides weights; undefined where unknown. */
export interface Traffic {
  /** Bytes read per input (same order as the inputs); an input not listed is read once, wholly. */
  readonly read?: readonly (number | undefined)[];
  readonly write?: number | undefined;
}

/** What a sliding-window operator does, for algorithms, regressions and the inspector. Sizes in elements. */
export interface Window {
  readonly kind: "conv" | "conv-transpose" | "pool";
  readonly batch: number;
  readonly inputChannels: number;
  readonly outputChannels: number;
  readonly groups: number;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Begin pads for every axis, then end pads, as ONNX writes them. */
  readonly pads: readonly number[];
}

/** The matrix product behind an operator: `batch` times [m, k] · [k, n]; batch · m · n · k are its MACs. */
export interface Product {
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** Families that views colour and predictors distinguish. */
export type OpKind =
  | "conv"
  | "matmul"
  | "normalization"
  | "activation"
  | "pool"
  | "elementwise"
  | "reduce"
  | "move"
  | "control"
  | "other";

export interface Op {
  /** Facts of the outputs, in order; a missing one is unknown. */
  readonly infer: (call: Call) => readonly (Fact | undefined)[];
  readonly kind: OpKind;
  /** Multiply-accumulates of convolution and matrix products, without bias. */
  readonly macs?: (work: Work) => number | undefined;
  /** Floating-point operations besides the two of each MAC. */
  readonly flops?: (work: Work) => number | undefined;
  /** "view": nothing moves (Reshape). Otherwise bytes that differ from reading and writing everything once. */
  readonly traffic?: "view" | ((work: Work) => Traffic);
  readonly window?: (work: Work) => Window | undefined;
  /** Undefined where a size is open. An operator that makes several products of its own has none to tell. */
  readonly product?: (work: Work) => Product | undefined;
  /** True for operators whose outputs differ from run to run (random numbers): never folded as constants. */
  readonly random?: true;
}

/** A group of entries of one family, by operator name. */
export type Ops = Readonly<Record<string, Op>>;
