/**
 * Walks the wire of an ONNX file and copies what matters into a small one of the same format: known fields only, with
 * legal types and lengths, without documentation and without weight payloads. What is left is safe and quick to give to
 * onnx-proto. A tensor's payload leaves its place in the file behind, in TensorProto.segment, which no exporter uses.
 *
 * The walk is a loop over an own stack, because files come in slices and hostile ones nest without end.
 */
import { ProblemError } from "../base/problem.ts";
import {
  closeMessage,
  lengthBytes,
  openMessage,
  type Output,
  outputOf,
  writeBlob,
  writeBytes,
  writeTag,
  writeVarint64,
} from "./output.ts";
import { keepsPayload, notePayload, noPayload, type Payload, writePlace } from "./payload.ts";
import { type Field, isScalar, messageOf, type MessageType } from "./schema.ts";
import {
  type Cursor,
  malformed,
  maximumVarintBytes,
  positionOf,
  readLength,
  readVarint,
  signed64,
  wireBytes,
  wireFixed32,
  wireFixed64,
  wireVarint,
} from "./wire.ts";

/** Protobuf's own readers stop at 100, so no file that ONNX Runtime opens reaches this. */
export const maximumDepth = 200;
/** Longest text that is read. Some files keep a compiled network of hundreds of megabytes in a string attribute. */
const maximumText = 1 << 20;
/** Longest packed list of an attribute: 64 MB hold 16 million floats, and tree ensembles are said to reach that. */
const maximumList = 1 << 26;
/** What the decoded objects may take, by rough estimate; files of 100,000 nodes stay below a third. */
const memoryLimit = 1e9;
const messageMemory = 300;
const textMemory = 64;
/** onnx-proto gives 64-bit integers as objects in Node. */
const numberMemory = 48;
/** A message that comes in pieces makes bytes move, so a file may not ask for it without end. */
const maximumPieces = 100;

interface Frame {
  readonly message: MessageType;
  /** The parent's field that holds this message. */
  readonly field: Field | undefined;
  /** Position in the file where it ends. */
  readonly end: number;
  /** Where its tag and its length stand in the output. */
  readonly begin: number;
  readonly mark: number;
  /** Singular messages met so far. */
  readonly children: Child[];
  readonly payload: Payload | undefined;
}

/** A singular message in the output, at places counted from its parent's mark, so that it can be moved. */
interface Child {
  readonly field: Field;
  readonly children: Child[];
  readonly payload: Payload | undefined;
  begin: number;
  mark: number;
  end: number;
}

/** A message that onnx-proto does not know where it stands, as bytes of its own. */
export interface Aside {
  readonly field: Field;
  readonly bytes: Uint8Array;
}

export interface Walker {
  readonly cursor: Cursor;
  readonly output: Output;
  readonly frames: Frame[];
  /** For each function of the model, in order, what was set aside. */
  readonly functions: Aside[][];
  /** Bytes of text that were too long to keep. */
  readonly longTexts: number[];
  /** Fields of the outermost message that ModelProto has, and others. */
  known: number;
  unknown: number;
  hasGraph: boolean;
  memory: number;
  /** Messages that went on after they had ended. */
  pieces: number;
}

export function walkerOver(cursor: Cursor): Walker {
  const root: Frame = {
    message: messageOf("Model"),
    field: undefined,
    end: cursor.fileSize,
    begin: 0,
    mark: 0,
    children: [],
    payload: undefined,
  };
  return {
    cursor,
    output: outputOf(Math.min(1 << 16, cursor.fileSize + lengthBytes), 1 << 29),
    frames: [root],
    functions: [],
    longTexts: [],
    known: 0,
    unknown: 0,
    hasGraph: false,
    memory: 0,
    pieces: 0,
  };
}

/**
 * Walks on as far as the cursor's bytes reach. Gives how many bytes must be at the cursor's position to go on; 0 at the
 * end of the file.
 * @throws ProblemError `malformed`, `truncated`, `too-deep` or `too-large`.
 */
export function advance(walker: Walker): number {
  for (;;) {
    const frame = walker.frames.at(-1);
    if (frame === undefined) return 0;
    if (positionOf(walker.cursor) >= frame.end) {
      walker.frames.pop();
      leave(walker, frame);
    } else {
      const needed = readField(walker, frame);
      if (needed > 0) return needed;
    }
  }
}

function readField(walker: Walker, frame: Frame): number {
  const { cursor } = walker;
  const start = cursor.index;
  const header = Math.min(2 * maximumVarintBytes, frame.end - positionOf(cursor));
  if (cursor.bytes.length - start < header) return header;
  const tag = readVarint(cursor, frame.end);
  const number = Math.floor(tag / 8);
  const wireType = tag % 8;
  if (number === 0 || tag >= 2 ** 32) malformed(cursor, `${number} is not a field number`, cursor.base + start);
  const field = frame.message.fields[number];
  const fits = field !== undefined && wireTypesOf(field).includes(wireType);
  const isTop = walker.frames.length === 1;
  const needed = readValue(walker, frame, fits ? field : undefined, wireType, start);
  if (needed > 0) {
    // The field is read again from its tag once its bytes are there.
    const consumed = cursor.index - start;
    cursor.index = start;
    return consumed + needed;
  }
  if (isTop && fits) walker.known += 1;
  if (isTop && !fits) walker.unknown += 1;
  if (isTop && field?.name === "graph") walker.hasGraph ||= fits;
  return 0;
}

