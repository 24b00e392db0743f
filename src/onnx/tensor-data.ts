/** Elements of tensors as numbers: from raw bytes and from the typed lists of TensorProto, and to raw bytes. */
import { bitsOf, bytesOf, type DType } from "../base/dtype.ts";

/** How a file holds elements: raw little-endian bytes, or one of TensorProto's typed lists. */
export type Encoded =
  | { readonly list: "raw"; readonly bytes: Uint8Array }
  | { readonly list: "float" | "double" | "int32" | "int64" | "uint64"; readonly numbers: readonly number[] };

/**
 * The elements of a tensor. Undefined when there are not exactly `count` of them, or for types that are not one number
 * an element (string, complex).
 */
export function valuesOf(dtype: DType, count: number, encoded: Encoded): readonly number[] | undefined {
  const decode = decoders[dtype];
  if (decode === undefined) return undefined;
  if (encoded.list === "raw") {
    return encoded.bytes.length === bytesOf(dtype, count) ? elements(decode, dtype, count, encoded.bytes) : undefined;
  }
  if (encoded.list !== "int32") return encoded.numbers.length === count ? encoded.numbers : undefined;
  const bytes = narrowed(dtype, encoded.numbers);
  return bytes.length === bytesOf(dtype, count) ? elements(decode, dtype, count, bytes) : undefined;
}

/** int32_data has the bits of narrower types, two halves or four quarters of a byte together. */
function narrowed(dtype: DType, numbers: readonly number[]): Uint8Array {
  const width = Math.max(1, bitsOf(dtype) / 8);
  const bytes = new Uint8Array(numbers.length * width);
  const view = new DataView(bytes.buffer);
  for (const [index, number] of numbers.entries()) {
    if (width === 1) view.setInt8(index, number);
    else if (width === 2) view.setInt16(index * 2, number, true);
    else view.setInt32(index * width, number, true);
  }
  return bytes;
}

type Decode = (view: DataView, index: number) => number;

function elements(decode: Decode, dtype: DType, count: number, bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values = Array.from<number>({ length: count });
  for (let index = 0; index < count; index += 1) values[index] = decode(view, index);
  return dtype === "bool" ? values.map((value) => (value === 0 ? 0 : 1)) : values;
}

