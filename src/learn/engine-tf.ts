/**
 * The same network in TensorFlow.js: what the window runs. All members go side by side through each product, since at some
 * hundred nodes the calls cost more than the arithmetic.
 */
import * as tf from "@tensorflow/tfjs-core";
import { joinFloats } from "../base/floats.ts";
import type { Csr } from "../predict/features.ts";
import { type Dense, type Engine, limit, type Member, multiply } from "./gcn.ts";

/** A dense layer of every member. */
interface Layers {
  /** [members, inputs, outputs] */
  readonly weights: tf.Tensor3D;
  /** [members, 1, outputs] */
  readonly bias: tf.Tensor3D;
}

interface Stack {
  readonly graph: readonly Layers[];
  readonly head: readonly Layers[];
}

/** Members on the backend, kept as long as their weights are, so that models come and go without leaving tensors behind. */
const resident = new WeakMap<readonly Member[], Stack>();

function residentStack(members: readonly Member[]): Stack {
  const found = resident.get(members) ?? {
    graph: stacked(members.map(({ graph }) => graph)),
    head: stacked(members.map(({ head }) => head)),
  };
  resident.set(members, found);
  return found;
}

/** Layer by layer; all members have the same widths. */
const stacked = (members: readonly (readonly Dense[])[]): readonly Layers[] =>
  (members[0] ?? []).map(({ inputs, outputs }, at) => {
    const layer = members.flatMap((layers) => layers[at] ?? []);
    return {
      weights: tf.keep(tf.tensor3d(joinFloats(layer.map(({ weights }) => weights)), [members.length, inputs, outputs])),
      bias: tf.keep(tf.tensor3d(joinFloats(layer.map(({ bias }) => bias)), [members.length, 1, outputs])),
    };
  });

/** Rows of every member, one member after the other. */
type Rows = readonly Float32Array[];

/** WebAssembly multiplies a stack of matrices by a plain loop: of more rows than this, a product for each member is faster. */
const mostStacked = 500;

function product(values: tf.Tensor3D, weights: tf.Tensor3D): tf.Tensor3D {
  const [members, rows, inputs] = values.shape;
  const outputs = weights.shape[2];
  if (rows <= mostStacked) return tf.matMul(values, weights);
  const own = Array.from({ length: members }, (_, at) =>
    tf.matMul(
      tf.reshape(tf.slice3d(values, [at, 0, 0], [1, rows, inputs]), [rows, inputs]),
      tf.reshape(tf.slice3d(weights, [at, 0, 0], [1, inputs, outputs]), [inputs, outputs]),
    ),
  );
  return tf.reshape(tf.concat(own, 0), [members, rows, outputs]);
}

/** X W + b of every member; all tensors of the network are float32. */
const apply = ({ weights, bias }: Layers, values: tf.Tensor3D): tf.Tensor3D => tf.add(product(values, weights), bias);

function split(values: ArrayLike<number>, members: number): Rows {
  const all = Float32Array.from(values);
  const each = all.length / members;
  return Array.from({ length: members }, (_, at) => all.subarray(at * each, (at + 1) * each));
}

/** What is made of each member's rows, of the same rows only once: all members begin with the same features. */
function once(rows: Rows, make: (values: Float32Array) => Float32Array): Rows {
  const made = new Map<Float32Array, Float32Array>();
  return rows.map((values) => {
    const own = made.get(values) ?? make(values);
    made.set(values, own);
    return own;
  });
}

/** One row holding these values in as many columns: a readout of a single graph. */
const readout = (values: Float32Array): Csr => ({
  starts: Int32Array.of(0, values.length),
  columns: Int32Array.from(values, (_, at) => at),
  values,
});

/** The engine on the backend that is set. */
export const tfEngine: Engine = {
  name: "tfjs",
  prepare(members, { propagation, features, shares }) {
    const { graph, head } = residentStack(members);
    const nodes = shares.length;
    let rows: Rows = members.map(() => features);
    // No backend multiplies sparse matrices, and N × N would not fit at 10,000 nodes: Â X is done here, (Â X) W there.
    for (const layer of graph) {
      const width = layer.weights.shape[1];
      const gathered = joinFloats(once(rows, (values) => multiply(propagation, values, width)));
      const values = tf.tidy(() => tf.relu(apply(layer, tf.tensor3d(gathered, [members.length, nodes, width]))));
      // Not read in there: what leaves tidy is searched for tensors, number by number.
      rows = split(values.dataSync(), members.length);
      values.dispose();
    }
    const width = rows[0] === undefined ? 0 : rows[0].length / Math.max(1, nodes);
    const mean = readout(new Float32Array(nodes).fill(1 / Math.max(1, nodes)));
    const z = rows.map((values) =>
      joinFloats([multiply(readout(shares), values, width), multiply(mean, values, width)]),
    );
    return (conv, hardware) => {
      const input = joinFloats(z.flatMap((own) => [own, conv, hardware]));
      const values = tf.tidy(() => {
        let layer: tf.Tensor3D = tf.tensor3d(input, [members.length, 1, input.length / members.length]);
        for (const [at, one] of head.entries()) layer = apply(one, at === 0 ? layer : tf.relu(layer));
        return layer.dataSync();
      });
      let sum = 0;
      for (const value of values) sum += limit * Math.tanh(value);
      return sum / Math.max(1, members.length);
    };
  },
};
