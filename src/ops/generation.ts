/**
 * The graphs inside a node that generates text: which values ONNX Runtime feeds them, and how often each runs.
 * https://github.com/microsoft/onnxruntime/tree/main/onnxruntime/contrib_ops/cpu/transformers
 */
import { add, type Dim, floorDivide } from "../graph/dims.ts";
import { type Fact, tensor } from "../graph/fact.ts";
import type { Graph } from "../graph/graph.ts";
import { factOfType } from "./facts.ts";
import type { Call } from "./op.ts";

export interface Generation {
  /** Sequences of the input. */
  readonly batch: Dim;
  /** Sequences that are decoded side by side: batch times beams. */
  readonly rows: Dim;
  /** Tokens that the decoder starts from. */
  readonly prompt: Dim | undefined;
  /** Tokens that may follow, where known. */
  readonly steps: number | undefined;
}

/** Tokens that may follow a prompt: what max_length leaves. */
export function stepsAfter(call: Call, prompt: Dim | undefined, longest: Dim): number | undefined {
  if (typeof prompt !== "number" || typeof longest !== "number") return undefined;
  const steps = longest - prompt;
  return steps < 0 ? call.fail(`a prompt longer than the ${longest} tokens of max_length`) : steps;
}

const bodyOf = (call: Call, label: string): Graph | undefined =>
  call.node.bodies.find((body) => body.label === label)?.graph;

/** Infers the graphs for one step, and counts them as often as they run when no end token comes before max_length. */
export function generate(call: Call, of: Generation): void {
  const decoder = bodyOf(call, "decoder");
  const encoder = bodyOf(call, "encoder");
  if (decoder === undefined) call.note("what its graphs do is not counted");
  else if (encoder === undefined) decode(call, decoder, of);
  else translate(call, encoder, decoder, of);
}

/** The mean over all steps, where their number is known: products grow with the past, so the sum over the steps is right. */
function meanPast(call: Call, first: Dim, steps: Dim | undefined): Dim {
  if (typeof steps !== "number") {
    return call.unknown("how many tokens are known before the step of the decoder that is shown");
  }
  const past = add(first, floorDivide(Math.max(0, steps - 2), 2) ?? 0);
  call.note("its graph is shown and counted at the mean number of tokens before a step");
  return past;
}

/** A size that the file writes as a number; what else it is only the caller of the graph knows. */
const declaredFact = (
  call: Call,
  graph: Graph,
  name: string,
  sizeAt: (axis: number) => Dim | undefined,
): Fact | undefined =>
  factOfType(
    graph.declared.get(name),
    (size, axis) =>
      sizeAt(axis) ?? (typeof size === "number" ? size : call.unknown(`size ${axis} of the graph's input ${name}`)),
  );

/**
 * A step of a GPT-2: ids and positions [rows, 1], mask [rows, past + 1], then the state of each layer [2, rows, heads,
 * past, size]. The run over the prompt is one of the steps.
 */
function decode(call: Call, decoder: Graph, { rows, prompt, steps }: Generation): void {
  if (steps !== undefined) call.note("the run over the prompt counts as one step");
  const past = meanPast(call, prompt ?? 0, steps);
  const facts = decoder.inputs.map((name, index): Fact | undefined => {
    if (index < 2) return tensor("int32", [rows, 1]);
    if (index === 2) return tensor("int32", [rows, add(past, 1)]);
    return declaredFact(call, decoder, name, (axis) => (axis === 1 ? rows : axis === 3 ? past : undefined));
  });
  call.body("decoder", facts);
  call.trips("decoder", steps);
}

/**
 * An encoder that runs once, and a decoder that starts from one token. Encoders that take the decoder's first token run
 * its first step too.
 */
function translate(call: Call, encoder: Graph, decoder: Graph, { batch, rows, prompt, steps }: Generation): void {
  const starts = encoder.inputs.includes("decoder_input_ids");
  const source = call.tensor(0);
  const length = call.shape(0)?.at(-1);
  const encoded = call.body(
    "encoder",
    encoder.inputs.map((name, index): Fact | undefined => {
      if (index === 0) return source && { ...source, dtype: typeOf(encoder, name) ?? source.dtype };
      return declaredFact(call, encoder, name, (axis) => {
        if (axis === 0) return batch;
        return name === "decoder_input_ids" ? prompt : name.includes("mask") ? length : undefined;
      });
    }),
  );
  const runs = steps === undefined ? undefined : Math.max(0, steps - (starts ? 1 : 0));
  const past = meanPast(call, prompt ?? 1, runs);
  const cross = encoded[encoder.outputs.indexOf("present_key_cross_0")];
  const memory = (cross?.kind === "tensor" ? cross.shape?.[2] : undefined) ?? length;
  const facts = decoder.inputs.map((name): Fact | undefined =>
    declaredFact(call, decoder, name, (axis) => {
      if (axis === 0) return /^(past_sequence_length|past_seq_len|beam_width|num_beams)$/.test(name) ? 1 : rows;
      if (name === "input_ids") return 1;
      if (name.startsWith("encoder_")) return axis === 1 ? memory : undefined;
      if (name.startsWith("past_") && axis === 2) return name.includes("_cross_") ? memory : past;
      return undefined;
    }),
  );
  call.body("decoder", facts);
  call.trips("decoder", runs);
}

function typeOf(graph: Graph, name: string) {
  const type = graph.declared.get(name);
  return type?.kind === "tensor" ? type.dtype : undefined;
}