/** Sign, exponent and fraction bits to a number. IEEE types keep the top exponent for infinity and NaN. */
function small(bits: number, exponentBits: number, fractionBits: number, bias: number, ieee: boolean): number {
  const sign = bits >>> (exponentBits + fractionBits) === 0 ? 1 : -1;
  const exponent = (bits >>> fractionBits) & (2 ** exponentBits - 1);
  const fraction = (bits & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  if (ieee && exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** (1 - bias) : sign * (1 + fraction) * 2 ** (exponent - bias);
}

/** An element of 2 or 4 bits; the first one is in the lowest bits. */
function packed(view: DataView, index: number, bits: 2 | 4): number {
  const perByte = 8 / bits;
  return (view.getUint8(Math.floor(index / perByte)) >>> ((index % perByte) * bits)) & (2 ** bits - 1);
}

const asSigned = (value: number, bits: 2 | 4): number => (value >= 2 ** (bits - 1) ? value - 2 ** bits : value);

// Layouts and NaN codes of the 8-bit types: https://onnx.ai/onnx/technical/float8.html, arXiv 2209.05433, 2206.02915.
const decoders: Readonly<Partial<Record<DType, Decode>>> = {
  float32: (view, index) => view.getFloat32(index * 4, true),
  float64: (view, index) => view.getFloat64(index * 8, true),
  float16: (view, index) => small(view.getUint16(index * 2, true), 5, 10, 15, true),
  bfloat16: (view, index) => small(view.getUint16(index * 2, true), 8, 7, 127, true),
  uint8: (view, index) => view.getUint8(index),
  bool: (view, index) => view.getUint8(index),
  int8: (view, index) => view.getInt8(index),
  uint16: (view, index) => view.getUint16(index * 2, true),
  int16: (view, index) => view.getInt16(index * 2, true),
  uint32: (view, index) => view.getUint32(index * 4, true),
  int32: (view, index) => view.getInt32(index * 4, true),
  uint64: (view, index) => view.getUint32(index * 8 + 4, true) * 2 ** 32 + view.getUint32(index * 8, true),
  int64: (view, index) => view.getInt32(index * 8 + 4, true) * 2 ** 32 + view.getUint32(index * 8, true),
  float8e4m3fn: (view, index) => {
    const bits = view.getUint8(index);
    return (bits & 0x7f) === 0x7f ? NaN : small(bits, 4, 3, 7, false);
  },
  float8e4m3fnuz: (view, index) => {
    const bits = view.getUint8(index);
    return bits === 0x80 ? NaN : small(bits, 4, 3, 8, false);
  },
  float8e5m2: (view, index) => small(view.getUint8(index), 5, 2, 15, true),
  float8e5m2fnuz: (view, index) => {
    const bits = view.getUint8(index);
    return bits === 0x80 ? NaN : small(bits, 5, 2, 16, false);
  },
  float8e8m0: (view, index) => {
    const bits = view.getUint8(index);
    return bits === 0xff ? NaN : 2 ** (bits - 127);
  },
  float4e2m1: (view, index) => small(packed(view, index, 4), 2, 1, 1, false),
  uint4: (view, index) => packed(view, index, 4),
  int4: (view, index) => asSigned(packed(view, index, 4), 4),
  uint2: (view, index) => packed(view, index, 2),
  int2: (view, index) => asSigned(packed(view, index, 2), 2),
};

type Encode = (view: DataView, index: number, value: number) => void;

const encoders: Readonly<Partial<Record<DType, Encode>>> = {
  float32: (view, index, value) => view.setFloat32(index * 4, value, true),
  float64: (view, index, value) => view.setFloat64(index * 8, value, true),
  uint8: (view, index, value) => view.setUint8(index, value),
  bool: (view, index, value) => view.setUint8(index, value === 0 ? 0 : 1),
  int8: (view, index, value) => view.setInt8(index, value),
  uint16: (view, index, value) => view.setUint16(index * 2, value, true),
  int16: (view, index, value) => view.setInt16(index * 2, value, true),
  uint32: (view, index, value) => view.setUint32(index * 4, value, true),
  int32: (view, index, value) => view.setInt32(index * 4, value, true),
  uint64: set64,
  int64: set64,
};

function set64(view: DataView, index: number, value: number): void {
  const high = Math.floor(value / 2 ** 32);
  view.setUint32(index * 8, value - high * 2 ** 32, true);
  view.setUint32(index * 8 + 4, high, true);
}

/** Elements as raw little-endian bytes; a value that the type lacks becomes the nearest it has. */
export function rawBytesOf(dtype: DType, values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(bytesOf(dtype, values.length));
  const view = new DataView(bytes.buffer);
  const encode = encoders[dtype];
  if (encode !== undefined) {
    for (const [index, value] of values.entries()) encode(view, index, value);
    return bytes;
  }
  const width = bitsOf(dtype);
  const table = codesOf(dtype);
  for (const [index, value] of values.entries()) {
    const code = nearestCode(table, value);
    if (width === 16) view.setUint16(index * 2, code, true);
    else {
      const perByte = 8 / width;
      const at = Math.floor(index / perByte);
      view.setUint8(at, view.getUint8(at) | (code << ((index % perByte) * width)));
    }
  }
  return bytes;
}

interface Code {
  readonly code: number;
  readonly value: number;
}

/** All values of a type of at most 16 bits, in rising order, NaN at the end. */
function codesOf(dtype: DType): readonly Code[] {
  const decode = decoders[dtype];
  const width = bitsOf(dtype);
  if (decode === undefined || width > 16) throw new Error(`${dtype} is not one number an element`);
  const bytes = new DataView(new ArrayBuffer(2));
  const codes = Array.from({ length: 2 ** width }, (_, code): Code => {
    bytes.setUint16(0, code, true);
    return { code, value: decode(bytes, 0) };
  });
  const [numbers, others] = [codes.filter((c) => !Number.isNaN(c.value)), codes.filter((c) => Number.isNaN(c.value))];
  return [...numbers.sort((a, b) => a.value - b.value || a.code - b.code), ...others];
}

function nearestCode(table: readonly Code[], value: number): number {
  const count = table.findLastIndex((entry) => !Number.isNaN(entry.value)) + 1;
  const last = table[Math.min(count, table.length - 1)]?.code ?? 0;
  if (Number.isNaN(value)) return last;
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((table[middle]?.value ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  const [below, above] = [table[low - 1], table[low]];
  if (below === undefined || (above !== undefined && above.value - value < value - below.value))
    return above?.code ?? last;
  return above?.value === value ? above.code : below.code;
}
