/** What if weights or activations were stored in another element type? Floating-point tensors change, integers stay. */
import { bitsOf, bytesOf, type DType, isFloat } from "../../base/dtype.ts";
import type { Bytes } from "../../base/units.ts";
import { type NodeCost, type Operand, type TensorInfo, trafficOf } from "../node-cost.ts";

/** Element types one can ask about. */
export const storages = ["fp32", "fp16", "bf16", "int8", "int4"] as const;
export type Storage = (typeof storages)[number];

const dtypes: Readonly<Record<Storage, DType>> = {
  fp32: "float32",
  fp16: "float16",
  bf16: "bfloat16",
  int8: "int8",
  int4: "int4",
};

/** The element type of a choice; none for "as in the file". */
export const dtypeOfStorage = (storage: Storage | undefined): DType | undefined =>
  storage === undefined ? undefined : dtypes[storage];

/** Undefined leaves tensors as the file has them. */
export interface Storages {
  readonly weights?: Storage | undefined;
  readonly activations?: Storage | undefined;
}

/** Weights that share one scale in int4, and the bits of that scale: ggml's Q4_0 block of 18 bytes for 32 weights. */
export const int4Block = { weights: 32, scaleBits: 16 };
/** Bits of the one scale of each output channel in int8: TFLite's per-axis quantization keeps it as a float32. */
export const int8ScaleBits = 32;

export interface Stored {
  readonly bytes: Bytes;
  /** The part of `bytes` that scales are. */
  readonly scaleBytes: Bytes;
}

/** Elements of a tensor; undefined where a size is open. */
export const elementsOf = (shape: TensorInfo["shape"]): number | undefined =>
  shape?.reduce<number | undefined>(
    (count, size) => (count === undefined || size === undefined ? undefined : count * size),
    1,
  );

/**
 * Bytes of a weight tensor in a storage. int8 and int4 change tensors of rank 2 and above, symmetric, without zero
 * points; vectors (biases, parameters of normalizations) stay as they are. `channels`: how many scales int8 keeps.
 */
export function storedWeight(
  { dtype, shape }: Pick<Operand, "dtype" | "shape">,
  storage: Storage | undefined,
  channels: number | undefined,
): Stored | undefined {
  const elements = elementsOf(shape);
  if (dtype === undefined || elements === undefined || shape === undefined) return undefined;
  const isCoarse = storage === "int8" || storage === "int4";
  if (storage === undefined || !isFloat(dtype) || (isCoarse && shape.length < 2)) {
    return { bytes: bytesOf(dtype, elements), scaleBytes: 0 };
  }
  const scaleBits =
    storage === "int8"
      ? int8ScaleBits * (channels ?? shape[0] ?? 1)
      : storage === "int4"
        ? int4Block.scaleBits * Math.ceil(elements / int4Block.weights)
        : 0;
  return { bytes: bytesOf(dtypes[storage], elements) + scaleBits / 8, scaleBytes: scaleBits / 8 };
}

/** Output channels of a node, each of which has its own int8 scale. */
export const channelsOf = ({ window, product }: Pick<NodeCost, "window" | "product">): number | undefined =>
  window?.outputChannels ?? product?.n;

/**
 * The nodes with their bytes, intensities and output types as they are when floating-point weights and activations are
 * stored otherwise. FLOPs stay: this is about memory, not about which instructions run. A weight of which a node reads
 * a part (an embedding) shrinks by the same share. Scales of activations, one a tensor, are not counted.
 */
export function withPrecision(nodes: readonly NodeCost[], storages: Storages): readonly NodeCost[] {
  const { weights, activations } = storages;
  return weights === undefined && activations === undefined
    ? nodes
    : nodes.map((node) => withStorages(node, { weights, activations }));
}

function withStorages(node: NodeCost, { weights, activations }: Storages): NodeCost {
  const { operands } = node;
  if (operands === undefined) return node;
  const channels = channelsOf(node);
  const converted = operands.map((operand) =>
    operand.constant ? weightIn(operand, weights, channels) : activationIn(operand, activations),
  );
  const total = (constant: boolean, before: Bytes | undefined) =>
    before === undefined ? undefined : sumOf(converted.filter((operand) => operand.constant === constant));
  const outputs = node.outputs.map((output) => outputIn(output, activations));
  const result = {
    ...node,
    operands: converted,
    outputs,
    weightBytes: total(true, node.weightBytes),
    readBytes: total(false, node.readBytes),
    writeBytes: writtenIn(node, activations),
  };
  const traffic = trafficOf(result);
  const { flops } = node;
  return { ...result, intensity: flops === undefined || !traffic ? undefined : flops / traffic };
}

function weightIn(operand: Operand, storage: Storage | undefined, channels: number | undefined): Operand {
  const before = storedWeight(operand, undefined, channels);
  const after = storedWeight(operand, storage, channels);
  if (operand.bytes === undefined || before === undefined || after === undefined || before.bytes === 0) return operand;
  const whole = operand.bytes === before.bytes;
  return { ...operand, bytes: whole ? after.bytes : Math.ceil((operand.bytes * after.bytes) / before.bytes) };
}

function activationIn(operand: Operand, storage: Storage | undefined): Operand {
  const to = dtypeOfStorage(storage);
  const { dtype, bytes } = operand;
  if (to === undefined || dtype === undefined || !isFloat(dtype)) return operand;
  return { ...operand, dtype: to, bytes: bytes === undefined ? undefined : scaled(bytes, dtype, to) };
}

function outputIn(output: TensorInfo, storage: Storage | undefined): TensorInfo {
  const to = dtypeOfStorage(storage);
  const { dtype, type } = output;
  return to === undefined || dtype === undefined || !isFloat(dtype)
    ? output
    : { ...output, dtype: to, type: type.replace(dtype, to) };
}

/** What is written, by the share that the converted outputs have of all: an operator may write more or less than them. */
function writtenIn({ writeBytes, outputs }: NodeCost, storage: Storage | undefined): Bytes | undefined {
  const to = dtypeOfStorage(storage);
  if (writeBytes === undefined || to === undefined) return writeBytes;
  let before = 0;
  let after = 0;
  for (const { dtype, shape } of outputs) {
    const elements = elementsOf(shape);
    if (dtype === undefined || elements === undefined) return writeBytes;
    before += bytesOf(dtype, elements);
    after += bytesOf(isFloat(dtype) ? to : dtype, elements);
  }
  return before === 0 || before === writeBytes
    ? before === 0
      ? writeBytes
      : after
    : Math.ceil((writeBytes * after) / before);
}

const scaled = (bytes: Bytes, from: DType, to: DType): Bytes => Math.ceil((bytes * bitsOf(to)) / bitsOf(from));

function sumOf(operands: readonly Operand[]): Bytes | undefined {
  let total = 0;
  for (const { bytes } of operands) {
    if (bytes === undefined) return undefined;
    total += bytes;
  }
  return total;
}
