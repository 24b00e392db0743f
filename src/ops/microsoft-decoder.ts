/**
 * What ONNX Runtime's language models run step by step: attention with a cache, linear attention and its gates, causal
 * convolutions with a state (domain com.microsoft). https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */
import { add, type Dim, multiply } from "../graph/dims.ts";
import { elementCount, type Fact, type Shape, tensor } from "../graph/fact.ts";
import { attention, attentionFlops, attentionMacs, type Heads, headSize, rotaryFlops } from "./attention.ts";
import { perOutput, plus, times } from "./counts.ts";
import { countedBy, decidedBy, inputName, scalarAt } from "./entries.ts";
import type { Call, Op, Ops, Work } from "./op.ts";

/** Length, batch and hidden size of a [length, batch, hidden] query, and where its keys come from. */
interface Decoding {
  readonly of: Heads;
  readonly hidden: Dim;
  /** Rows of which keys and values are projected; the rest lies in the cache. */
  readonly projected: Dim;
}

const flag = (call: Call, index: number): boolean | undefined => {
  const value = scalarAt(call, index);
  return typeof value === "number" ? value !== 0 : undefined;
};

/** Keys are those of the query or (static_kv) of another sequence; with a cache the former grow it, the latter lie in it. */
function decoding(call: Call): Decoding | undefined {
  const heads = countedBy(call, "num_heads");
  const [queries, batch, hidden] = call.shape(0) ?? [];
  const other = call.shape(1)?.[0];
  if (queries === undefined || batch === undefined || hidden === undefined) return undefined;
  const size = headSize(call, hidden, heads);
  const lengths = keyLengths(call, queries, other);
  return {
    of: { batch, heads, queries, keys: lengths.keys, querySize: size, valueSize: size },
    hidden,
    projected: lengths.projected,
  };
}

interface KeyLengths {
  readonly keys: Dim;
  readonly projected: Dim;
}

function keyLengths(call: Call, queries: Dim, other: Dim | undefined): KeyLengths {
  const [cross, past, layerState] = [flag(call, 8), flag(call, 9), flag(call, 10)];
  const cached = past === false || layerState === false ? false : past === true && layerState === true;
  if (cross === undefined || (past === undefined && cached) || (past ?? layerState) === undefined) {
    const keys = call.unknown(`the values of inputs ${[8, 9, 10].map((index) => inputName(call, index)).join(", ")}`);
    return { keys, projected: keys };
  }
  if (!cached) {
    const keys = cross ? (other ?? decidedBy(call, 1)) : queries;
    return { keys, projected: keys };
  }
  const before = call.shape(6)?.[2] ?? decidedBy(call, 6);
  return cross ? { keys: before, projected: 0 } : { keys: add(before, queries), projected: queries };
}

const decoderAttention: Op = {
  kind: "matmul",
  infer(call) {
    const found = decoding(call);
    const dtype = call.dtype(0);
    if (found === undefined) return [tensor(dtype, call.shape(0)), tensor(dtype, undefined), tensor(dtype, undefined)];
    const { batch, heads, keys, querySize } = found.of;
    const state = tensor(dtype, [batch, heads, keys, querySize]);
    return [tensor(dtype, call.shape(0)), state, state];
  },
  macs(work) {
    const found = decoding(work);
    if (found === undefined) return undefined;
    const { of, hidden, projected } = found;
    const rows = add(of.queries, multiply(2, projected));
    return plus(elementCount([rows, of.batch, hidden, hidden]), attentionMacs(of));
  },
  // The bias of each projection, a mask, and what attention takes.
  flops(work) {
    const found = decoding(work);
    if (found === undefined) return undefined;
    const { of, hidden, projected } = found;
    const rows = add(of.queries, multiply(2, projected));
    return plus(elementCount([rows, of.batch, hidden]), attentionFlops(of, work.has(5) ? 1 : 0));
  },
};

