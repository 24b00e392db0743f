/**
 * Text generation inside one node, and small helpers of ONNX Runtime (domain com.microsoft).
 * https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */
import { add, type Dim, floorDivide, multiply, subtract } from "../graph/dims.ts";
import { type Fact, tensor } from "../graph/fact.ts";
import { perInput } from "./counts.ts";
import { decidedBy, readsWhatItTakes, scalarAt, sizeOf } from "./entries.ts";
import { generate, stepsAfter } from "./generation.ts";
import type { Call, Op, Ops } from "./op.ts";
import { axisIn } from "./shapes.ts";

/** How many tokens come out before the end token is decided at run time, and with it how often the decoder runs. */
function noteGeneration(call: Call): void {
  call.note("the work depends on how many tokens are generated");
}

const unknownWork = { macs: () => undefined, flops: () => undefined, traffic: () => ({ write: undefined }) };

const scalar = (call: Call, index: number): Dim => sizeOf(call, scalarAt(call, index), index);

/** A GPT-2 goes on from its input; decoders behind an encoder start from one token, or (Whisper) from those of input 10. */
function promptOf(call: Call): Dim | undefined {
  if (call.int("model_type", 0) === 0 && call.node.op === "BeamSearch") return call.shape(0)?.[1];
  return call.has(10) && call.node.op === "WhisperBeamSearch" ? call.shape(10)?.[1] : 1;
}

/** ids [batch, length], max_length, min_length, num_beams, num_return_sequences, ... */
function beamSearch(call: Call): readonly Fact[] {
  noteGeneration(call);
  const batch = call.shape(0)?.[0];
  const longest = scalar(call, 1);
  const prompt = promptOf(call);
  const following = stepsAfter(call, prompt, longest);
  const kept = call.has(4) ? scalar(call, 4) : 1;
  const sequences = batch === undefined ? undefined : [batch, kept, longest];
  const vocabulary = call.int("vocab_size", -1);
  const beams = scalar(call, 3);
  if (batch !== undefined) generate(call, { batch, rows: multiply(batch, beams), prompt, steps: following });
  const steps = prompt === undefined ? undefined : subtract(longest, prompt);
  const scored = batch !== undefined && steps !== undefined && vocabulary > 0;
  return [
    tensor("int32", sequences),
    tensor(call.dtype(5), sequences?.slice(0, 2)),
    tensor(call.dtype(5), scored ? [steps, batch, beams, vocabulary] : undefined),
  ];
}

/** One sequence for each prompt. */
function greedySearch(call: Call): readonly Fact[] {
  noteGeneration(call);
  const [batch, prompt] = call.shape(0) ?? [];
  const longest = scalar(call, 1);
  const steps = stepsAfter(call, prompt, longest);
  if (batch !== undefined) generate(call, { batch, rows: batch, prompt, steps });
  return [tensor("int32", batch === undefined ? undefined : [batch, longest])];
}

/** A sliding view along `dim`, with its windows as a new last axis. */
const unfold: Op = {
  kind: "move",
  infer(call) {
    const shape = call.shape(0);
    if (shape === undefined) return [tensor(call.dtype(0), undefined)];
    const axis = axisIn(call, call.int("dim", -1), shape.length);
    const size = call.int("size") ?? call.fail("size is missing");
    const steps = floorDivide(subtract(shape[axis] ?? 0, size), call.int("step", 1));
    if (steps === undefined) return call.fail("step is zero");
    return [tensor(call.dtype(0), [...shape.map((old, at) => (at === axis ? add(steps, 1) : old)), size])];
  },
};

/** A row of the table for each index. */
const embedding: Op = {
  kind: "move",
  infer(call) {
    const hidden = call.shape(0)?.[1];
    const indices = call.shape(1);
    return [tensor(call.dtype(0), hidden === undefined || indices === undefined ? undefined : [...indices, hidden])];
  },
  traffic: readsWhatItTakes,
};

/** A path through the matrix of costs, as pairs of positions. */
const timeWarping: Op = {
  kind: "other",
  infer: (call) => [tensor("int32", [2, decidedBy(call, 0)])],
  // Per cell two comparisons and an addition.
  flops: perInput(3),
};

const isAllFinite: Op = { kind: "reduce", infer: () => [tensor("bool", [])], flops: perInput(1) };

/** Integer mixing of the key's words, whose number for texts only run time knows. */
const hash: Op = {
  kind: "other",
  infer: (call) => [tensor(call.int("positive", 1) === 0 ? "int32" : "uint32", call.shape(0))],
  flops: () => undefined,
};

export const microsoftGeneration: Ops = {
  BeamSearch: { kind: "control", infer: beamSearch, ...unknownWork },
  WhisperBeamSearch: { kind: "control", infer: beamSearch, ...unknownWork },
  GreedySearch: { kind: "control", infer: greedySearch, ...unknownWork },
  Sampling: { kind: "control", infer: greedySearch, random: true, ...unknownWork },
  UnfoldTensor: unfold,
  TorchEmbedding: embedding,
  DynamicTimeWarping: timeWarping,
  IsAllFinite: isAllFinite,
  MurmurHash3: hash,
  SampleOp: { kind: "move", infer: (call) => [call.inputs[0]] },
};
