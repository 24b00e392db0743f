/** Training one network by Adam on all groups at once, with copies kept on the way. */
import * as tf from "@tensorflow/tfjs-core";
import { joinFloats } from "../../base/floats.ts";
import type { Dense, GraphInput, Member } from "../../learn/gcn.ts";
import type { Csr } from "../../predict/features.ts";
import { type BatchTensors, embedTensors, headTensors, type LayerTensors } from "./forward.ts";
import type { Random } from "./random.ts";

/** Graphs with c and the log-ratio to learn; graph by graph, `configurations` rows each. All inputs are standardised. */
export interface Batch {
  readonly graphs: readonly GraphInput[];
  /** Rows of c. */
  readonly conv: Float32Array;
  /** Rows of h, one per configuration. */
  readonly hardware: Float32Array;
  readonly configurations: number;
  /** log(measured / T_c). */
  readonly target: Float32Array;
  /** 0 where nothing was measured, else 1. */
  readonly weight: Float32Array;
}

export interface Settings {
  readonly graphWidths: readonly number[];
  readonly headWidths: readonly number[];
  readonly rate: number;
  /** Weight of the sum of squared weights in the loss. */
  readonly decay: number;
  /** Numbers of steps, ascending, after which a copy of the network is kept; the last one ends training. */
  readonly checkpoints: readonly number[];
}

export const defaultSettings: Settings = {
  graphWidths: [32, 32],
  headWidths: [32, 16],
  rate: 1e-3,
  decay: 1e-3,
  checkpoints: [5, 10, 20, 40],
};

interface Loaded {
  readonly graph: BatchTensors;
  readonly conv: tf.Tensor2D;
  readonly hardware: tf.Tensor2D;
  readonly target: tf.Tensor2D;
  readonly weight: tf.Tensor2D;
}

export interface Trained {
  /** The network at each checkpoint. */
  readonly members: readonly Member[];
  /** Loss at each step. */
  readonly losses: readonly number[];
}

/**
 * Trains one network on the sum of the batches' losses, so that a group with many cases does not drown the others.
 * Deterministic for a seeded `random`. Needs a backend and tfjs's gradients.
 */
export function trainNetwork(batches: readonly Batch[], settings: Settings, random: Random): Trained {
  const [first] = batches;
  if (first === undefined) throw new RangeError("at least one batch is needed");
  const { widths, layers, variables } = freshLayers(first, settings, random);
  const data = batches.map(load);
  const optimizer = tf.train.adam(settings.rate);
  const losses: number[] = [];
  const members: Member[] = [];
  while (members.length < settings.checkpoints.length) {
    const loss = optimizer.minimize(() => lossOf(layers, data, settings.decay), true, variables);
    losses.push(loss?.dataSync()[0] ?? 0);
    loss?.dispose();
    if (settings.checkpoints.includes(losses.length)) members.push(memberOf(widths, variables.map(valuesOf)));
  }
  tf.dispose([variables, data.flatMap(tensorsOf)]);
  optimizer.dispose();
  return { members, losses };
}

const valuesOf = (tensor: tf.Tensor): Float32Array => Float32Array.from(tensor.dataSync());

type Layers = { readonly graph: readonly LayerTensors[]; readonly head: readonly LayerTensors[] };
type Widths = { readonly graph: readonly Size[]; readonly head: readonly Size[] };
type Size = readonly [inputs: number, outputs: number];

/** Glorot's uniform start; the last layer starts at zero, so that training begins at the regression itself. */
function freshLayers(train: Batch, { graphWidths, headWidths }: Settings, random: Random) {
  const [first] = train.graphs;
  const features = first === undefined ? 0 : first.features.length / first.shares.length;
  const conv = train.conv.length / (train.graphs.length * train.configurations);
  const hardware = train.hardware.length / train.configurations;
  const z = 2 * (graphWidths.at(-1) ?? features);
  const chain = (sizes: readonly number[]): readonly Size[] =>
    sizes.slice(1).map((outputs, at): Size => [sizes[at] ?? 0, outputs]);
  const widths: Widths = {
    graph: chain([features, ...graphWidths]),
    head: chain([z + conv + hardware, ...headWidths, 1]),
  };
  const variables: tf.Variable[] = [];
  const layer = ([inputs, outputs]: Size): LayerTensors => {
    const bound = outputs === 1 ? 0 : Math.sqrt(6 / (inputs + outputs));
    const start = Float32Array.from({ length: inputs * outputs }, () => (2 * random() - 1) * bound);
    const weights = tf.variable(tf.tensor2d(start, [inputs, outputs]));
    const bias = tf.variable(tf.zeros<tf.Rank.R1>([outputs]));
    variables.push(weights, bias);
    return { weights, bias };
  };
  const layers: Layers = { graph: widths.graph.map(layer), head: widths.head.map(layer) };
  return { widths, layers, variables };
}

