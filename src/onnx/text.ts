/**
 * Protobuf's text form (.onnxtxt, .prototxt, .pbtxt) → the binary form, which is then read like any file. Places of
 * weights are therefore places in the binary form. Grammar: https://protobuf.dev/reference/protobuf/textformat-spec/
 */
import { ProblemError } from "../base/problem.ts";
import { maximumDepth } from "./compact.ts";
import {
  closeMessage,
  openMessage,
  type Output,
  outputOf,
  utf8Of,
  writeBlob,
  writeBytes,
  writeDouble,
  writeFloat,
  writeTag,
  writeVarint64,
  writtenBytes,
} from "./output.ts";
import { type Field, isScalar, messageOf, type MessageType } from "./schema.ts";
import { wireVarint } from "./wire.ts";

/** Text is read whole, and no weights of a large model are ever written as text. */
export const maximumTextFile = 1 << 26;

const firstFields =
  /^(?:\s|#[^\n]*\n)*(?:ir_version|opset_import|producer_name|producer_version|domain|model_version|doc_string|graph|metadata_props|functions)\s*[:{<]/;

/** Whether a file that begins so is a ModelProto in text form. */
export const isModelText = (head: string): boolean => firstFields.test(head);

/** The binary form of a ModelProto in text form. @throws ProblemError `malformed`, `too-deep` */
export function wireOfText(bytes: Uint8Array): Uint8Array {
  const parser: Parser = { bytes, index: 0, output: outputOf() };
  skipSpace(parser);
  while (parser.index < bytes.length) readField(parser, messageOf("Model"), 1);
  return writtenBytes(parser.output);
}

interface Parser {
  readonly bytes: Uint8Array;
  index: number;
  readonly output: Output;
}

function fail(parser: Parser, detail: string): never {
  if (parser.index >= parser.bytes.length) {
    throw new ProblemError({ code: "truncated", byteOffset: parser.bytes.length, detail });
  }
  throw new ProblemError({ code: "malformed", byteOffset: parser.index, detail });
}

const peek = (parser: Parser): string => {
  const byte = parser.bytes[parser.index];
  return byte === undefined ? "" : String.fromCharCode(byte);
};

function skipSpace(parser: Parser): void {
  const { bytes } = parser;
  for (;;) {
    const byte = bytes[parser.index];
    if (byte === 0x20 || (byte !== undefined && byte >= 0x09 && byte <= 0x0d)) parser.index += 1;
    else if (byte === hash) {
      const end = bytes.indexOf(newline, parser.index);
      parser.index = end === -1 ? bytes.length : end;
    } else return;
  }
}

const hash = 0x23;
const newline = 0x0a;

/** Takes one of these characters, if it comes next. */
function take(parser: Parser, characters: string): string {
  const character = peek(parser);
  if (character === "" || !characters.includes(character)) return "";
  parser.index += 1;
  skipSpace(parser);
  return character;
}

/** Names and numbers are made of these; anything else ends them. */
const isWord = Array.from({ length: 256 }, (_, byte) => /[\w.+-]/.test(String.fromCharCode(byte)));
const longestWord = 256;

function word(parser: Parser): string {
  const start = parser.index;
  while (isWord[parser.bytes[parser.index] ?? 0] === true && parser.index - start <= longestWord) parser.index += 1;
  const text = String.fromCharCode(...parser.bytes.subarray(start, parser.index));
  skipSpace(parser);
  return text === "" || text.length > longestWord ? fail(parser, "a name or a number is expected") : text;
}

function readField(parser: Parser, message: MessageType, depth: number): void {
  const name = word(parser);
  const field = message.fields.find((candidate) => candidate?.name === name);
  const hasColon = take(parser, ":") !== "";
  if (take(parser, "[") === "") readValue(parser, field, hasColon, depth);
  else if (take(parser, "]") === "") {
    do readValue(parser, field, true, depth);
    while (take(parser, ",") !== "");
    if (take(parser, "]") === "") fail(parser, "a list is not closed");
  }
  take(parser, ",;");
}

function readValue(parser: Parser, field: Field | undefined, hasColon: boolean, depth: number): void {
  const bracket = take(parser, "{<");
  if (bracket !== "") return readMessage(parser, field, bracket === "{" ? "}" : ">", depth);
  if (!hasColon) fail(parser, "a colon or a bracket is expected");
  const quote = peek(parser);
  if (quote === '"' || quote === "'") {
    const bytes = strings(parser);
    if (field !== undefined && (field.type === "string" || field.type === "bytes")) {
      writeBlob(parser.output, field.number, bytes);
    }
    return;
  }
  const start = parser.index;
  const minus = take(parser, "-");
  const text = minus + word(parser);
  if (field === undefined || !isScalar(field.type) || field.type === "string" || field.type === "bytes") return;
  if (!writeNumber(parser.output, field, text)) {
    parser.index = start;
    fail(parser, `${text.slice(0, 40)} is no value of ${field.name}`);
  }
}

function readMessage(parser: Parser, field: Field | undefined, closing: string, depth: number): void {
  if (depth >= maximumDepth) {
    throw new ProblemError({ code: "too-deep", byteOffset: parser.index, limit: maximumDepth });
  }
  const { output } = parser;
  const begin = output.length;
  const isKnown = field !== undefined && !isScalar(field.type);
  const mark = openMessage(output, isKnown ? field.number : 1);
  const type = isKnown && !isScalar(field.type) ? field.type : "Ignored";
  while (take(parser, closing) === "") {
    if (parser.index >= parser.bytes.length) fail(parser, "a message is not closed");
    readField(parser, messageOf(type), depth + 1);
  }
  if (isKnown) closeMessage(output, mark);
  else output.length = begin;
}

function writeNumber(output: Output, field: Field, text: string): boolean {
  if (field.type === "float" || field.type === "double") {
    const value = floatOf(text);
    if (value === undefined) return false;
    if (field.type === "float") writeFloat(output, field.number, value);
    else writeDouble(output, field.number, value);
    return true;
  }
  const value = integerOf(text, field);
  if (value === undefined) return false;
  const bits = BigInt.asUintN(64, value);
  writeTag(output, field.number, wireVarint);
  writeVarint64(output, Number(bits & 0xffff_ffffn), Number(bits >> 32n));
  return true;
}

function floatOf(text: string): number | undefined {
  const [, minus, rest = ""] = /^(-?)(.*)$/.exec(text.toLowerCase()) ?? [];
  const sign = minus === "-" ? -1 : 1;
  if (/^inf(inity)?f?$/.test(rest)) return sign * Infinity;
  if (rest === "nan" || rest === "nanf") return NaN;
  const isNumber = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?f?$/.test(rest);
  return isNumber ? sign * Number(rest.replace(/f$/, "")) : undefined;
}

function integerOf(text: string, field: Field): bigint | undefined {
  const [, minus, digits = ""] = /^(-?)(.*)$/.exec(text) ?? [];
  const sign = minus === "-" ? -1n : 1n;
  if (/^(0x[\da-f]{1,16}|[1-9]\d{0,19}|0)$/i.test(digits)) return sign * BigInt(digits);
  if (/^0[0-7]{1,22}$/.test(digits)) return sign * BigInt(`0o${digits.slice(1)}`);
  const code = minus === "" ? enumValues[field.name]?.[digits] : undefined;
  return code === undefined ? undefined : BigInt(code);
}

const numbered = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(names.map((name, index) => [name, index]));

/** TensorProto.DataType. */
const dataTypes = numbered(
  "UNDEFINED FLOAT UINT8 INT8 UINT16 INT16 INT32 INT64 STRING BOOL FLOAT16 DOUBLE UINT32 UINT64 COMPLEX64 COMPLEX128 BFLOAT16 FLOAT8E4M3FN FLOAT8E4M3FNUZ FLOAT8E5M2 FLOAT8E5M2FNUZ UINT4 INT4 FLOAT4E2M1 FLOAT8E8M0 UINT2 INT2".split(
    " ",
  ),
);

/** Names that stand for numbers, by field. */
const enumValues: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  data_type: dataTypes,
  elem_type: dataTypes,
  key_type: dataTypes,
  data_location: numbered(["DEFAULT", "EXTERNAL"]),
  type: numbered(
    "UNDEFINED FLOAT INT STRING TENSOR GRAPH FLOATS INTS STRINGS TENSORS GRAPHS SPARSE_TENSOR SPARSE_TENSORS TYPE_PROTO TYPE_PROTOS".split(
      " ",
    ),
  ),
};

