/** The elements of one tensor as the walk meets them: few are kept, of many only the place. */
import { smallTensorElements } from "./model.ts";
import { closeMessage, openMessage, type Output, writeInt, writeText } from "./output.ts";
import type { Field } from "./schema.ts";

/** Longest payload of a small tensor: complex128 takes 16 bytes an element. */
const smallPayload = smallTensorElements * 16;

export interface Payload {
  /** Product of the dims met so far. */
  elements: number;
  /** The number of the field that holds them; 0 before it is met. */
  field: number;
  /** Where they lie in the file. */
  begin: number;
  end: number;
  /** Bytes copied, and in how many pieces. */
  kept: number;
  pieces: number;
  /** Nothing was left out. */
  whole: boolean;
}

export const noPayload = (): Payload => ({ elements: 1, field: 0, begin: 0, end: 0, kept: 0, pieces: 0, whole: true });

/** Whether so many more bytes of a field are to be kept. */
export function keepsPayload(payload: Payload | undefined, field: Field, length: number): boolean {
  if (payload === undefined || payload.elements > smallTensorElements) return false;
  // Of a field that is not repeated the last one counts, so what came before takes no room.
  if (!field.repeated || payload.field !== field.number) return length <= smallPayload;
  return payload.whole && payload.kept + length <= smallPayload && payload.pieces < 2 * smallTensorElements;
}

/** Takes note of elements at [begin, end) of the file. */
export function notePayload(payload: Payload | undefined, field: Field, begin: number, end: number): void {
  if (payload === undefined) return;
  const isKept = keepsPayload(payload, field, end - begin);
  if (!field.repeated || payload.field !== field.number) {
    Object.assign(payload, { field: field.number, begin, kept: 0, pieces: 0, whole: true });
  }
  payload.end = end;
  payload.kept += end - begin;
  payload.pieces += 1;
  payload.whole &&= isKept;
}

/**
 * TensorProto.segment (3) = { begin (1), end (2) } has the payload's place in the file; doc_string (12) has the number of
 * its field, with a minus where the payload was left out.
 */
export function writePlace(output: Output, payload: Payload): void {
  if (payload.field === 0) return;
  const mark = openMessage(output, 3);
  writeInt(output, 1, payload.begin);
  writeInt(output, 2, payload.end);
  closeMessage(output, mark);
  writeText(output, 12, `${payload.whole ? "" : "-"}${payload.field}`);
}
