/** Recurrent layers. https://onnx.ai/onnx/operators/onnx__LSTM.html and neighbours. */
import type { Dim } from "../graph/dims.ts";
import { elementCount, type Fact, tensor } from "../graph/fact.ts";
import { times } from "./counts.ts";
import type { Call, Op, Ops, Work } from "./op.ts";

interface Layer {
  readonly steps: Dim;
  readonly batch: Dim;
  readonly inputs: Dim;
  readonly hidden: Dim;
  readonly directions: number;
}

const directionsOf = (call: Call): number => (call.text("direction", "forward") === "bidirectional" ? 2 : 1);

/** Hidden size: the attribute, else the last size of the recurrent weights [directions, gates·hidden, hidden]. */
const hiddenOf = (call: Call): Dim | undefined => call.int("hidden_size") ?? call.shape(2)?.at(-1);

const batchFirst = (call: Call): boolean => call.int("layout", 0) === 1;

/** X is [steps, batch, inputs], with layout 1 [batch, steps, inputs]. */
function layerOf(call: Call): Layer | undefined {
  const x = call.shape(0);
  const hidden = hiddenOf(call);
  if (x === undefined || hidden === undefined) return undefined;
  const [first, second, inputs] = x;
  if (first === undefined || second === undefined || inputs === undefined || x.length !== 3) {
    return call.fail(`input of rank ${x.length}, not 3`);
  }
  const [steps, batch] = batchFirst(call) ? [second, first] : [first, second];
  return { steps, batch, inputs, hidden, directions: directionsOf(call) };
}

/** All steps, then the last hidden state, then (LSTM) the last cell state. */
function states(call: Call): readonly Fact[] {
  const dtype = call.dtype(0);
  const layer = layerOf(call);
  if (layer === undefined) return [tensor(dtype, undefined), tensor(dtype, undefined), tensor(dtype, undefined)];
  const { steps, batch, hidden, directions } = layer;
  const all = batchFirst(call) ? [batch, steps, directions, hidden] : [steps, directions, batch, hidden];
  const last = tensor(dtype, batchFirst(call) ? [batch, directions, hidden] : [directions, batch, hidden]);
  return [tensor(dtype, all), last, last];
}

/** directions·steps·batch cells; sequence_lens may stop some earlier. */
export function cellsOf(work: Work): number | undefined {
  const layer = layerOf(work);
  return layer && elementCount([layer.directions, layer.steps, layer.batch]);
}

/** Each step: gates·hidden·(inputs + hidden) multiply-accumulates. */
const recurrentMacs =
  (gates: number) =>
  (work: Work): number | undefined => {
    const layer = layerOf(work);
    if (layer === undefined || typeof layer.hidden !== "number" || typeof layer.inputs !== "number") return undefined;
    return times(cellsOf(work), gates, layer.hidden, layer.inputs + layer.hidden);
  };

/**
 * Per hidden unit and step: input and recurrent products are added for each gate, another addition with bias (its two
 * halves added beforehand), and `own` operations of the cell. Sigmoid is 4 operations, tanh 1: the default activations.
 */
const recurrentFlops =
  (gates: number, own: (work: Work) => number) =>
  (work: Work): number | undefined => {
    const layer = layerOf(work);
    const hidden = typeof layer?.hidden === "number" ? layer.hidden : undefined;
    return times(cellsOf(work), hidden, gates * (work.has(3) ? 2 : 1) + own(work));
  };

const recurrent = (gates: number, own: (work: Work) => number): Op => ({
  kind: "matmul",
  infer: (call) => {
    if (call.has(4)) call.note("counted for the full length of every sequence");
    return states(call);
  },
  macs: recurrentMacs(gates),
  flops: recurrentFlops(gates, own),
});

/** tanh. */
export const rnn: Op = recurrent(1, () => 1);

/** z, r: sigmoid; candidate: tanh and a product with r; (1 - z)·candidate + z·h: 4. */
export const gru: Op = recurrent(3, () => 2 * 4 + 2 + 4);

/** i, o, f: sigmoid; c: tanh; f·c + i·g: 3; o·tanh(c): 2. Peepholes: three products, three additions. */
export const lstm: Op = recurrent(4, (work) => 3 * 4 + 1 + 3 + 2 + (work.has(7) ? 6 : 0));

export const recurrentOps: Ops = { RNN: rnn, GRU: gru, LSTM: lstm };
