/**
 * The network of the flagship predictor and its forward pass in plain arithmetic: the reference that the tfjs version is
 * tested against, and what serves where no WebAssembly is wanted.
 *
 *     H1 = relu(Â X W1 + b1), H2 = relu(Â H1 W2 + b2)             Kipf layers over the nodes
 *     z  = [Σ share · H2, mean H2]                                 share: part of the regression's time, so it sums to 1
 *     log(T / T_c) = limit · tanh(head([z, c, h]))                 three dense layers
 *
 * The network only corrects the regression's time T_c, and by no more than exp(±limit): outside of what it saw, the
 * answer falls back on physics that grows with the work.
 */
import type { Csr } from "../predict/features.ts";

/** y = x W + b with W row by row, `inputs` × `outputs`. */
export interface Dense {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** Standardisation: (x - shift) · factor per column; a column that never varied has factor 0. */
export interface Scale {
  readonly shift: Float32Array;
  readonly factor: Float32Array;
}

/** One trained network. */
export interface Member {
  readonly graph: readonly Dense[];
  /** The first layer takes z, then c, then h. */
  readonly head: readonly Dense[];
}

/** A model as the network sees it, already standardised. */
export interface GraphInput {
  readonly propagation: Csr;
  /** Rows of node features. */
  readonly features: Float32Array;
  /** Each node's part of the regression's time; sums to 1. */
  readonly shares: Float32Array;
}

/** log(T / T_c), the mean over the members, for a standardised c and h: costs the head only. */
export type LogRatio = (conv: Float32Array, hardware: Float32Array) => number;

/** Runs the networks; plain here, tfjs in engine-tf.ts. */
export interface Engine {
  readonly name: string;
  /** Computes z of every member once. */
  prepare(members: readonly Member[], graph: GraphInput): LogRatio;
}

/** Largest correction to the regression: a factor of exp(0.5) = 1.65 either way. */
export const limit = 0.5;

export const plainEngine: Engine = {
  name: "plain",
  prepare(members, graph) {
    const ready = members.map((member) => ({ member, z: embed(member, graph) }));
    return (conv, hardware) => {
      let sum = 0;
      for (const { member, z } of ready) sum += limit * Math.tanh(head(member, z, conv, hardware));
      return sum / Math.max(1, ready.length);
    };
  },
};

/** z of a graph: share-weighted sum and mean of the last layer. */
export function embed(member: Member, { propagation, features, shares }: GraphInput): Float32Array {
  let values = features;
  let width = features.length / Math.max(1, shares.length);
  for (const layer of member.graph) {
    // Â (X W) rather than (Â X) W: cheaper where a layer narrows.
    values = relu(addBias(multiply(propagation, dense(values, shares.length, layer), layer.outputs), layer.bias));
    width = layer.outputs;
  }
  const z = new Float32Array(2 * width);
  for (const [at, share] of shares.entries()) {
    for (let column = 0; column < width; column += 1) {
      const value = values[at * width + column] ?? 0;
      z[column] = (z[column] ?? 0) + share * value;
      z[width + column] = (z[width + column] ?? 0) + value / shares.length;
    }
  }
  return z;
}

function head(member: Member, z: Float32Array, conv: Float32Array, hardware: Float32Array): number {
  let values: Float32Array = Float32Array.from([...z, ...conv, ...hardware]);
  for (const [at, layer] of member.head.entries()) {
    values = addBias(dense(values, 1, layer), layer.bias);
    if (at < member.head.length - 1) values = relu(values);
  }
  return values[0] ?? 0;
}

/** X W, without the bias. */
function dense(values: Float32Array, rows: number, { inputs, outputs, weights }: Dense): Float32Array {
  const out = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row += 1) {
    for (let input = 0; input < inputs; input += 1) {
      const value = values[row * inputs + input] ?? 0;
      if (value === 0) continue;
      for (let output = 0; output < outputs; output += 1) {
        out[row * outputs + output] =
          (out[row * outputs + output] ?? 0) + value * (weights[input * outputs + output] ?? 0);
      }
    }
  }
  return out;
}

/** The sparse matrix times a dense one of `width` columns. */
export function multiply({ starts, columns, values }: Csr, dense: Float32Array, width: number): Float32Array {
  const rows = starts.length - 1;
  const out = new Float32Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const end = starts[row + 1] ?? 0;
    for (let entry = starts[row] ?? 0; entry < end; entry += 1) {
      const from = (columns[entry] ?? 0) * width;
      const value = values[entry] ?? 0;
      for (let column = 0; column < width; column += 1) {
        out[row * width + column] = (out[row * width + column] ?? 0) + value * (dense[from + column] ?? 0);
      }
    }
  }
  return out;
}

function addBias(values: Float32Array, bias: Float32Array): Float32Array {
  return values.map((value, at) => value + (bias[at % bias.length] ?? 0));
}

const relu = (values: Float32Array): Float32Array => values.map((value) => Math.max(0, value));

/** (x - shift) · factor, row by row. */
export const standardize = (values: Float32Array, { shift, factor }: Scale): Float32Array =>
  values.map((value, at) => (value - (shift[at % shift.length] ?? 0)) * (factor[at % factor.length] ?? 0));
