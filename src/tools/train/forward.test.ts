import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { type Dense, type GraphInput, multiply, plainEngine } from "../../learn/gcn.ts";
import { noise, randomMember } from "../../testing/gcn-weights.ts";
import { embedTensors, headTensors, type LayerTensors, transposed } from "./forward.ts";

const layerTensors = ({ inputs, outputs, weights, bias }: Dense): LayerTensors => ({
  weights: tf.tensor2d(weights, [inputs, outputs]),
  bias: tf.tensor1d(bias),
});

test("what training differentiates is what predicts: a chain of two nodes on two configurations, to 1e-4", async () => {
  await tf.setBackend("cpu");
  const member = randomMember(3);
  const [conv, hardware] = sizesOf(member.head[0]?.inputs ?? 0, member.graph.at(-1)?.outputs ?? 0);
  const next = noise(8);
  const row = (length: number): Float32Array => Float32Array.from({ length }, next);
  const features = row(2 * (member.graph[0]?.inputs ?? 0));
  const propagation = {
    starts: Int32Array.of(0, 2, 4),
    columns: Int32Array.of(0, 1, 0, 1),
    values: Float32Array.of(0.5, 0.5, 0.5, 0.5),
  };
  const graph: GraphInput = { propagation, features, shares: Float32Array.of(0.25, 0.75) };
  const [c, h] = [[row(conv), row(conv)] as const, [row(hardware), row(hardware)] as const];
  const logRatio = plainEngine.prepare([member], graph);
  const readout = (a: number, b: number) => ({
    starts: Int32Array.of(0, 2),
    columns: Int32Array.of(0, 1),
    values: Float32Array.of(a, b),
  });
  const z = embedTensors(member.graph.map(layerTensors), {
    propagation,
    features: tf.tensor2d(features, [2, features.length / 2]),
    shares: readout(0.25, 0.75),
    means: readout(0.5, 0.5),
  });
  const found = headTensors(
    member.head.map(layerTensors),
    z,
    tf.tensor2d([...c[0], ...c[1]], [2, conv]),
    tf.tensor2d([...h[0], ...h[1]], [2, hardware]),
  ).dataSync();
  expect(found[0]).toBeCloseTo(logRatio(c[0], h[0]), 4);
  expect(found[1]).toBeCloseTo(logRatio(c[1], h[1]), 4);
});

/** c and h share what the head takes besides z, which is twice as wide as the last layer over nodes. */
const sizesOf = (inputs: number, width: number): readonly [number, number] => {
  const both = inputs - 2 * width;
  return [Math.floor(both / 2), Math.ceil(both / 2)];
};

test("the transpose of a sparse matrix: [[1,2,0],[0,0,3]]", () => {
  const matrix = {
    starts: Int32Array.of(0, 2, 3),
    columns: Int32Array.of(0, 1, 2),
    values: Float32Array.of(1, 2, 3),
  };
  const turned = transposed(matrix, 3);
  expect([...turned.starts]).toEqual([0, 1, 2, 3]);
  expect([...turned.columns]).toEqual([0, 0, 1]);
  expect([...multiply(turned, Float32Array.of(1, 10), 1)]).toEqual([1, 2, 30]);
});
