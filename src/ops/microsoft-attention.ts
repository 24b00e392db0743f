/**
 * Attention operators of ONNX Runtime's transformer exports (domain com.microsoft).
 * https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */
import type { DType } from "../base/dtype.ts";
import { add, type Dim, multiply } from "../graph/dims.ts";
import { elementCount, type Fact, type Shape, tensor } from "../graph/fact.ts";
import { attentionFlops, attentionMacs, type Heads, headSize, rotaryEmbedding } from "./attention.ts";
import { plus, times } from "./counts.ts";
import { decidedBy, scalarAt, sizeOf } from "./entries.ts";
import type { Call, Op, Ops } from "./op.ts";

const headsOf = (call: Call): number => {
  const heads = call.int("num_heads") ?? call.fail("num_heads is missing");
  return Number.isInteger(heads) && heads > 0 ? heads : call.fail(`${heads} heads`);
};

/** Length of the past at [.., .., past, ..] of input `index`; 0 when there is none. */
const pastLength = (call: Call, index: number, axis: number): Dim | undefined =>
  call.has(index) ? call.shape(index)?.[axis] : 0;

const sharesBuffer = (call: Call): boolean => call.int("past_present_share_buffer", 0) !== 0;

/** Which inputs hold the past state, and its length where it lies in a longer buffer. */
interface Places {
  readonly pastAt: number;
  readonly pastLengthAt: number;
}

interface MergedSizes {
  readonly of: Heads;
  readonly inputs: Dim;
  readonly projected: Dim;
  readonly present: Dim;
}

/** Input [batch, length, inputs] times merged weights [inputs, query + key + value]. */
function merged(call: Call, { pastAt, pastLengthAt }: Places): MergedSizes | undefined {
  const x = call.shape(0);
  const projected = call.shape(1)?.[1];
  const [batch, length, inputs] = x ?? [];
  if (batch === undefined || length === undefined || inputs === undefined || projected === undefined) return undefined;
  const heads = headsOf(call);
  const written = call.ints("qkv_hidden_sizes");
  const [query, , value] = written ?? [];
  const third = headSize(call, projected, 3);
  const past = pastLength(call, pastAt, 3);
  if (past === undefined) return undefined;
  const shared = sharesBuffer(call) && call.has(pastAt);
  const before = shared ? sizeOf(call, scalarAt(call, pastLengthAt), pastLengthAt) : past;
  const keys = add(before, length);
  const of: Heads = {
    batch,
    heads,
    queries: length,
    keys,
    querySize: headSize(call, query ?? third, heads),
    valueSize: headSize(call, value ?? third, heads),
  };
  return { of, inputs, projected, present: shared ? past : keys };
}

/** Projection, then attention. The state holds keys and values: [2, batch, heads, present, size]. */
const mergedOp = (places: Places, dtype: (call: Call) => DType | undefined): Op => ({
  kind: "matmul",
  infer(call) {
    const sizes = merged(call, places);
    if (sizes === undefined) return [tensor(dtype(call), undefined), tensor(dtype(call), undefined)];
    const { batch, heads, queries, querySize, valueSize } = sizes.of;
    return [
      tensor(dtype(call), [batch, queries, multiply(heads, valueSize)]),
      tensor(dtype(call), [2, batch, heads, sizes.present, querySize]),
    ];
  },
  macs(work) {
    const sizes = merged(work, places);
    if (sizes === undefined) return undefined;
    const projection = elementCount([sizes.of.batch, sizes.of.queries, sizes.inputs, sizes.projected]);
    return plus(projection, attentionMacs(sizes.of));
  },
  // Projection bias, mask, and what attention takes.
  flops(work) {
    const sizes = merged(work, places);
    if (sizes === undefined) return undefined;
    const bias = work.has(2) ? elementCount([sizes.of.batch, sizes.of.queries, sizes.projected]) : 0;
    return plus(bias, attentionFlops(sizes.of, work.has(3) ? 1 : 0));
  },
});

const firstType = (call: Call): DType | undefined => call.dtype(0);

interface Separate {
  readonly of: Heads;
  readonly present: Dim;
}