function memberOf(widths: Widths, values: readonly Float32Array[]): Member {
  const none = new Float32Array(0);
  const layer =
    (from: number) =>
    ([inputs, outputs]: Size, at: number): Dense => ({
      inputs,
      outputs,
      weights: values[2 * (from + at)] ?? none,
      bias: values[2 * (from + at) + 1] ?? none,
    });
  return { graph: widths.graph.map(layer(0)), head: widths.head.map(layer(widths.graph.length)) };
}

const forward = (layers: Layers, { graph, conv, hardware }: Loaded): tf.Tensor2D =>
  headTensors(layers.head, embedTensors(layers.graph, graph), conv, hardware);

/** Mean over batches of the mean of sqrt(e² + d²) - d, which is |e| for large errors and smooth at 0, plus the decay. */
function lossOf(layers: Layers, data: readonly Loaded[], decay: number): tf.Scalar {
  const smooth = 0.02;
  const losses = data.map((one) => {
    const error = tf.mul(tf.sub(forward(layers, one), one.target), one.weight);
    return tf.mean(tf.sub(tf.sqrt(tf.add(tf.square(error), smooth ** 2)), smooth));
  });
  const loss = tf.div(
    losses.reduce((sum, one) => tf.add(sum, one)),
    losses.length,
  );
  const squares = [...layers.graph, ...layers.head].map(({ weights }) => tf.sum(tf.square(weights)));
  const sizes = squares.reduce((sum, one) => tf.add(sum, one), tf.scalar(0));
  return tf.reshape<tf.Rank.R0>(tf.add(loss, tf.mul(sizes, decay)), []);
}

function load(batch: Batch): Loaded {
  const graphs = batch.graphs.length;
  const nodes = batch.graphs.reduce((sum, { shares }) => sum + shares.length, 0);
  const features = joinFloats(batch.graphs.map((graph) => graph.features));
  const rows = graphs * batch.configurations;
  const grid = (values: Float32Array): tf.Tensor2D => tf.tensor2d(values, [graphs, batch.configurations]);
  return {
    graph: {
      propagation: diagonal(batch.graphs),
      features: tf.tensor2d(features, [nodes, features.length / nodes]),
      shares: readoutRows(batch.graphs, (graph) => graph.shares),
      means: readoutRows(batch.graphs, ({ shares }) => shares.map(() => 1 / shares.length)),
    },
    conv: tf.tensor2d(batch.conv, [rows, batch.conv.length / rows]),
    hardware: tf.tensor2d(batch.hardware, [batch.configurations, batch.hardware.length / batch.configurations]),
    target: grid(batch.target),
    weight: grid(batch.weight),
  };
}

const tensorsOf = ({ graph, conv, hardware, target, weight }: Loaded): tf.Tensor[] => [
  graph.features,
  conv,
  hardware,
  target,
  weight,
];

/** The propagations of all graphs in one block-diagonal matrix. */
function diagonal(graphs: readonly GraphInput[]): Csr {
  const [starts, columns]: [number[], number[]] = [[0], []];
  let nodes = 0;
  for (const { propagation } of graphs) {
    const before = columns.length;
    for (const start of propagation.starts.subarray(1)) starts.push(before + start);
    for (const column of propagation.columns) columns.push(nodes + column);
    nodes += propagation.starts.length - 1;
  }
  const values = joinFloats(graphs.map(({ propagation }) => propagation.values));
  return { starts: Int32Array.from(starts), columns: Int32Array.from(columns), values };
}

/** A row per graph with a weight for each of its nodes. */
function readoutRows(graphs: readonly GraphInput[], weightsOf: (graph: GraphInput) => Float32Array): Csr {
  const values = joinFloats(graphs.map(weightsOf));
  const starts = new Int32Array(graphs.length + 1);
  for (const [at, { shares }] of graphs.entries()) starts[at + 1] = (starts[at] ?? 0) + shares.length;
  return { starts, columns: Int32Array.from(values, (_, at) => at), values };
}
