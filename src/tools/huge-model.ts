/**
 * Writes ONNX files of a gigabyte for benchmarks: a chain of 1x1 convolutions whose weights are in the file, all zero.
 * The payloads are holes of a sparse file, so it takes little disk and time. On the command line:
 *
 *     tsx src/tools/huge-model.ts FILE [BYTES] [INITIALIZERS]
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

export interface HugeModel {
  /** Size of the file; up to a few percent below the wish, since weights are square matrices. */
  readonly bytes: number;
  readonly initializers: number;
  /** Rows and columns of each weight matrix. */
  readonly channels: number;
}

// onnx.proto field numbers, https://github.com/onnx/onnx/blob/main/onnx/onnx.in.proto.
const modelFields = { irVersion: 1, producer: 2, graph: 7, opset: 8 };
const graphFields = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
const nodeFields = { input: 1, output: 2, name: 3, op: 4 };
const tensorFields = { dims: 1, dtype: 2, name: 8, rawData: 9 };
const float32 = 1;

/** Writes a file of about `wish.bytes` with `wish.initializers` weights, each read by one node. */
export function writeHugeModel(
  path: string,
  wish: { readonly bytes: number; readonly initializers: number },
): HugeModel {
  const { initializers } = wish;
  // 200 bytes a layer cover its node and the header of its weights.
  const elements = (wish.bytes - 200 * (initializers + 1)) / (4 * initializers);
  const channels = Math.floor(Math.sqrt(elements));
  if (!(channels >= 1)) throw new Error(`${wish.bytes} bytes are too few for ${initializers} initializers`);
  const layers = Array.from({ length: initializers }, (_, index) => index);
  const nodes = Buffer.concat(layers.map((index) => bytesField(graphFields.node, convNode(index))));
  const payload = 4 * channels ** 2;
  const tensors = layers.map((index) => tensorHeader(index, channels, payload));
  const before = Buffer.concat([nodes, textField(graphFields.name, "huge")]);
  const after = Buffer.concat([
    bytesField(graphFields.input, valueInfo("x0", channels)),
    bytesField(graphFields.output, valueInfo(`x${initializers}`, channels)),
  ]);
  const length = tensors.reduce((total, tensor) => total + tensor.length + payload, before.length + after.length);
  const head = Buffer.concat([
    numberField(modelFields.irVersion, 8),
    textField(modelFields.producer, "ridgepoint"),
    bytesField(modelFields.opset, numberField(2, 17)),
    tag(modelFields.graph, 2),
    varint(length),
    before,
  ]);
  const bytes = writePieces(path, [head, ...tensors, after], payload);
  return { bytes, initializers, channels };
}

/** Writes the pieces with a hole of `payload` zero bytes after each but the first and the last; gives the file's size. */
function writePieces(path: string, pieces: readonly Buffer[], payload: number): number {
  const file = openSync(path, "w");
  try {
    let position = 0;
    for (const [index, piece] of pieces.entries()) {
      writeSync(file, piece, 0, piece.length, position);
      position += piece.length + (index > 0 && index < pieces.length - 1 ? payload : 0);
    }
    return position;
  } finally {
    closeSync(file);
  }
}

const convNode = (index: number): Buffer =>
  Buffer.concat([
    textField(nodeFields.input, `x${index}`),
    textField(nodeFields.input, `conv${index}.weight`),
    textField(nodeFields.output, `x${index + 1}`),
    textField(nodeFields.name, `conv${index}`),
    textField(nodeFields.op, "Conv"),
  ]);

/** The initializer field up to its payload, which ends the message. */
function tensorHeader(index: number, channels: number, payload: number): Buffer {
  const message = Buffer.concat([
    ...[channels, channels, 1, 1].map((size) => numberField(tensorFields.dims, size)),
    numberField(tensorFields.dtype, float32),
    textField(tensorFields.name, `conv${index}.weight`),
    tag(tensorFields.rawData, 2),
    varint(payload),
  ]);
  return Buffer.concat([tag(graphFields.initializer, 2), varint(message.length + payload), message]);
}

/** ValueInfoProto of a float32 [1, channels, 8, 8]. */
function valueInfo(name: string, channels: number): Buffer {
  const sizes = [1, channels, 8, 8].map((size) => bytesField(1, numberField(1, size)));
  const tensorType = Buffer.concat([numberField(1, float32), bytesField(2, Buffer.concat(sizes))]);
  return Buffer.concat([textField(1, name), bytesField(2, bytesField(1, tensorType))]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  // Division, not shifts: lengths pass 2^31.
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

const tag = (field: number, wireType: 0 | 2): Buffer => varint(field * 8 + wireType);
const numberField = (field: number, value: number): Buffer => Buffer.concat([tag(field, 0), varint(value)]);
const bytesField = (field: number, bytes: Buffer): Buffer =>
  Buffer.concat([tag(field, 2), varint(bytes.length), bytes]);
const textField = (field: number, value: string): Buffer => bytesField(field, Buffer.from(value, "utf8"));

function main([path, bytes = "1000000000", initializers = "1000"]: readonly string[]): void {
  if (path === undefined || !(Number(bytes) > 0) || !(Number(initializers) > 0)) {
    console.error("usage: tsx src/tools/huge-model.ts FILE [BYTES] [INITIALIZERS]");
    process.exitCode = 2;
    return;
  }
  const made = writeHugeModel(path, { bytes: Number(bytes), initializers: Number(initializers) });
  console.log(`${path}: ${made.bytes} bytes, ${made.initializers} weights of ${made.channels} x ${made.channels}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main(process.argv.slice(2));
