/** What a node costs, as plain data that crosses worker borders. */
import type { DType } from "../base/dtype.ts";
import type { Bytes, Flops, Intensity, Macs } from "../base/units.ts";
import type { OpKind, Product, Window } from "../ops/op.ts";

export type { OpKind, Product, Window } from "../ops/op.ts";

export interface TensorInfo {
  readonly name: string;
  /** Undefined: element type unknown, or not a tensor (see `type`). */
  readonly dtype: DType | undefined;
  /** Undefined: rank unknown; an undefined entry: that size unknown. */
  readonly shape: readonly (number | undefined)[] | undefined;
  /** People's form: "float32[1, 64, N]", "sequence of float32[?]". */
  readonly type: string;
}

/** What a node reads: each distinct input once. */
export interface Operand {
  readonly name: string;
  /** Depends on no input of the model: a weight, or computed from weights alone. */
  readonly constant: boolean;
  readonly dtype: DType | undefined;
  readonly shape: TensorInfo["shape"];
  /** Bytes the node moves of it, which may be less than its size; undefined when unknown. */
  readonly bytes: Bytes | undefined;
}

export interface NodeCost {
  readonly id: string;
  readonly name: string;
  readonly op: string;
  readonly domain: string;
  readonly kind: OpKind;
  readonly inputs: readonly string[];
  readonly outputs: readonly TensorInfo[];
  /** Undefined where a size it depends on is unknown; 0 where there is none. */
  readonly macs: Macs | undefined;
  /** All arithmetic: 2 · MACs + the rest. */
  readonly flops: Flops | undefined;
  /** Elements of the constant tensors (rank 1 and above) the node reads. */
  readonly params: number | undefined;
  /** Traffic is weightBytes + readBytes + writeBytes: constants, activations read, outputs written, each once. */
  readonly weightBytes: Bytes | undefined;
  readonly readBytes: Bytes | undefined;
  readonly writeBytes: Bytes | undefined;
  readonly intensity: Intensity | undefined;
  /** Whose bytes `weightBytes` and `readBytes` are; absent for nodes that were not made from a graph. */
  readonly operands?: readonly Operand[];
  /** Why a value is unknown, or what was assumed; "" when there is nothing to say. */
  readonly note: string;
  /** Computed once (from weights or shapes alone): costs nothing per inference and is folded out of the view. */
  readonly folded: boolean;
  /** Id of the node whose body holds this one. */
  readonly parent: string | undefined;
  /** Executions per inference (0: a branch not taken; above 1: a loop body); undefined when only run time knows. */
  readonly times: number | undefined;
  readonly window: Window | undefined;
  /** The one matrix product that the node is; undefined for other nodes and where a size is open. */
  readonly product: Product | undefined;
  /** For people: attributes as text. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A value flowing from one node to another, by position in the node list. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  /** Bytes of the value; undefined when unknown. */
  readonly bytes: Bytes | undefined;
}

export interface Totals {
  readonly nodes: number;
  /** Nodes whose FLOPs and traffic are both known. */
  readonly coveredNodes: number;
  /** Sums over what is known, weighted with how often each node runs. */
  readonly macs: Macs;
  readonly flops: Flops;
  /** Elements of distinct constant tensors. */
  readonly params: number;
  readonly weightBytes: Bytes;
  readonly readBytes: Bytes;
  readonly writeBytes: Bytes;
  /** Most activation bytes alive at once in execution order; undefined when a size is unknown. */
  readonly peakActivationBytes: Bytes | undefined;
  /** The same where outputs of element-wise nodes take over the memory of inputs that nobody reads later. */
  readonly inPlacePeakBytes: Bytes | undefined;
}

/** weightBytes + readBytes + writeBytes of a node, in bytes; undefined when one is unknown. */
export function trafficOf(node: Pick<NodeCost, "weightBytes" | "readBytes" | "writeBytes">): Bytes | undefined {
  const { weightBytes, readBytes, writeBytes } = node;
  return weightBytes === undefined || readBytes === undefined || writeBytes === undefined
    ? undefined
    : weightBytes + readBytes + writeBytes;
}