/** Shapes of the key: [batch, length, hidden], packed [batch, length, heads, 2, size], or ready [batch, heads, length, size]. */
function multiHead(call: Call, { pastAt, pastLengthAt }: Places): Separate | undefined {
  const query = call.shape(0);
  const [batch, queries, third] = query ?? [];
  if (query === undefined || batch === undefined || queries === undefined || third === undefined) return undefined;
  const heads = headsOf(call);
  const packedSize = query.length === 5 ? query[4] : undefined;
  const querySize = packedSize ?? headSize(call, third, heads);
  const key = call.shape(1);
  if (call.has(1) && key === undefined) return undefined;
  const ready = key?.length === 4;
  const length = key === undefined ? queries : ready ? key[2] : key[1];
  const value = call.shape(2);
  if ((call.has(2) && value === undefined) || length === undefined) return undefined;
  const valueSize = valueSizeOf(call, value, heads, querySize);
  // Ready keys are those of another sequence; no past is put before them.
  const past = ready ? 0 : pastLength(call, pastAt, 2);
  if (past === undefined) return undefined;
  const shared = sharesBuffer(call) && past !== 0;
  const keys = add(shared ? sizeOf(call, scalarAt(call, pastLengthAt), pastLengthAt) : past, length);
  return { of: { batch, heads, queries, keys, querySize, valueSize }, present: shared ? past : keys };
}

function valueSizeOf(call: Call, value: Shape | undefined, heads: number, querySize: Dim): Dim {
  const last = value?.at(-1);
  if (last === undefined) return querySize;
  return value?.length === 4 ? last : headSize(call, last, heads);
}

const separateFacts = (call: Call, sizes: Separate | undefined, keyHeads?: Dim): readonly Fact[] => {
  const dtype = call.dtype(0);
  if (sizes === undefined) return [tensor(dtype, undefined), tensor(dtype, undefined), tensor(dtype, undefined)];
  const { batch, heads, queries, keys, querySize, valueSize } = sizes.of;
  const state = (size: Dim) => tensor(dtype, [batch, keyHeads ?? heads, sizes.present, size]);
  return [
    tensor(dtype, [batch, queries, multiply(heads, valueSize)]),
    state(querySize),
    state(valueSize),
    tensor(dtype, [batch, heads, queries, keys]),
  ];
};

/** Attention on query, key and value as they are; inputs `masks` each add to every score. */
const multiHeadOp = (places: Places, masks: readonly number[]): Op => ({
  kind: "matmul",
  infer: (call) => separateFacts(call, multiHead(call, places)),
  macs: (work) => attentionMacs(multiHead(work, places)?.of),
  flops: (work) => attentionFlops(multiHead(work, places)?.of, masks.filter((index) => work.has(index)).length),
});

interface Grouped extends Separate {
  readonly keyHeads: Dim;
}

/** Fewer key heads than query heads; without a key the query holds all three, heads side by side. */
function grouped(call: Call): Grouped | undefined {
  const [batch, queries, hidden] = call.shape(0) ?? [];
  if (batch === undefined || queries === undefined || hidden === undefined) return undefined;
  const heads = headsOf(call);
  const keyHeads = call.int("kv_num_heads") ?? call.fail("kv_num_heads is missing");
  const size = headSize(call, hidden, call.has(1) ? heads : heads + 2 * keyHeads);
  const past = pastLength(call, 3, 2);
  if (past === undefined) return undefined;
  const total = call.has(6) ? sizeOf(call, scalarAt(call, 6), 6) : add(past, queries);
  // A past that is as long as the total is a buffer written in place.
  const present = typeof past === "number" && typeof total === "number" ? Math.max(past, total) : total;
  return { of: { batch, heads, queries, keys: total, querySize: size, valueSize: size }, present, keyHeads };
}

const groupQueryAttention: Op = {
  kind: "matmul",
  infer(call) {
    const sizes = grouped(call);
    return separateFacts(call, sizes, sizes?.keyHeads);
  },
  macs: (work) => attentionMacs(grouped(work)?.of),
  // A soft cap is a division, a tanh and a product; turning queries and keys three operations per element.
  flops(work) {
    const sizes = grouped(work);
    if (sizes === undefined) return undefined;
    const { batch, heads, queries, querySize } = sizes.of;
    const turned = elementCount([batch, queries, add(heads, sizes.keyHeads), querySize]);
    const extra = (work.float("softcap", 0) === 0 ? 0 : 3) + (work.has(10) ? 1 : 0);
    return plus(attentionFlops(sizes.of, extra), work.int("do_rotary", 0) === 0 ? 0 : times(3, turned));
  },
};

/** Tokens of all sequences without padding: how long each is only run time knows, and so the number of scores. */
function packedFact(call: Call, hidden: Dim | undefined): readonly Fact[] {
  call.note("the work depends on the length of each packed sequence");
  const tokens = call.shape(0)?.[0];
  return [tensor(call.dtype(0), tokens === undefined || hidden === undefined ? undefined : [tokens, hidden])];
}