const wireTypes: Readonly<Record<string, readonly [one: readonly number[], many: readonly number[]]>> = {
  int32: [[wireVarint], [wireVarint, wireBytes]],
  int64: [[wireVarint], [wireVarint, wireBytes]],
  uint64: [[wireVarint], [wireVarint, wireBytes]],
  float: [[wireFixed32], [wireFixed32, wireBytes]],
  double: [[wireFixed64], [wireFixed64, wireBytes]],
};
const lengthDelimited = [wireBytes] as const;

/** Repeated numbers come one by one or packed into bytes; readers must take both. */
const wireTypesOf = (field: Field): readonly number[] =>
  wireTypes[field.type]?.[field.repeated ? 1 : 0] ?? lengthDelimited;

/** Gives how many more bytes it needs at the cursor, or 0 when it has passed the value. */
function readValue(walker: Walker, frame: Frame, field: Field | undefined, wireType: number, start: number): number {
  const { cursor } = walker;
  switch (wireType) {
    case wireVarint:
      readVarint(cursor, frame.end);
      if (field !== undefined && field.use !== "drop") keepVarint(walker, frame, field, start);
      return 0;
    case wireFixed32:
    case wireFixed64: {
      const width = wireType === wireFixed32 ? 4 : 8;
      if (positionOf(cursor) + width > frame.end) return cutNumber(walker, frame);
      if (field !== undefined && field.use !== "drop") keepFixed(walker, frame, field, start, width);
      cursor.index += width;
      return 0;
    }
    case wireBytes: {
      const length = readLength(cursor, frame.end);
      return readDelimited(walker, frame, field, length, start);
    }
    default:
      return malformed(cursor, `wire type ${wireType} does not occur in ONNX`, cursor.base + start);
  }
}

function cutNumber(walker: Walker, frame: Frame): never {
  if (frame.end < walker.cursor.fileSize) malformed(walker.cursor, "a number runs past the end of its message");
  throw new ProblemError({
    code: "truncated",
    byteOffset: walker.cursor.fileSize,
    detail: "in the middle of a number",
  });
}

function readDelimited(walker: Walker, frame: Frame, field: Field | undefined, length: number, start: number): number {
  const { cursor } = walker;
  const isMessage = field !== undefined && field.use !== "drop" && !isScalar(field.type);
  if (isMessage) {
    enter(walker, field, start, positionOf(cursor) + length);
    return 0;
  }
  if (field?.use === "data") {
    if (!readPayload(walker, frame, field, start, length)) return length;
  } else if (field !== undefined && field.use !== "drop" && isShort(walker, field, length)) {
    if (cursor.bytes.length - cursor.index < length) return length;
    keepDelimited(walker, frame, field, length);
  }
  cursor.index += length;
  return 0;
}

/** Very long texts are left out, and noted; a very long list means that its operator cannot be understood. */
function isShort(walker: Walker, field: Field, length: number): boolean {
  const isText = field.type === "string" || field.type === "bytes";
  if (length <= (isText ? maximumText : maximumList)) return true;
  if (!isText) throw new ProblemError({ code: "too-large", detail: `a list in it takes ${length} bytes` });
  walker.longTexts.push(length);
  return false;
}

/** Raw data, packed numbers or one string of a tensor. False when its bytes are wanted but not here yet. */
function readPayload(walker: Walker, frame: Frame, field: Field, start: number, length: number): boolean {
  const { cursor } = walker;
  const isKept = keepsPayload(frame.payload, field, length);
  if (isKept && cursor.bytes.length - cursor.index < length) return false;
  const begin = field.name === "string_data" ? start : cursor.index;
  notePayload(frame.payload, field, cursor.base + begin, positionOf(cursor) + length);
  if (isKept) keepDelimited(walker, frame, field, length);
  return true;
}

const carriedBy = (field: Field): number => (typeof field.use === "number" ? field.use : field.number);

function keepDelimited(walker: Walker, frame: Frame, field: Field, length: number): void {
  const { cursor, output } = walker;
  const bytes = cursor.bytes.subarray(cursor.index, cursor.index + length);
  if (field.type === "string" || field.type === "bytes") {
    spend(walker, textMemory + length);
    writeBlob(output, carriedBy(field), bytes);
  } else if (field.type === "float" || field.type === "double") {
    if (length % (field.type === "float" ? 4 : 8) !== 0) malformed(cursor, `${length} bytes of ${field.type}s`);
    spend(walker, length * 4);
    writeBlob(output, carriedBy(field), bytes);
  } else keepPackedVarints(walker, frame, field, length);
}

