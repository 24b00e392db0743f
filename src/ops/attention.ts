/**
 * Attention. Every query meets every key: masks (causal ones too) are not taken off, since kernels differ in what they
 * skip. https://onnx.ai/onnx/operators/onnx__Attention.html
 */
import { add, type Dim, floorDivide, multiply } from "../graph/dims.ts";
import { elementCount, type Shape, tensor } from "../graph/fact.ts";
import { perOutput, plus, times } from "./counts.ts";
import type { Call, Op, Ops, Work } from "./op.ts";

/** One attention: softmax(Q·Kᵀ·scale + mask)·V for each batch and query head. */
export interface Heads {
  readonly batch: Dim;
  readonly heads: Dim;
  readonly queries: Dim;
  readonly keys: Dim;
  readonly querySize: Dim;
  readonly valueSize: Dim;
}

/** batch·heads·queries·keys scores. */
const scoresOf = ({ batch, heads, queries, keys }: Heads): number | undefined =>
  elementCount([batch, heads, queries, keys]);

/** Each score takes `querySize` multiply-accumulates, and `valueSize` more to weigh the values. */
export const attentionMacs = (of: Heads | undefined): number | undefined =>
  of && times(scoresOf(of), elementCount([add(of.querySize, of.valueSize)]));

/** Scaling (1) and softmax (5) for each score, and `extra` for masks and caps. */
export const attentionFlops = (of: Heads | undefined, extra: number): number | undefined =>
  of && times(6 + extra, scoresOf(of));

/** `hidden` in equal parts. */
export const headSize = (call: Call, hidden: Dim, heads: Dim): Dim =>
  floorDivide(hidden, heads) ?? call.fail("the number of heads is zero");

interface Side {
  readonly batch: Dim;
  readonly heads: Dim;
  readonly length: Dim;
  readonly size: Dim;
}

/** [batch, heads, length, size], or [batch, length, heads·size] with the heads as attribute. */
function sideOf(call: Call, index: number, attribute: string): Side | undefined {
  const shape = call.shape(index);
  if (shape === undefined) return undefined;
  const [batch, second, third, size] = shape;
  if (batch === undefined || second === undefined || third === undefined || shape.length > 4) {
    return call.fail(`rank ${shape.length} is neither 3 nor 4`);
  }
  if (size !== undefined) return { batch, heads: second, length: third, size };
  const heads = call.int(attribute) ?? call.fail(`${attribute} is missing`);
  return { batch, heads, length: second, size: headSize(call, third, heads) };
}

interface Standard {
  readonly heads: Heads;
  readonly keyHeads: Dim;
  readonly packed: boolean;
}

function standard(call: Call): Standard | undefined {
  const q = sideOf(call, 0, "q_num_heads");
  const k = sideOf(call, 1, "kv_num_heads");
  const v = sideOf(call, 2, "kv_num_heads");
  if (q === undefined || k === undefined || v === undefined) return undefined;
  const past = call.has(4) ? call.shape(4)?.[2] : 0;
  if (past === undefined) return undefined;
  return {
    heads: {
      batch: q.batch,
      heads: q.heads,
      queries: q.length,
      keys: add(past, k.length),
      querySize: q.size,
      valueSize: v.size,
    },
    keyHeads: k.heads,
    packed: call.shape(0)?.length === 3,
  };
}

function attentionShapes(of: Standard): readonly Shape[] {
  const { batch, heads, queries, keys, querySize, valueSize } = of.heads;
  return [
    of.packed ? [batch, queries, multiply(heads, valueSize)] : [batch, heads, queries, valueSize],
    [batch, of.keyHeads, keys, querySize],
    [batch, of.keyHeads, keys, valueSize],
    [batch, heads, queries, keys],
  ];
}

const attentionOp: Op = {
  kind: "matmul",
  infer(call) {
    const of = standard(call);
    const [y, key, value, scores] = of === undefined ? [] : attentionShapes(of);
    const dtype = call.dtype(0);
    return [tensor(dtype, y), tensor(call.dtype(1), key), tensor(call.dtype(2), value), tensor(dtype, scores)];
  },
  macs: (work) => attentionMacs(standard(work)?.heads),
  // A mask is an addition; a soft cap a division, a tanh and a product.
  flops: (work) =>
    attentionFlops(standard(work)?.heads, (work.has(3) ? 1 : 0) + (work.float("softcap", 0) === 0 ? 0 : 3)),
};

