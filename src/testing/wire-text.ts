/** Protobuf bytes by hand, for what no writer would write: `field(7, field(1, "x"), int(3, 5))`. */
import { outputOf, writeBlob, writeBytes, writeFloat, writeInt, writeText, writtenBytes } from "../onnx/output.ts";

export const join = (...parts: readonly Uint8Array[]): Uint8Array => {
  const out = outputOf(64);
  for (const part of parts) writeBytes(out, part);
  return writtenBytes(out);
};

const made = (write: (out: ReturnType<typeof outputOf>) => void): Uint8Array => {
  const out = outputOf(64);
  write(out);
  return writtenBytes(out);
};

export const int = (number: number, value: number): Uint8Array => made((out) => writeInt(out, number, value));
export const float = (number: number, value: number): Uint8Array => made((out) => writeFloat(out, number, value));

/** A text, or a message of these parts. */
export const field = (number: number, ...parts: readonly (Uint8Array | string)[]): Uint8Array =>
  made((out) => {
    const [first] = parts;
    if (typeof first === "string") writeText(out, number, first);
    else writeBlob(out, number, join(...parts.filter((part) => typeof part !== "string")));
  });

export const bytes = (...values: readonly number[]): Uint8Array => new Uint8Array(values);
