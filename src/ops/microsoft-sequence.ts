/**
 * Recurrent cells with attention, words from letters, and nodes that only one library can open (domain com.microsoft).
 * https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */
import { elementCount, type Fact, tensor } from "../graph/fact.ts";
import { plus, times } from "./counts.ts";
import { decidedBy } from "./entries.ts";
import type { Call, Op, Ops, Work } from "./op.ts";
import { cellsOf, lstm } from "./recurrent.ts";

interface Cell {
  /** Directions · steps · batch. */
  readonly cells: number;
  readonly hidden: number;
  /** What the gates read besides the hidden state: the input and the attention's output. */
  readonly inputs: number;
  readonly memory: number;
  readonly depth: number;
  readonly score: number;
  readonly wrapped: number;
  /** Directions · batch. */
  readonly sequences: number;
}

const numberAt = (work: Work, index: number, axis: number): number | undefined => {
  const size = work.shape(index)?.at(axis);
  return typeof size === "number" ? size : undefined;
};

/** Sizes from the weights: gates at 1 and 2, query, memory and wrapper weights at 8, 9 and 13, memory at 11. */
function cellOf(work: Work): Cell | undefined {
  const [cells, hidden, inputs] = [cellsOf(work), numberAt(work, 2, 2), numberAt(work, 1, 2)];
  const [memory, depth, score] = [numberAt(work, 11, 1), numberAt(work, 11, 2), numberAt(work, 8, 2)];
  const wrapped = work.has(13) ? numberAt(work, 13, 2) : 0;
  const sequences = elementCount([numberAt(work, 2, 0), numberAt(work, 11, 0)].filter((size) => size !== undefined));
  if (cells === undefined || hidden === undefined || inputs === undefined || wrapped === undefined) return undefined;
  if (memory === undefined || depth === undefined || score === undefined || sequences === undefined) return undefined;
  return { cells, hidden, inputs, memory, depth, score, wrapped, sequences };
}

/** An LSTM whose every step looks at all of a memory (Bahdanau's attention) and feeds what it finds to the next. */
const attentionLstm: Op = {
  kind: "matmul",
  infer: (call) => lstm.infer(call),
  // Each step: the gates, the query's projection, its scores and their sum, and the wrapper. Once: the memory's keys.
  macs(work) {
    const of = cellOf(work);
    if (of === undefined) return undefined;
    const gates = 4 * of.hidden * (of.inputs + of.hidden);
    const looking = of.hidden * of.score + of.memory * (of.score + of.depth);
    const wrapper = (of.depth + of.hidden) * of.wrapped;
    const keys = of.memory * of.depth * of.score;
    return plus(times(of.cells, gates + looking + wrapper), times(of.sequences, keys));
  },
  // Besides the cell: + and tanh for each score's parts, softmax over the memory.
  flops(work) {
    const of = cellOf(work);
    return of && plus(lstm.flops?.(work), times(of.cells, of.memory * (2 * of.score + 5)));
  },
};

interface Letters {
  readonly places: number;
  readonly window: number;
}

function letters(work: Work): Letters | undefined {
  const ids = work.shape(0);
  const length = ids?.at(-1);
  const [, , height, width] = work.shape(1) ?? [];
  if (typeof length !== "number" || typeof height !== "number" || typeof width !== "number") return undefined;
  return { places: Math.max(0, length - height + 1), window: height * width };
}

/** Letters of each word are looked up, convolved, passed through tanh, and the largest kept for each filter. */
const wordEmbedding: Op = {
  kind: "conv",
  infer(call) {
    call.note("counted as if every word had the full length");
    const ids = call.shape(0);
    const filters = call.shape(1)?.[0];
    const known = ids !== undefined && ids.length > 0 && filters !== undefined;
    return [tensor(call.dtype(1), known ? [...ids.slice(0, -1), filters] : undefined)];
  },
  macs(work) {
    const of = letters(work);
    return of && times(work.outputCountOf(0), of.places, of.window);
  },
  // Bias, tanh, comparison.
  flops: (work) => times(3, letters(work)?.places, work.outputCountOf(0)),
};

/** Tokens accepted so far and those predicted behind where both part. */
const bifurcation: Op = {
  kind: "other",
  infer: (call): readonly Fact[] => [
    tensor(call.dtype(0), [decidedBy(call, call.has(3) ? 3 : 1)]),
    tensor(call.dtype(2), call.shape(2)),
  ],
  flops: () => undefined,
};

/** Compiled for one device by its vendor's library: the file declares outputs, and nothing tells the work. */
const compiled: Op = {
  kind: "other",
  infer(call: Call) {
    call.note("compiled for one device: what it computes is not in the file");
    return call.node.outputs.map(() => undefined);
  },
  macs: () => undefined,
  flops: () => undefined,
};

export const microsoftSequence: Ops = {
  AttnLSTM: attentionLstm,
  WordConvEmbedding: wordEmbedding,
  BifurcationDetector: bifurcation,
  EPContext: compiled,
  Snpe: compiled,
};
