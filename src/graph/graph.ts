/** The graph Ridgepoint works on: nodes in execution order, functions expanded, every node with an id of its own. */
import type { Attribute, TensorDef, TypeDef } from "../onnx/model.ts";

export interface Graph {
  readonly name: string;
  /** Values given at run time, in the file's order; an input with an initializer is a constant, not an input. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** In execution order: each node after all it needs. */
  readonly nodes: readonly Node[];
  readonly constants: ReadonlyMap<string, TensorDef>;
  /** Types the file declares for values (inputs, outputs, value_info): evidence, not truth. */
  readonly declared: ReadonlyMap<string, TypeDef>;
}

export interface Node {
  /** Unique in the model; nested nodes are `parent/label/child`, e.g. `If_3/then/Conv_1`. */
  readonly id: string;
  /** The file's own name, possibly empty. */
  readonly name: string;
  readonly op: string;
  /** "ai.onnx" for the default domain. */
  readonly domain: string;
  /** Operator-set version of the domain that this node was written for. */
  readonly version: number;
  /** "" marks an omitted optional. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly bodies: readonly Body[];
}

/** A graph a node holds: a branch of If, the body of Loop or Scan, an expanded function. */
export interface Body {
  /** "then", "else", "body", another attribute's name, or "function". */
  readonly label: string;
  readonly graph: Graph;
}

/** The body of an expanded function: its children's ids have no label, and it sees nothing but its inputs. */
export const functionLabel = "function";
