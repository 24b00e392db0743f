/**
 * An ONNX file as plain objects. Weight payloads are not in it: a tensor says where its data lie, and only small
 * numeric tensors (shapes, axes, scales) carry their values. Field names follow onnx.proto; absent fields are undefined.
 */
import type { DType } from "../base/dtype.ts";
import type { ModelProblem } from "../base/problem.ts";

export interface Model {
  readonly irVersion: number | undefined;
  /** Domain → version; the default domain is "ai.onnx". */
  readonly opsets: Readonly<Record<string, number>>;
  readonly producerName: string;
  readonly producerVersion: string;
  readonly graph: GraphDef;
  readonly functions: readonly FunctionDef[];
  /** Small flaws met while reading. */
  readonly problems: readonly ModelProblem[];
}

export interface GraphDef {
  readonly name: string;
  readonly nodes: readonly NodeDef[];
  readonly initializers: readonly TensorDef[];
  readonly inputs: readonly ValueDef[];
  readonly outputs: readonly ValueDef[];
  readonly valueInfo: readonly ValueDef[];
}

export interface NodeDef {
  readonly name: string;
  readonly op: string;
  /** "ai.onnx" for the default domain. */
  readonly domain: string;
  readonly overload: string;
  /** "" marks an omitted optional input or output. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A model-local function (IR 8 and later). */
export interface FunctionDef {
  readonly name: string;
  readonly domain: string;
  readonly overload: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Names of attributes without default. */
  readonly attributes: readonly string[];
  /** Attributes with a default (IR 9 and later). */
  readonly defaults: Readonly<Record<string, Attribute>>;
  readonly opsets: Readonly<Record<string, number>>;
  readonly nodes: readonly NodeDef[];
  readonly valueInfo: readonly ValueDef[];
}

export type Attribute =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "tensor"; readonly value: TensorDef }
  | { readonly kind: "graph"; readonly value: GraphDef }
  | { readonly kind: "type"; readonly value: TypeDef }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "floats"; readonly value: readonly number[] }
  | { readonly kind: "strings"; readonly value: readonly string[] }
  | { readonly kind: "tensors"; readonly value: readonly TensorDef[] }
  | { readonly kind: "graphs"; readonly value: readonly GraphDef[] }
  | { readonly kind: "types"; readonly value: readonly TypeDef[] }
  /** Inside a function: stands for the attribute `value` of the calling node. */
  | { readonly kind: "reference"; readonly value: string };

export interface TensorDef {
  readonly name: string;
  /** Undefined when the file gives a type code that ONNX does not define. */
  readonly dtype: DType | undefined;
  /** Empty for a scalar. Negative or absurd sizes in a file are kept out by the reader (a problem is noted). */
  readonly dims: readonly number[];
  readonly data: TensorData;
  /** For a sparse initializer: how many elements are stored. `dims` is the dense shape. */
  readonly stored?: number;
}

export type TensorData =
  /** Decoded because small. int64 beyond 2^53 loses its last bits, which shapes never need. bool is 0 or 1. */
  | { readonly kind: "values"; readonly values: readonly number[] }
  | { readonly kind: "strings"; readonly values: readonly string[] }
  /** In this file at [offset, offset + length). */
  | { readonly kind: "stored"; readonly offset: number; readonly length: number }
  /** In another file, by the name the model gives. */
  | { readonly kind: "external"; readonly location: string; readonly offset: number; readonly length?: number }
  /** The file has dims but no data (stripped weights). */
  | { readonly kind: "absent" };

export interface ValueDef {
  readonly name: string;
  readonly type: TypeDef | undefined;
}

export type TypeDef =
  | {
      readonly kind: "tensor";
      readonly dtype: DType | undefined;
      /** Undefined: rank unknown. */
      readonly shape: readonly DimDef[] | undefined;
      readonly sparse?: true;
    }
  | { readonly kind: "sequence"; readonly element: TypeDef | undefined }
  | { readonly kind: "optional"; readonly element: TypeDef | undefined }
  | { readonly kind: "map"; readonly key: DType | undefined; readonly value: TypeDef | undefined };

/** A size, a symbol's name, or undefined when the file leaves the size open. */
export type DimDef = number | string | undefined;

/** Tensors with at most this many elements are decoded: enough for shapes, axes, scales, small lookup tables. */
export const smallTensorElements = 4096;