/** Query and key heads of one size; without a key the query holds all three, heads side by side. */
function groupedSize(
  call: Call,
  hidden: Dim,
): { readonly heads: number; readonly keyHeads: number; readonly size: Dim } {
  const heads = countedBy(call, "num_heads");
  const keyHeads = countedBy(call, "kv_num_heads");
  return { heads, keyHeads, size: headSize(call, hidden, call.has(1) ? heads : heads + 2 * keyHeads) };
}

/**
 * Pairs of a query and a key in the blocks that the layouts keep, for one head, over all queries: rows of the block
 * mask in compressed form are [layouts, rows + 1]. Blocks count whole, as kernels compute them.
 */
function keptPairs(work: Work): number | undefined {
  const rows = work.numbers(5);
  const [layouts, columns] = work.shape(5) ?? [];
  const queries = work.shape(0)?.[1];
  const total = scalarAt(work, 7);
  const block = countedBy(work, "sparse_block_size");
  if (rows === undefined || typeof layouts !== "number" || typeof columns !== "number" || layouts < 1) return undefined;
  if (typeof queries !== "number" || typeof total !== "number" || queries > total) return undefined;
  let pairs = 0;
  for (let layout = 0; layout < layouts; layout += 1) {
    for (let row = Math.floor((total - queries) / block); row * block < total && row + 1 < columns; row += 1) {
      const at = layout * columns + row;
      const blocks = (rows[at + 1] ?? 0) - (rows[at] ?? 0);
      const inRow = Math.min(total, (row + 1) * block) - Math.max(total - queries, row * block);
      pairs += inRow * Math.max(0, Math.min(blocks * block, total));
    }
  }
  return pairs / layouts;
}

/** Grouped attention over a cache, of whose blocks a mask keeps some. */
const sparseAttention: Op = {
  kind: "matmul",
  infer(call) {
    for (const name of ["num_heads", "kv_num_heads", "sparse_block_size"]) countedBy(call, name);
    const [batch, queries, hidden] = call.shape(0) ?? [];
    if (call.numbers(5) === undefined) call.note(`the work depends on the values of input ${inputName(call, 5)}`);
    else if (scalarAt(call, 7) === undefined)
      call.note(`the work depends on the values of input ${inputName(call, 7)}`);
    if (batch === undefined || queries === undefined || hidden === undefined) return [];
    const { heads, size } = groupedSize(call, hidden);
    const dtype = call.dtype(0);
    const out = tensor(dtype, [batch, queries, multiply(heads, size)]);
    return [out, tensor(dtype, call.shape(3)), tensor(dtype, call.shape(4))];
  },
  macs: (work) => sparseWork(work, (size) => 2 * size),
  flops: (work) =>
    plus(
      sparseWork(work, () => 6),
      work.int("do_rotary", 0) === 0 ? 0 : times(3, work.inputCountOf(0)),
    ),
};

function sparseWork(work: Work, perPair: (size: number) => number): number | undefined {
  const [batch, , hidden] = work.shape(0) ?? [];
  if (hidden === undefined || typeof batch !== "number") return undefined;
  const { heads, size } = groupedSize(work, hidden);
  return typeof size === "number" ? times(batch, heads, keptPairs(work), perPair(size)) : undefined;
}

/** Tokens of all sequences in a row; the cache lies in blocks and is written in place. */
const pagedAttention: Op = {
  kind: "matmul",
  infer(call) {
    call.note("the work depends on the length of each sequence and of its cache");
    const [tokens, hidden] = call.shape(0) ?? [];
    if (tokens === undefined || hidden === undefined) return [undefined, call.inputs[3], call.inputs[4]];
    const { heads, size } = groupedSize(call, hidden);
    const value = call.int("v_head_size", 0) > 0 ? call.int("v_head_size", 0) : size;
    return [tensor(call.dtype(0), [tokens, multiply(heads, value)]), call.inputs[3], call.inputs[4]];
  },
  macs: () => undefined,
  flops: () => undefined,
};