/** Strings side by side are one. */
function strings(parser: Parser): Uint8Array {
  const text = outputOf(64);
  const { bytes } = parser;
  for (;;) {
    const quote = bytes[parser.index];
    if (quote !== doubleQuote && quote !== singleQuote) return writtenBytes(text);
    parser.index += 1;
    let start = parser.index;
    for (;;) {
      const byte = bytes[parser.index];
      if (byte === undefined || byte === newline) fail(parser, "a text is not closed");
      if (byte === quote || byte === backslash) {
        writeBytes(text, bytes.subarray(start, parser.index));
        if (byte === quote) break;
        writeBytes(text, escape(parser));
        start = parser.index;
      } else parser.index += 1;
    }
    parser.index += 1;
    skipSpace(parser);
  }
}

const doubleQuote = 0x22;
const singleQuote = 0x27;
const backslash = 0x5c;

const escapes: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

function escape(parser: Parser): Uint8Array {
  const ahead = String.fromCharCode(...parser.bytes.subarray(parser.index + 1, parser.index + 10));
  const [code = ""] = /^([0-7]{1,3}|[xX][\da-fA-F]{1,2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^])/.exec(ahead) ?? [];
  parser.index += 1 + code.length;
  if (/^[0-7]/.test(code)) return new Uint8Array([Number.parseInt(code, 8)]);
  if (/^x./i.test(code)) return new Uint8Array([Number.parseInt(code.slice(1), 16)]);
  if (!/^u./i.test(code)) return utf8Of(escapes[code] ?? code);
  const point = Number.parseInt(code.slice(1), 16);
  return point <= 0x10_ffff ? utf8Of(String.fromCodePoint(point)) : fail(parser, "no such character");
}