/** Pairs of elements are turned: per pair four products and two additions, over `rotary_embedding_dim` of each head. */
export function rotaryFlops(work: Work, headsAttribute = "num_heads"): number | undefined {
  const count = work.inputCountOf(0);
  const shape = work.shape(0);
  const rotated = work.int("rotary_embedding_dim", 0);
  if (rotated === 0 || shape === undefined) return times(3, count);
  const size = shape.length === 4 ? shape[3] : headSize(work, shape.at(-1) ?? 1, work.int(headsAttribute, 1));
  return typeof size === "number" && size > 0 ? times(3, count, rotated / size) : undefined;
}

/** The same shape, whatever the layout. */
export const rotaryEmbedding: Op = {
  kind: "elementwise",
  infer(call) {
    if (call.int("num_heads", 1) < 1 && call.int("rotary_embedding_dim", 0) > 0 && call.shape(0)?.length === 3) {
      return call.fail("num_heads is missing");
    }
    return [tensor(call.dtype(0), call.shape(0))];
  },
  flops: (work) => rotaryFlops(work),
};

interface Linear {
  readonly tokens: Dim;
  readonly batch: Dim;
  readonly queryHeads: Dim;
  readonly stateHeads: Dim;
  readonly keySize: Dim;
  readonly valueSize: Dim;
}

/** [batch, tokens, heads·size]; the state is one matrix for each key/value head. */
function linear(call: Call): Linear | undefined {
  const q = sideOf(call, 0, "q_num_heads");
  const v = sideOf(call, 2, "kv_num_heads");
  if (q === undefined || v === undefined) return undefined;
  return {
    batch: q.batch,
    tokens: q.length,
    queryHeads: q.heads,
    stateHeads: v.heads,
    keySize: q.size,
    valueSize: v.size,
  };
}

const linearAttention: Op = {
  kind: "matmul",
  infer(call) {
    const of = linear(call);
    const state = of && [of.batch, of.stateHeads, of.keySize, of.valueSize];
    return [
      tensor(call.dtype(0), of && [of.batch, of.tokens, multiply(of.queryHeads, of.valueSize)]),
      tensor(call.has(3) ? call.dtype(3) : call.dtype(0), state),
    ];
  },
  // Per token: k⊗v for each state, Sᵀ·q for each query head; the delta rules also read Sᵀ·k.
  macs(work) {
    const of = linear(work);
    if (of === undefined) return undefined;
    const updates = work.text("update_rule", "gated_delta").endsWith("delta") ? 2 : 1;
    return elementCount([
      of.batch,
      of.tokens,
      add(multiply(updates, of.stateHeads), of.queryHeads),
      of.keySize,
      of.valueSize,
    ]);
  },
  // Gated rules scale every state element for each token.
  flops(work) {
    const of = linear(work);
    if (of === undefined) return undefined;
    if (!work.text("update_rule", "gated_delta").startsWith("gated")) return work.outputCountOf(0);
    const states = elementCount([of.batch, of.tokens, of.stateHeads, of.keySize, of.valueSize]);
    return plus(states, work.outputCountOf(0));
  },
};

/** Depthwise: each channel meets the last k steps. The state is the k - 1 steps before the next. */
const causalConv: Op = {
  kind: "conv",
  infer(call) {
    const x = call.shape(0);
    const kernel = call.shape(1)?.[2];
    const state = x && kernel !== undefined ? [x[0] ?? 1, x[1] ?? 1, add(kernel, -1)] : undefined;
    return [tensor(call.dtype(0), x), tensor(call.dtype(0), state)];
  },
  macs(work) {
    const kernel = work.shape(1)?.[2];
    return typeof kernel === "number" ? times(kernel, work.outputCountOf(0)) : undefined;
  },
  // A bias is an addition; swish (silu) four operations.
  flops: (work) => perOutput((work.has(2) ? 1 : 0) + (work.text("activation", "none") === "none" ? 0 : 4))(work),
};

export const attention: Ops = {
  Attention: attentionOp,
  RotaryEmbedding: rotaryEmbedding,
  LinearAttention: linearAttention,
  CausalConvWithState: causalConv,
};

/** User-written score functions run as bodies of the node, which are not counted. */
export const previewAttention: Ops = { FlexAttention: attentionOp };
