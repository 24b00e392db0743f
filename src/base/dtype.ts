/**
 * Element types of tensors: TensorProto.DataType of ONNX IR 13 under numpy's names.
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.in.proto (enum DataType).
 */
const names = [
  undefined,
  "float32",
  "uint8",
  "int8",
  "uint16",
  "int16",
  "int32",
  "int64",
  "string",
  "bool",
  "float16",
  "float64",
  "uint32",
  "uint64",
  "complex64",
  "complex128",
  "bfloat16",
  "float8e4m3fn",
  "float8e4m3fnuz",
  "float8e5m2",
  "float8e5m2fnuz",
  "uint4",
  "int4",
  "float4e2m1",
  "float8e8m0",
  "uint2",
  "int2",
] as const;

export type DType = Exclude<(typeof names)[number], undefined>;

const bits: Readonly<Record<DType, number>> = {
  float32: 32,
  uint8: 8,
  int8: 8,
  uint16: 16,
  int16: 16,
  int32: 32,
  int64: 64,
  // A string tensor has no fixed width; 128 bits stand for a pointer and a length, as string views have.
  string: 128,
  bool: 8,
  float16: 16,
  float64: 64,
  uint32: 32,
  uint64: 64,
  complex64: 64,
  complex128: 128,
  bfloat16: 16,
  float8e4m3fn: 8,
  float8e4m3fnuz: 8,
  float8e5m2: 8,
  float8e5m2fnuz: 8,
  uint4: 4,
  int4: 4,
  float4e2m1: 4,
  float8e8m0: 8,
  uint2: 2,
  int2: 2,
};

/** The element type with this TensorProto.DataType code; undefined for 0 and for codes that ONNX does not define. */
export const dtypeOfCode = (code: number): DType | undefined => names[code];

/** The TensorProto.DataType code of an element type. */
export const codeOfDType = (dtype: DType): number => names.indexOf(dtype);

/** Is a text the name of an element type? */
export const isDType = (name: unknown): name is DType => names.some((one) => one !== undefined && one === name);

/** Width of one element in bits; 4-bit and 2-bit types are packed. */
export const bitsOf = (dtype: DType): number => bits[dtype];

/** Bytes of `count` elements, sub-byte types packed and rounded up to a whole byte. */
export const bytesOf = (dtype: DType, count: number): number => Math.ceil((count * bits[dtype]) / 8);

export const isInteger = (dtype: DType): boolean => /^(u?int|bool)/.test(dtype);
export const isFloat = (dtype: DType): boolean => /^b?float/.test(dtype);
