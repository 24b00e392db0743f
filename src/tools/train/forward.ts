/** The network in TensorFlow.js as training differentiates it: many graphs and configurations at once, one member. */
import * as tf from "@tensorflow/tfjs-core";
import type { Csr } from "../../predict/features.ts";
import { limit, multiply } from "../../learn/gcn.ts";

/** A dense layer: its variables. */
export interface LayerTensors {
  readonly weights: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
}

/** Graphs side by side: one block-diagonal propagation, and one row of each readout per graph. */
export interface BatchTensors {
  readonly propagation: Csr;
  readonly features: tf.Tensor2D;
  readonly shares: Csr;
  readonly means: Csr;
}

/** The columns of a sparse matrix as rows. */
export function transposed({ starts, columns, values }: Csr, width: number): Csr {
  const turned = { starts: new Int32Array(width + 1), columns: columns.slice(), values: values.slice() };
  for (const column of columns) turned.starts[column + 1] = (turned.starts[column + 1] ?? 0) + 1;
  for (let at = 0; at < width; at += 1) turned.starts[at + 1] = (turned.starts[at + 1] ?? 0) + (turned.starts[at] ?? 0);
  const next = turned.starts.slice(0, width);
  for (let row = 0; row + 1 < starts.length; row += 1) {
    for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry += 1) {
      const column = columns[entry] ?? 0;
      const place = next[column] ?? 0;
      turned.columns[place] = row;
      turned.values[place] = values[entry] ?? 0;
      next[column] = place + 1;
    }
  }
  return turned;
}

/** Sparse times dense on any backend, outside of it: no backend has such a kernel, and N × N would not fit at 10,000 nodes. */
function sparseTimes(matrix: Csr, dense: tf.Tensor2D): tf.Tensor2D {
  const [height, width] = dense.shape;
  const product = tf.customGrad((input) => {
    if (!(input instanceof tf.Tensor)) throw new TypeError("one tensor expected");
    const value = multiply(matrix, floats(input), width);
    return {
      value: tf.tensor2d(value, [matrix.starts.length - 1, width]),
      gradFunc: (dy) => tf.tensor2d(multiply(transposed(matrix, height), floats(dy), width), [height, width]),
    };
  });
  return tf.reshape(product(dense), [matrix.starts.length - 1, width]);
}

/** Values on this side; all tensors of the network are float32. */
const floats = (tensor: tf.Tensor): Float32Array => Float32Array.from(tensor.dataSync());

/**
 * Matrix product whose gradient transposes explicitly: the wasm backend is several times slower on products with
 * transposed operands.
 */
function matrixTimes(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  const product = tf.customGrad((left, right, save) => {
    if (!(left instanceof tf.Tensor) || !(right instanceof tf.Tensor) || typeof save !== "function") {
      throw new TypeError("two tensors expected");
    }
    save([left, right]);
    return {
      value: tf.matMul(left, right),
      gradFunc: (dy, [x = left, w = right]) => [tf.matMul(dy, tf.transpose(w)), tf.matMul(tf.transpose(x), dy)],
    };
  });
  return tf.reshape(product(a, b), [a.shape[0], b.shape[1]]);
}

/** z of every graph of the batch, one row each. */
export function embedTensors(layers: readonly LayerTensors[], batch: BatchTensors): tf.Tensor2D {
  let values = batch.features;
  for (const { weights, bias } of layers) {
    values = tf.relu(tf.add(sparseTimes(batch.propagation, matrixTimes(values, weights)), bias));
  }
  return tf.concat([sparseTimes(batch.shares, values), sparseTimes(batch.means, values)], 1);
}

/**
 * log(T / T_c) of every graph on every configuration, [graphs, configurations]. `conv` has a row for every graph and
 * configuration, `hardware` one per configuration. The first layer is split, z W + c W' + h W'', so that z costs once a graph.
 */
export function headTensors(
  [first, ...rest]: readonly LayerTensors[],
  z: tf.Tensor2D,
  conv: tf.Tensor2D,
  hardware: tf.Tensor2D,
): tf.Tensor2D {
  if (first === undefined) throw new RangeError("a head has at least one layer");
  const graphs = z.shape[0];
  const configurations = hardware.shape[0];
  const width = first.weights.shape[1];
  const part = (from: number, rows: number): tf.Tensor2D => tf.slice2d(first.weights, [from, 0], [rows, width]);
  const ofModel = matrixTimes(z, part(0, z.shape[1]));
  const ofConv = matrixTimes(conv, part(z.shape[1], conv.shape[1]));
  const ofHardware = matrixTimes(hardware, part(z.shape[1] + conv.shape[1], hardware.shape[1]));
  const sum = tf.add(
    tf.add(tf.reshape(ofConv, [graphs, configurations, width]), tf.reshape(ofModel, [graphs, 1, width])),
    tf.add(tf.reshape(ofHardware, [1, configurations, width]), first.bias),
  );
  let values: tf.Tensor2D = tf.reshape(sum, [graphs * configurations, width]);
  for (const { weights, bias } of rest) values = tf.add(matrixTimes(tf.relu(values), weights), bias);
  return tf.reshape(tf.mul(tf.tanh(values), limit), [graphs, configurations]);
}

/** One row holding these values in as many columns: a readout of a single graph. */
const readout = (values: Float32Array): Csr => ({
  starts: Int32Array.of(0, values.length),
  columns: Int32Array.from(values, (_, at) => at),
  values,
});

/** Readouts of one graph: its shares, and one over its number of nodes. */
export const readouts = (shares: Float32Array): { readonly shares: Csr; readonly means: Csr } => ({
  shares: readout(shares),
  means: readout(new Float32Array(shares.length).fill(1 / Math.max(1, shares.length))),
});
