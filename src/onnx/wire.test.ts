import fc from "fast-check";
import { expect, test } from "vitest";
import { ProblemError } from "../base/problem.ts";
import { outputOf, utf8Of, writeVarint, writeVarint64, writtenBytes } from "./output.ts";
import { cursorOver, readLength, readVarint, signed64, textOf } from "./wire.ts";

const problemOf = (job: () => unknown) => {
  try {
    job();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  return undefined;
};

test("a varint has seven bits a byte, lowest first: 0xAC 0x02 is 300", () => {
  expect(readVarint(cursorOver(new Uint8Array([0xac, 0x02])), 2)).toBe(300);
});

test("negative numbers are ten bytes of two's complement", () => {
  const out = outputOf();
  writeVarint(out, -1);
  expect([...writtenBytes(out)]).toEqual([255, 255, 255, 255, 255, 255, 255, 255, 255, 1]);
  const cursor = cursorOver(writtenBytes(out));
  readVarint(cursor, 10);
  expect(signed64(cursor.low, cursor.high)).toBe(-1);
});

test("every 64-bit value is read as it was written", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
      const out = outputOf();
      writeVarint64(out, Number(value & 0xffff_ffffn), Number(value >> 32n));
      const cursor = cursorOver(writtenBytes(out));
      readVarint(cursor, out.length);
      expect((BigInt(cursor.high) << 32n) | BigInt(cursor.low)).toBe(value);
      expect(cursor.index).toBe(out.length);
    }),
  );
});

test("eleven bytes are no varint", () => {
  const bytes = new Uint8Array(11).fill(0x80);
  expect(problemOf(() => readVarint(cursorOver(bytes), 11))).toMatchObject({ code: "malformed", byteOffset: 0 });
});

test("a varint cut off by the file's end is truncated, by its message's end malformed", () => {
  const bytes = new Uint8Array([0x80, 0x80, 0x01]);
  expect(problemOf(() => readVarint(cursorOver(bytes.subarray(0, 2)), 2))).toMatchObject({
    code: "truncated",
    byteOffset: 2,
  });
  expect(problemOf(() => readVarint(cursorOver(bytes), 2))).toMatchObject({ code: "malformed", byteOffset: 0 });
});

test("a length of 2^63 is beyond any file", () => {
  const bytes = new Uint8Array([255, 255, 255, 255, 255, 255, 255, 255, 127, 1]);
  expect(problemOf(() => readLength(cursorOver(bytes), 10))).toMatchObject({ code: "truncated" });
});

test("UTF-8 both ways, for any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(textOf(utf8Of(text))).toBe(text);
    }),
  );
});

test.each([
  ["a byte that begins nothing", [0x61, 0xff, 0x62], "a\ufffdb"],
  ["an overlong slash", [0xc0, 0xaf], "\ufffd\ufffd"],
  ["a surrogate", [0xed, 0xa0, 0x80], "\ufffd\ufffd\ufffd"],
  ["a character cut off", [0xe2, 0x82], "\ufffd\ufffd"],
])("what is not UTF-8 is replaced: %s", (_, bytes, text) => {
  expect(textOf(new Uint8Array(bytes))).toBe(text);
});