/** Varints are written anew in their shortest form, because protobufjs misreads some that are longer than needed. */
function keepPackedVarints(walker: Walker, frame: Frame, field: Field, length: number): void {
  const { cursor, output } = walker;
  const start = cursor.index;
  const end = positionOf(cursor) + length;
  const mark = openMessage(output, carriedBy(field));
  while (positionOf(cursor) < end) {
    readVarint(cursor, end);
    keepNumber(walker, frame, field);
  }
  closeMessage(output, mark);
  cursor.index = start;
}

function keepVarint(walker: Walker, frame: Frame, field: Field, start: number): void {
  const { cursor, output } = walker;
  if (field.use === "data") {
    const begin = cursor.base + start;
    const isKept = keepsPayload(frame.payload, field, positionOf(cursor) - begin);
    notePayload(frame.payload, field, begin, positionOf(cursor));
    if (!isKept) return;
  }
  writeTag(output, carriedBy(field), wireVarint);
  keepNumber(walker, frame, field);
}

/** Writes the varint that the cursor read last. */
function keepNumber(walker: Walker, frame: Frame, field: Field): void {
  const { low, high } = walker.cursor;
  if (field.repeated) spend(walker, numberMemory);
  if (frame.payload !== undefined && field.name === "dims") frame.payload.elements *= signed64(low, high);
  writeVarint64(walker.output, low, field.type === "int32" ? 0 : high);
}

function keepFixed(walker: Walker, frame: Frame, field: Field, start: number, width: number): void {
  const { cursor, output } = walker;
  if (field.use === "data") {
    const isKept = keepsPayload(frame.payload, field, width);
    notePayload(frame.payload, field, cursor.base + start, positionOf(cursor) + width);
    if (!isKept) return;
  }
  if (field.repeated) spend(walker, 4 * width);
  writeTag(output, carriedBy(field), width === 4 ? wireFixed32 : wireFixed64);
  writeBytes(output, cursor.bytes.subarray(cursor.index, cursor.index + width));
}

function spend(walker: Walker, memory: number): void {
  walker.memory += memory;
  if (walker.memory <= memoryLimit) return;
  throw new ProblemError({ code: "too-large", detail: "its structure alone would take more than 1 GB of memory" });
}

function enter(walker: Walker, field: Field, start: number, end: number): void {
  const { cursor, output, frames } = walker;
  if (isScalar(field.type)) return;
  if (frames.length >= maximumDepth) {
    throw new ProblemError({ code: "too-deep", byteOffset: cursor.base + start, limit: maximumDepth });
  }
  spend(walker, messageMemory);
  if (field.type === "Function") walker.functions.push([]);
  const parent = frames.at(-1);
  const earlier = parent?.children.find((child) => child.field === field);
  if (parent !== undefined && earlier !== undefined) reopen(walker, parent, earlier);
  const begin = parent !== undefined && earlier !== undefined ? parent.mark + earlier.begin : output.length;
  const mark =
    parent !== undefined && earlier !== undefined ? parent.mark + earlier.mark : openMessage(output, carriedBy(field));
  const payload = field.type === "Tensor" ? noPayload() : undefined;
  frames.push({
    message: messageOf(field.type),
    field,
    end,
    begin,
    mark,
    children: earlier?.children ?? [],
    payload: earlier?.payload ?? payload,
  });
}

function leave(walker: Walker, frame: Frame): void {
  const { output, frames } = walker;
  const parent = frames.at(-1);
  if (frame.field === undefined || parent === undefined) return;
  if (frame.payload !== undefined) writePlace(output, frame.payload);
  closeMessage(output, frame.mark);
  if (frame.field.use === "aside") {
    const bytes = output.bytes.slice(frame.mark + lengthBytes, output.length);
    walker.functions.at(-1)?.push({ field: frame.field, bytes });
    output.length = frame.begin;
  } else if (!frame.field.repeated) noteChild(parent, frame, frame.field, output.length);
}

function noteChild(parent: Frame, frame: Frame, field: Field, end: number): void {
  const earlier = parent.children.find((child) => child.field === field);
  if (earlier !== undefined) earlier.end = end - parent.mark;
  else {
    const [begin, mark] = [frame.begin - parent.mark, frame.mark - parent.mark];
    const { children, payload } = frame;
    parent.children.push({ field, children, payload, begin, mark, end: end - parent.mark });
  }
}

/**
 * A singular message may come in several pieces, which protobuf joins, and protobufjs does not. The earlier piece is
 * moved to the end of the output, where the new one goes on writing it.
 */
function reopen(walker: Walker, parent: Frame, earlier: Child): void {
  const { output } = walker;
  walker.pieces += 1;
  if (walker.pieces > maximumPieces) malformed(walker.cursor, `more than ${maximumPieces} messages come in pieces`);
  const [begin, end] = [parent.mark + earlier.begin, parent.mark + earlier.end];
  const piece = output.bytes.slice(begin, end);
  output.bytes.copyWithin(begin, end, output.length);
  output.bytes.set(piece, output.length - piece.length);
  for (const child of parent.children) {
    if (child.begin >= earlier.end) moveChild(child, -piece.length);
  }
  moveChild(earlier, output.length - end);
}

function moveChild(child: Child, by: number): void {
  child.begin += by;
  child.mark += by;
  child.end += by;
}
