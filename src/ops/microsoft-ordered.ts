/**
 * Operators of ONNX Runtime on 8-bit tensors in the orders that a GPU's matrix units like, on block floating point, and
 * the quantized embedding (domain com.microsoft). An order changes where elements lie, not which there are.
 * https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */
import { dtypeOfCode } from "../base/dtype.ts";
import { add, type Dim } from "../graph/dims.ts";
import { elementCount, type Fact, tensor } from "../graph/fact.ts";
import { geluFlops } from "./activation.ts";
import { attentionFlops, attentionMacs, type Heads, headSize } from "./attention.ts";
import { perInput, perOutput, plus, times } from "./counts.ts";
import { embeddingTraffic } from "./embedding.ts";
import { countedBy, inputName, sizesAt } from "./entries.ts";
import { productOp } from "./matmul.ts";
import { normalizedAxis } from "./normalize.ts";
import type { Call, Op, Ops } from "./op.ts";

/** There are no zero points: a factor takes a value out of its scale, a division and a rounding put it into another. */
const enter = 1;
const leave = 2;

const same = (kind: Op["kind"], flops: Op["flops"]): Op => ({
  kind,
  infer: (call) => [tensor(call.dtype(0), call.shape(0))],
  ...(flops === undefined ? {} : { flops }),
});

interface Projections {
  readonly of: Heads;
  readonly inputs: Dim;
  /** Columns of the three projections together. */
  readonly projected: Dim;
}

/** Query, key and value weights are inputs 5 to 7, each [inputs, hidden]. */
function projections(call: Call): Projections | undefined {
  const heads = countedBy(call, "num_heads");
  const [batch, length, inputs] = call.shape(0) ?? [];
  const [query, key, value] = [5, 6, 7].map((index) => call.shape(index)?.[1]);
  if (batch === undefined || length === undefined || inputs === undefined) return undefined;
  if (query === undefined || key === undefined || value === undefined) return undefined;
  const of: Heads = {
    batch,
    heads,
    queries: length,
    keys: length,
    querySize: headSize(call, query, heads),
    valueSize: headSize(call, value, heads),
  };
  return { of, inputs, projected: add(query, add(key, value)) };
}

const orderedAttention: Op = {
  kind: "matmul",
  infer(call) {
    projections(call);
    const [batch, length] = call.shape(0) ?? [];
    const hidden = call.shape(7)?.[1];
    const known = batch !== undefined && length !== undefined && hidden !== undefined;
    return [tensor(call.dtype(0), known ? [batch, length, hidden] : undefined)];
  },
  macs(work) {
    const found = projections(work);
    if (found === undefined) return undefined;
    const { of, inputs, projected } = found;
    return plus(elementCount([of.batch, of.queries, inputs, projected]), attentionMacs(of));
  },
  // Projections take a bias and go back to 8 bits, and so do scores, their softmax, and what comes out.
  flops(work) {
    const found = projections(work);
    if (found === undefined) return undefined;
    const { of, projected } = found;
    return plus(
      times(1 + leave, elementCount([of.batch, of.queries, projected])),
      attentionFlops(of, (work.has(17) ? 1 : 0) + 2 * leave),
      times(leave, work.outputCountOf(0)),
    );
  },
};

const orderedLongformer: Op = {
  kind: "matmul",
  infer(call) {
    call.note(`the work depends on the values of input ${inputName(call, 12)}: how many tokens are global`);
    return [tensor(call.dtype(0), call.shape(0))];
  },
  macs: () => undefined,
  flops: () => undefined,
};

/** A scale for each output; a bias adds, a further matrix is scaled and added. */
const orderedProduct = productOp(
  0,
  2,
  (call) => call.dtype(0),
  (work) => perOutput(leave + (work.has(5) ? 1 : 0) + (work.has(6) ? 2 : 0))(work),
);

/** Mean: +; deviation: -, square, +; ·1/σ, ·scale (and a bias); in and out of 8 bits. Per row five. */
const orderedLayerNorm: Op = {
  kind: "normalization",
  infer(call) {
    normalizedAxis(call);
    return [tensor(call.dtype(0), call.shape(0))];
  },
  flops(work) {
    const rows = elementCount(work.shape(0)?.slice(0, normalizedAxis(work)));
    return plus(perOutput(enter + 6 + (work.has(3) ? 1 : 0) + leave)(work), times(5, rows));
  },
};

/** How many bytes a block takes depends on the format, which is a code of the library. */
const quantizeBlocks: Op = {
  kind: "elementwise",
  infer(call): readonly Fact[] {
    const rank = call.shape(0)?.length;
    const list = tensor("int64", rank === undefined ? undefined : [rank]);
    return [tensor("uint8", [call.unknown("the bytes of the block format that attribute bfp_type names")]), list, list];
  },
  flops: perInput(leave),
};

const dequantizeBlocks: Op = {
  kind: "elementwise",
  infer: (call) => [tensor(dtypeOfCode(call.int("dtype", 1)), sizesAt(call, 1))],
  flops: perOutput(enter),
};

/** Word, position and segment embeddings in 8 bits, each with a scale and a zero point, added and normalized. */
const quantizedEmbedding: Op = {
  kind: "normalization",
  infer(call) {
    const ids = call.shape(0);
    const hidden = call.shape(2)?.[1];
    return [
      tensor(call.dtype(8), ids === undefined || hidden === undefined ? undefined : [...ids, hidden]),
      tensor("int32", ids?.slice(0, 1)),
    ];
  },
  // Each table: -, ·, and an addition but for the first; then layer normalization with scale and bias: 7, per row 5.
  flops(work) {
    const tables = work.has(4) ? 3 : 2;
    return plus(times(3 * tables - 1 + 7, work.outputCountOf(0)), times(5, work.inputCountOf(0)));
  },
  traffic: embeddingTraffic,
};

export const microsoftOrdered: Ops = {
  QOrderedAttention: orderedAttention,
  QOrderedLongformerAttention: orderedLongformer,
  QOrderedMatMul: orderedProduct,
  QOrderedLayerNormalization: orderedLayerNorm,
  QOrderedGelu: same("activation", perOutput(enter + geluFlops.erf + leave)),
  QuantizeWithOrder: {
    kind: "elementwise",
    infer: (call) => [tensor("int8", call.shape(0))],
    flops: perOutput(leave),
  },
  DequantizeWithOrder: {
    kind: "elementwise",
    infer: (call) => [tensor(dtypeOfCode(call.int("to", 1)), call.shape(0))],
    flops: perOutput(enter),
  },
  QuantizeBFP: quantizeBlocks,
  DequantizeBFP: dequantizeBlocks,
  QEmbedLayerNormalization: quantizedEmbedding,
};
