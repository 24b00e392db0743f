import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { hardwareVector } from "../predict/features.ts";
import { inputOf, noise, randomMember, randomWeights, smallNetwork, targetOf } from "../testing/gcn-weights.ts";
import { tfEngine } from "./engine-tf.ts";
import { embed, type GraphInput, limit, plainEngine } from "./gcn.ts";
import { convColumns, graphInput, modelInput, regressionTimes } from "./model-input.ts";

const model = modelInput(inputOf(smallNetwork));
const pooled = randomWeights().groups[0]?.pooled ?? new Float32Array(0);
const input: GraphInput = graphInput(model, regressionTimes(model, pooled, {}));
// Features are logarithms up to 20; training standardises them.
const graph: GraphInput = { ...input, features: input.features.map((value) => value / 10) };
const hardware = hardwareVector(targetOf("pixel4", { large: 1 }));
const next = noise(5);
const conv = Float32Array.from({ length: convColumns.length + 1 }, next);

/** So many graphs as one. */
function sideBySide(count: number): GraphInput {
  const nodes = graph.shares.length;
  const { starts, columns, values } = graph.propagation;
  const copies = Array.from({ length: count }, (_, copy) => copy);
  return {
    features: Float32Array.from(copies.flatMap(() => [...graph.features])),
    shares: Float32Array.from(copies.flatMap(() => [...graph.shares].map((share) => share / count))),
    propagation: {
      starts: Int32Array.from([
        0,
        ...copies.flatMap((copy) => Array.from(starts.subarray(1), (start) => start + copy * columns.length)),
      ]),
      columns: Int32Array.from(copies.flatMap((copy) => [...columns].map((at) => at + copy * nodes))),
      values: Float32Array.from(copies.flatMap(() => [...values])),
    },
  };
}

describe("engines", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
  });

  test.each([1, 2, 3, 4])("tfjs and plain arithmetic agree to 1e-4 (weights %i)", (seed) => {
    const members = [randomMember(seed), randomMember(seed + 10)];
    const plain = plainEngine.prepare(members, graph)(conv, hardware);
    const onTf = tfEngine.prepare(members, graph)(conv, hardware);
    expect(Math.abs(plain - onTf)).toBeLessThan(1e-4);
  });

  test("of a graph too large for stacked products they agree as well", () => {
    const members = [randomMember(5), randomMember(6)];
    const large = sideBySide(Math.ceil(600 / graph.shares.length));
    const plain = plainEngine.prepare(members, large)(conv, hardware);
    expect(Math.abs(plain - tfEngine.prepare(members, large)(conv, hardware))).toBeLessThan(1e-4);
  });

  test("two runs give the same number", () => {
    const run = (): number => tfEngine.prepare([randomMember(3)], graph)(conv, hardware);
    expect(run()).toBe(run());
  });

  test("predictions and further models leave no tensor behind", () => {
    const members = [randomMember(7)];
    tfEngine.prepare(members, graph)(conv, hardware);
    const before = tf.memory().numTensors;
    const ratio = tfEngine.prepare(members, graph);
    for (let run = 0; run < 5; run += 1) ratio(conv, hardware);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test("a correction is at most exp(limit) either way, however large the weights", () => {
  const member = randomMember(2);
  const head = member.head.map((layer) => ({ ...layer, weights: layer.weights.map((value) => value * 1e6) }));
  expect(Math.abs(plainEngine.prepare([{ ...member, head }], graph)(conv, hardware))).toBeLessThanOrEqual(limit);
});

test("z of two equal graphs side by side is z of one: readouts are shares and means", () => {
  const one = embed(randomMember(4), graph);
  const both = embed(randomMember(4), sideBySide(2));
  for (const [at, value] of one.entries()) expect(both[at]).toBeCloseTo(value, 4);
});