/** With a window of states the last ones are kept side by side. */
const windowed = (call: Call, state: Shape | undefined): Shape | undefined => {
  const kept = call.int("state_window", 0);
  return state !== undefined && kept > 0 ? [kept, ...state] : state;
};

const linearAttention: Op = {
  kind: "matmul",
  ...attention["LinearAttention"],
  infer(call) {
    const [out, state] = attention["LinearAttention"]?.infer(call) ?? [];
    const shape = state?.kind === "tensor" ? state.shape : undefined;
    return [out, tensor(state?.kind === "tensor" ? state.dtype : undefined, windowed(call, shape))];
  },
};

/** Positions before the next step that a kernel of this width still sees. */
const carried = (kernel: Dim, call: Call): Dim => multiply(call.int("dilation", 1), add(kernel, -1));

/** Depthwise over the last k steps; the state of one axis is known, of more only its rank would be a guess. */
const causalConv: Op = {
  kind: "conv",
  ...attention["CausalConvWithState"],
  infer(call) {
    const x = call.shape(0);
    const kernel = call.shape(1)?.[2];
    const [batch, second, third] = x ?? [];
    const known = call.int("ndim", 1) === 1 && batch !== undefined && second !== undefined && third !== undefined;
    const whole = tensor(call.dtype(0), x);
    if (!known || kernel === undefined) return [whole, tensor(call.dtype(0), call.shape(3))];
    const length = carried(kernel, call);
    const state = call.int("channels_last", 0) === 0 ? [batch, second, length] : [batch, length, third];
    return [whole, tensor(call.dtype(0), windowed(call, state))];
  },
};

/** The same over sequences of different length in a row: [tokens, channels]. */
const varlenCausalConv: Op = {
  kind: "conv",
  infer(call) {
    const whole = tensor(call.dtype(0), call.shape(0));
    const state = call.shape(4);
    const [batch, channels] = state ?? [];
    const update =
      batch === undefined || channels === undefined
        ? undefined
        : [batch, Math.max(0, call.int("state_update_capacity", 0)), channels];
    return [whole, tensor(call.dtype(0), state), tensor(call.dtype(0), update)];
  },
  macs(work) {
    const kernel = work.shape(1)?.[2];
    return typeof kernel === "number" ? times(kernel, work.outputCountOf(0)) : undefined;
  },
  flops: (work) => perOutput((work.has(3) ? 1 : 0) + (work.text("activation", "none") === "none" ? 0 : 4))(work),
};

interface Delta {
  /** All axes but heads and size. */
  readonly tokens: Shape;
  readonly queryHeads: Dim;
  readonly valueHeads: Dim;
  readonly keySize: Dim;
  readonly valueSize: Dim;
}

function delta(call: Call): Delta | undefined {
  const [q, v] = [call.shape(0), call.shape(2)];
  const [queryHeads, keySize] = q?.slice(-2) ?? [];
  const [valueHeads, valueSize] = v?.slice(-2) ?? [];
  if (q === undefined || queryHeads === undefined || keySize === undefined) return undefined;
  if (valueHeads === undefined || valueSize === undefined) return undefined;
  return { tokens: q.slice(0, -2), queryHeads, valueHeads, keySize, valueSize };
}

/** A matrix for each value head, which every token updates and reads. */
const gatedDeltaNet: Op = {
  kind: "matmul",
  infer(call) {
    const of = delta(call);
    const sequences = call.shape(3)?.[0];
    const batch = call.shape(6)?.[0] ?? (sequences === undefined ? undefined : add(sequences, -1));
    const state =
      of === undefined || batch === undefined ? undefined : [batch, of.valueHeads, of.valueSize, of.keySize];
    return [tensor(call.dtype(0), of && [...of.tokens, of.valueHeads, of.valueSize]), tensor("float32", state)];
  },
  // Per token and head: k⊗v, Sᵀ·q, and Sᵀ·k where the rule is a delta.
  macs(work) {
    const of = delta(work);
    if (of === undefined) return undefined;
    const products = work.text("update_rule", "gated_delta").endsWith("delta") ? 3 : 2;
    return times(products, elementCount([...of.tokens, of.valueHeads, of.keySize, of.valueSize]));
  },
  // Gated rules scale every state element for each token.
  flops(work) {
    const of = delta(work);
    if (of === undefined) return undefined;
    const gated = work.text("update_rule", "gated_delta").startsWith("gated");
    const states = elementCount([...of.tokens, of.valueHeads, of.keySize, of.valueSize]);
    return plus(gated ? states : 0, work.outputCountOf(0));
  },
};

