import { expect, test } from "vitest";
import { utf8Of } from "./output.ts";
import { sniff } from "./sniff.ts";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

test.each([
  ["html", "\n<!DOCTYPE html><html lang=en>"],
  ["html", "<html><head><title>404</title>"],
  ["lfs-pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:f00\nsize 26454\n"],
  ["zip", "PK\x03\x04\x14\0\0\0\x08\0model.onnx"],
  ["pytorch", "PK\x03\x04\0\0\x08\x08\0\0archive/data.pkl"],
  ["pytorch", "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."],
  ["gzip", "\x1f\x8b\x08\0\0\0\0\0"],
  ["appledouble", "\0\x05\x16\x07\0\x02\0\0Mac OS X        "],
  ["ort", "\x14\0\0\0ORTM\x0c\0\x10\0"],
  ["tflite", "\x1c\0\0\0TFL3\x14\0 \0"],
  ["hdf5", "\x89HDF\r\n\x1a\n\0\0\0\0"],
  ["json", '{"graph": {"node": []}}'],
  ["text", "this is not a valid onnx model"],
  ["image", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"],
  ["image", "\xff\xd8\xff\xe0\0\x10JFIF"],
  ["tensorflow", "\x08\x01\x12\xf0\x1f\x0a\x20\x12\x05serve\x2a\x062.11.0"],
  ["tensorflow", "\x0a\x30\x0a\x05input\x12\x0bPlaceholder\x2a\x0b"],
] as const)("%s", (lookalike, head) => {
  expect(sniff(latin(head))).toBe(lookalike);
});

test("text in any language is text", () => {
  expect(sniff(utf8Of("Это не модель. 不是模型。"))).toBe("text");
});

test("the beginning of an ONNX file is nothing else", () => {
  expect(sniff(latin("\x08\x08\x12\x07pytorch\x1a\x062.11.0:\xf3\x02\x0a\x30"))).toBeUndefined();
});
