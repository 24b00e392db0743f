import { expect, test } from "vitest";
import type { DType } from "../base/dtype.ts";
import { rawBytesOf, valuesOf } from "./tensor-data.ts";

const raw = (dtype: DType, count: number, ...bytes: number[]) =>
  valuesOf(dtype, count, { list: "raw", bytes: new Uint8Array(bytes) });

test.each<[DType, number, number[], number[]]>([
  ["float32", 1, [0, 0, 0xc0, 0x3f], [1.5]],
  ["float64", 1, [0, 0, 0, 0, 0, 0, 0xf8, 0xbf], [-1.5]],
  // 0x3c00 is 1, 0x7bff the largest, 0x0001 the smallest, 0xfc00 minus infinity.
  ["float16", 4, [0, 0x3c, 0xff, 0x7b, 1, 0, 0, 0xfc], [1, 65504, 2 ** -24, -Infinity]],
  ["bfloat16", 2, [0x80, 0x3f, 0, 0xc0], [1, -2]],
  ["int64", 2, [255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 1, 0, 0, 0], [-1, 2 ** 32]],
  ["uint64", 1, [255, 255, 255, 255, 255, 255, 31, 0], [2 ** 53 - 1]],
  ["int8", 2, [0x80, 0x7f], [-128, 127]],
  ["bool", 3, [0, 1, 2], [0, 1, 1]],
  // Low half first; three elements take two bytes.
  ["int4", 3, [0xf7, 0x08], [7, -1, -8]],
  ["uint4", 3, [0xf7, 0x08], [7, 15, 8]],
  // 0b11_10_01_00 from the right.
  ["uint2", 4, [0b11_10_01_00], [0, 1, 2, 3]],
  ["int2", 4, [0b11_10_01_00], [0, 1, -2, -1]],
  // S.EEEE.MMM: 0x38 is 1, 0x7e the largest (448), 0x7f NaN, 0x01 is 2^-9.
  ["float8e4m3fn", 4, [0x38, 0x7e, 0x7f, 0x01], [1, 448, NaN, 2 ** -9]],
  // The same with bias 8; 0x80 is NaN, so there is no minus zero.
  ["float8e4m3fnuz", 3, [0x38, 0x7f, 0x80], [0.5, 240, NaN]],
  ["float8e5m2", 3, [0x3c, 0x7b, 0xfc], [1, 57344, -Infinity]],
  ["float8e5m2fnuz", 3, [0x40, 0x7f, 0x80], [1, 57344, NaN]],
  ["float8e8m0", 3, [127, 0, 255], [1, 2 ** -127, NaN]],
  // Nibbles 0 … 7: 0, 0.5, 1, 1.5, 2, 3, 4, 6.
  ["float4e2m1", 8, [0x10, 0x32, 0x54, 0x76], [0, 0.5, 1, 1.5, 2, 3, 4, 6]],
])("%s from raw bytes, and back", (dtype, count, bytes, values) => {
  expect(raw(dtype, count, ...bytes)).toEqual(values);
  if (dtype === "bool") return;
  expect([...rawBytesOf(dtype, values)]).toEqual(bytes);
});

test("int32_data holds the bits of narrow types: 15360 is the float16 1", () => {
  expect(valuesOf("float16", 2, { list: "int32", numbers: [15360, 0xc000] })).toEqual([1, -2]);
  expect(valuesOf("bfloat16", 1, { list: "int32", numbers: [0x3f80] })).toEqual([1]);
  expect(valuesOf("int8", 2, { list: "int32", numbers: [-3, 253] })).toEqual([-3, -3]);
  expect(valuesOf("int4", 3, { list: "int32", numbers: [0xf7, 0x08] })).toEqual([7, -1, -8]);
  expect(valuesOf("float8e4m3fn", 1, { list: "int32", numbers: [0x38] })).toEqual([1]);
  expect(valuesOf("int32", 1, { list: "int32", numbers: [-7] })).toEqual([-7]);
});

test("a wrong number of elements is nothing", () => {
  expect(raw("float32", 2, 0, 0, 0, 0)).toBeUndefined();
  expect(raw("int4", 1, 0, 0)).toBeUndefined();
  expect(valuesOf("int64", 2, { list: "int64", numbers: [1] })).toBeUndefined();
  expect(valuesOf("uint4", 4, { list: "int32", numbers: [1] })).toBeUndefined();
});

test("a value between two becomes the nearest", () => {
  expect(valuesOf("float4e2m1", 3, { list: "raw", bytes: rawBytesOf("float4e2m1", [2.4, 100, -0.6]) })).toEqual([
    2, 6, -0.5,
  ]);
});
