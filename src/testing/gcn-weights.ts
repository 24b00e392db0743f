/** Weights as training would write them, but drawn at random: for tests of what must hold whatever was learned. */
import { deviceById } from "../device/catalog/index.ts";
import { nominalState } from "../device/roofline.ts";
import { analyzeModel } from "../engine/analyze.ts";
import type { Dense, Member, Scale } from "../learn/gcn.ts";
import { convColumns } from "../learn/model-input.ts";
import { type Configuration, type GcnWeights, weightsVersion } from "../learn/weights.ts";
import { isOwnTerm, terms } from "../predict/conv-regression.ts";
import { hardwareNames, nodeColumns } from "../predict/features.ts";
import type { PredictorInput, Target } from "../predict/predictor.ts";
import { modelOf } from "./graph-text.ts";

/** A small network with every kind of convolution, a branch, a gate and a classifier. */
export const smallNetwork = `
  x: float32[1,3,64,64]
  const w1: float32[16,3,3,3]
  const scale: float32[16]
  const w2: float32[16,1,5,5]
  const w3: float32[32,16,1,1]
  const w4: float32[32,8,3,3]
  const w5: float32[10,32]
  a = Conv(x, w1) strides=[2,2] pads=[1,1,1,1]
  b = BatchNormalization(a, scale, scale, scale, scale)
  c = Relu(b)
  d = Conv(c, w2) group=16 pads=[2,2,2,2]
  e = Add(d, c)
  f = Conv(e, w3)
  g = Conv(f, w4) group=4 pads=[1,1,1,1]
  h = Sigmoid(g)
  i = Mul(g, h)
  j = GlobalAveragePool(i)
  k = Flatten(j)
  y = Gemm(k, w5) transB=1
`;

export const inputOf = (text: string): PredictorInput =>
  analyzeModel(modelOf(text), { name: "test.onnx", bytes: 0, bytesRead: 0 });

/** A target at its nominal state, or with parts of the state changed. */
export function targetOf(id: string, cores: Target["cores"], state: Partial<Target["state"]> = {}): Target {
  const device = deviceById(id);
  const nominal = device === undefined ? undefined : nominalState(device, cores);
  if (device === undefined || nominal === undefined) throw new RangeError(`no such target: ${id}`);
  return { device, cores, runtime: "tflite", precision: "fp32", state: { ...nominal, ...state } };
}

/** Numbers in (-1, 1) that follow from `seed`. */
export function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return (state / 2 ** 32) * 2 - 1;
  };
}

const layer = (inputs: number, outputs: number, next: () => number): Dense => ({
  inputs,
  outputs,
  weights: Float32Array.from({ length: inputs * outputs }, next),
  bias: Float32Array.from({ length: outputs }, next),
});

const scale = (width: number, next: () => number): Scale => ({
  shift: Float32Array.from({ length: width }, next),
  factor: Float32Array.from({ length: width }, () => 0.1),
});

const hardwareColumns = hardwareNames(targetOf("pixel4", { large: 1 }));

export function randomMember(seed: number): Member {
  const next = noise(seed);
  const [conv, hardware] = [convColumns.length + 1, hardwareColumns.length];
  return {
    graph: [layer(nodeColumns.length, 8, next), layer(8, 6, next)],
    head: [layer(12 + conv + hardware, 10, next), layer(10, 5, next), layer(5, 1, next)],
  };
}

/** Trained, so to say, on one large and on two small cores of a Pixel 4. */
export function randomWeights(seed = 1): GcnWeights {
  const next = noise(seed);
  const coefficients = (): Float32Array =>
    Float32Array.from(terms, (name) => (isOwnTerm(name) ? 1e-12 : 1e-11) * (2 + next()));
  const configuration = (cores: string, spread: number): Configuration => ({
    device: "pixel4",
    cores,
    coefficients: coefficients(),
    unclocked: undefined,
    clocks: undefined,
    slowdowns: undefined,
    logSpeed: 0,
    spread,
    networks: 10,
  });
  return {
    version: weightsVersion,
    terms,
    nodeColumns,
    hardwareColumns,
    groups: [
      {
        id: "test tflite fp32",
        runtime: "tflite",
        precision: "fp32",
        pooled: coefficients(),
        shapes: { "k3x3 s2x2 @64x64": 0.1 },
        strength: 1,
        operators: [
          "Add",
          "BatchNormalization",
          "Conv",
          "Gemm",
          "GlobalAveragePool",
          "Mul",
          "Relu",
          "Sigmoid",
          "depthwise Conv",
          "grouped Conv",
        ],
        macs: [1e5, 1e10],
        seen: new Float32Array(convColumns.length),
        intervals: [
          { distance: 0.1, low: -1, high: 1 },
          { distance: 1, low: -2, high: 4 },
        ],
        configurations: [configuration("large:1", 0.05), configuration("small:2", 0.1)],
        transfer: undefined,
      },
    ],
    nodeScale: scale(nodeColumns.length, next),
    convScale: scale(convColumns.length + 1, next),
    hardwareScale: scale(hardwareColumns.length, next),
    members: [randomMember(seed), randomMember(seed + 1)],
    provenance: {
      data: "none",
      rows: 0,
      split: "none",
      seed,
      commit: "none",
      trained: "2024-01-01",
      results: [
        { method: "GCN", split: "none", cases: 1, within10: 1, mape: 0, spearman: 1, interval80: 0.8 },
        { method: "other", split: "none", cases: 1, within10: 1, mape: 0, spearman: 1 },
      ],
      notes: ["drawn at random"],
    },
  };
}