const unknownWork = { macs: () => undefined, flops: () => undefined };

const packedAttention: Op = {
  kind: "matmul",
  infer(call) {
    const projected = call.shape(1)?.[1];
    const value = call.ints("qkv_hidden_sizes")?.[2];
    return packedFact(call, value ?? (projected === undefined ? undefined : headSize(call, projected, 3)));
  },
  ...unknownWork,
};

const packedMultiHeadAttention: Op = {
  kind: "matmul",
  infer(call) {
    const query = call.shape(0);
    const [, heads, , size] = query ?? [];
    const packed = query?.length === 4 && heads !== undefined && size !== undefined;
    return packedFact(call, packed ? multiply(heads, size) : call.shape(2)?.[1]);
  },
  ...unknownWork,
};

/** Each token sees a window around it, and all see the tokens marked as global, whose number comes at run time. */
const longformerAttention: Op = {
  kind: "matmul",
  infer(call) {
    call.note("the work depends on how many tokens are marked global");
    return [tensor(call.dtype(0), call.shape(0))];
  },
  ...unknownWork,
};

/** A bias for each head and distance, looked up in a table [buckets, heads]. */
const relativePositionBias: Op = {
  kind: "move",
  infer(call) {
    const heads = call.shape(0)?.[1];
    const [rows, columns] = [sizeOf(call, scalarAt(call, 1), 1), sizeOf(call, scalarAt(call, 2), 2)];
    return [tensor(call.dtype(0), heads === undefined ? undefined : [1, heads, rows, columns])];
  },
};

interface Gated {
  readonly batch: Dim;
  readonly length: Dim;
  readonly heads: number;
  readonly size: Dim;
}

function gated(call: Call): Gated | undefined {
  const [batch, length, hidden] = call.shape(0) ?? [];
  if (batch === undefined || length === undefined || hidden === undefined || call.has(6)) return undefined;
  const heads = headsOf(call);
  return { batch, length, heads, size: headSize(call, hidden, heads) };
}

/** A gate computed from the query (two sums of four columns, two sigmoids) scales the relative position bias. */
const gatedRelativePositionBias: Op = {
  kind: "matmul",
  infer(call) {
    const of = gated(call);
    return [tensor(call.dtype(0), of && [of.batch, of.heads, of.length, of.length])];
  },
  macs(work) {
    const of = gated(work);
    const columns = work.shape(3)?.[1];
    return of && columns !== undefined ? elementCount([of.batch, of.length, of.heads, of.size, columns]) : undefined;
  },
  flops: (work) => work.outputCountOf(0),
};

/** token_count rows out of [batch, length, hidden]; the count is the sum of the sequences' lengths. */
const removePadding: Op = {
  kind: "move",
  infer(call) {
    const [batch, length, hidden] = call.shape(0) ?? [];
    if (batch === undefined || length === undefined || hidden === undefined) return [];
    return [
      tensor(call.dtype(0), [decidedBy(call, 1), hidden]),
      tensor("int32", [batch, length]),
      tensor("int32", [add(batch, 1)]),
      tensor("int32", [1]),
    ];
  },
};

const restorePadding: Op = {
  kind: "move",
  infer(call) {
    const hidden = call.shape(0)?.[1];
    const tokens = call.shape(1);
    const known = hidden !== undefined && tokens !== undefined && tokens.length === 2;
    return [tensor(call.dtype(0), known ? [...tokens, hidden] : undefined)];
  },
};

export const microsoftAttention: Ops = {
  Attention: mergedOp({ pastAt: 4, pastLengthAt: 6 }, firstType),
  DecoderMaskedSelfAttention: mergedOp({ pastAt: 4, pastLengthAt: 6 }, firstType),
  // Integer input and weights with their scales; the scale's type comes out.
  QAttention: mergedOp({ pastAt: 8, pastLengthAt: 8 }, (call) => call.dtype(3)),
  MultiHeadAttention: multiHeadOp({ pastAt: 6, pastLengthAt: 8 }, [4, 5]),
  DecoderMaskedMultiHeadAttention: multiHeadOp({ pastAt: 5, pastLengthAt: 7 }, [3, 4]),
  GroupQueryAttention: groupQueryAttention,
  PackedAttention: packedAttention,
  PackedMultiHeadAttention: packedMultiHeadAttention,
  LongformerAttention: longformerAttention,
  RotaryEmbedding: rotaryEmbedding,
  RelativePositionBias: relativePositionBias,
  GatedRelativePositionBias: gatedRelativePositionBias,
  RemovePadding: removePadding,
  RestorePadding: restorePadding,
};