/** decay_scale · softplus(a + bias): 5; the update rate is a sigmoid: 4. */
const linearAttentionGate: Op = {
  kind: "activation",
  infer: (call) => [tensor(call.dtype(0), call.shape(0)), tensor(call.dtype(3) ?? call.dtype(0), call.shape(3))],
  flops: (work) => plus(perOutput(5)(work), work.has(3) ? times(4, work.inputCountOf(3)) : 0),
};

const like = (kind: Op["kind"], flops: Op["flops"]): Op => ({
  kind,
  infer: (call) => [tensor(call.dtype(0), call.shape(0))],
  ...(flops === undefined ? {} : { flops }),
});

/** square, +, ·1/rms, ·scale, then ·gate·sigmoid(gate): 6; per row of the scale a division, +epsilon, √, 1/. */
const gatedRmsNorm = like("normalization", (work) => {
  const count = work.inputCountOf(0);
  const row = work.inputCountOf(1);
  return count === undefined || row === undefined || row === 0 ? undefined : 10 * count + 4 * (count / row);
});

/** Two RMS norms, their product summed, a gate of about ten operations for each row, and its product with the value. */
const engramGate = like("normalization", (work) =>
  plus(perOutput(4 + 4 + 2 + 1)(work), times(4 + 4 + 10, elementCount(work.shape(0)?.slice(0, -1)))),
);

/** Sine and cosine of each angle; two products and an addition for each element of queries and keys. */
const gemmaRotary: Op = {
  kind: "elementwise",
  infer: (call): readonly Fact[] => [tensor(call.dtype(1), call.shape(1)), tensor(call.dtype(3), call.shape(3))],
  flops: (work) => plus(times(2, work.inputCountOf(0)), times(3, work.inputCountOf(1)), times(3, work.inputCountOf(3))),
};

/** Hashes of the last two to `max_ngram_size` tokens: n products and n - 1 xors each, a remainder for each head. */
const ngramHashes: Op = {
  kind: "other",
  infer(call) {
    const longest = countedBy(call, "max_ngram_size");
    const heads = (longest - 1) * countedBy(call, "n_head_per_ngram");
    const [batch, length] = call.shape(0) ?? [];
    if (batch === undefined || length === undefined) return [];
    const dtype = call.dtype(0);
    return [tensor(dtype, [batch, length, heads]), tensor(dtype, [batch, longest - 1])];
  },
  flops(work) {
    const longest = countedBy(work, "max_ngram_size");
    // The sum of 2n - 1 over n from 2 to the longest is longest² - 1.
    return plus(times(longest * longest - 1, work.inputCountOf(0)), work.outputCountOf(0));
  },
};

export const microsoftDecoder: Ops = {
  DecoderAttention: decoderAttention,
  SparseAttention: sparseAttention,
  PagedAttention: pagedAttention,
  LinearAttention: linearAttention,
  LinearAttentionGate: linearAttentionGate,
  GatedDeltaNet: gatedDeltaNet,
  CausalConvWithState: causalConv,
  VarlenCausalConvWithState: varlenCausalConv,
  GatedRMSNorm: gatedRmsNorm,
  // X + Y·gate
  GatedAdd: like("elementwise", perOutput(2)),
  EngramGate: engramGate,
  GemmaRotaryEmbedding: gemmaRotary,
  MRotaryEmbedding: like("elementwise", (work) => rotaryFlops(work)),
  NGramHashMapping: ngramHashes,
};
