/** A dense convolution, its depthwise form, and the separable pair, over the same input: work, traffic, least time. */
import type { Bytes, Flops, Macs, Seconds } from "../../../base/units.ts";
import { compulsoryTraffic, macsOf, product, weightsOf } from "../../../cost/conv/algorithm.ts";
import type { Window } from "../../../cost/node-cost.ts";
import { type Roof, ridgePoint, rooflineTime } from "../../../device/roofline.ts";
import { type Quiz, timesText } from "../quiz.ts";

export interface Form {
  readonly name: string;
  readonly macs: Macs;
  readonly weights: number;
  readonly flops: Flops;
  /** Inputs, weights and outputs once. */
  readonly traffic: Bytes;
  readonly intensity: number;
  /** Undefined where a roof is not known. */
  readonly seconds: Seconds | undefined;
}

/** Every channel mixed with every other: groups of one. */
export const denseOf = (window: Window): Window => ({ ...window, groups: 1 });

/** A filter for each input channel, none mixed: K = C = groups. */
export const depthwiseOf = (window: Window): Window => ({
  ...window,
  groups: window.inputChannels,
  outputChannels: window.inputChannels,
});

/** 1×1 over the depthwise output, which mixes the channels afterwards. */
export const pointwiseOf = (window: Window): Window => ({
  ...window,
  groups: 1,
  input: window.output,
  kernel: window.kernel.map(() => 1),
  strides: window.strides.map(() => 1),
  dilations: window.dilations.map(() => 1),
  pads: window.pads.map(() => 0),
});

export function formOf(name: string, windows: readonly Window[], elementBytes: Bytes, roof: Roof): Form {
  let [macs, weights, traffic] = [0, 0, 0];
  let seconds: Seconds | undefined = 0;
  for (const window of windows) {
    const [own, bytes] = [macsOf(window), compulsoryTraffic(window, elementBytes)];
    const time = rooflineTime(2 * own, bytes, roof);
    macs += own;
    weights += weightsOf(window);
    traffic += bytes;
    seconds = seconds === undefined || time === undefined ? undefined : seconds + time;
  }
  return { name, macs, weights, flops: 2 * macs, traffic, intensity: (2 * macs) / traffic, seconds };
}

/** The three forms; parts of the pair run one after another, each held by its own roof. */
export function formsOf(window: Window, elementBytes: Bytes, roof: Roof): readonly [Form, Form, Form] {
  const [depthwise, pointwise] = [depthwiseOf(window), pointwiseOf(window)];
  const form = (name: string, ...windows: readonly Window[]): Form => formOf(name, windows, elementBytes, roof);
  const kernel = window.kernel.join("×");
  return [
    form(`Dense ${kernel}`, denseOf(window)),
    form(`Depthwise ${kernel}`, depthwise),
    form(`Depthwise ${kernel}, then 1×1`, depthwise, pointwise),
  ];
}

/** One thread, one phone, one program: what models with so many MACs took. */
export interface Measured {
  readonly model: string;
  /** Has depthwise convolutions. */
  readonly isDepthwise: boolean;
  readonly macs: Macs;
  readonly seconds: Seconds;
}

/** Kirin 970, one Cortex-A73 at 2.4 GHz, fp32. Latencies: Tencent/ncnn@a4d2ea1 benchmark/README.md; MACs: torchvision's published weights. */
export const measuredSource =
  "Kirin 970, one thread on Cortex-A73, fp32: Tencent/ncnn@a4d2ea1 benchmark/README.md. MACs as torchvision publishes them for these architectures.";
export const measured: readonly Measured[] = [
  { model: "VGG-16", isDepthwise: false, macs: 15.47e9, seconds: 1.63298 },
  { model: "ResNet-50", isDepthwise: false, macs: 4.089e9, seconds: 0.55841 },
  { model: "ResNet-18", isDepthwise: false, macs: 1.814e9, seconds: 0.24562 },
  { model: "GoogLeNet", isDepthwise: false, macs: 1.498e9, seconds: 0.24026 },
  { model: "EfficientNet-B0", isDepthwise: true, macs: 0.386e9, seconds: 0.14745 },
  { model: "SqueezeNet 1.1", isDepthwise: false, macs: 0.349e9, seconds: 0.07347 },
  { model: "MobileNetV2", isDepthwise: true, macs: 0.301e9, seconds: 0.07053 },
  { model: "ShuffleNetV2 1.0", isDepthwise: true, macs: 0.145e9, seconds: 0.03397 },
];

/** MACs a second, which would be alike everywhere if MACs told the time. */
export const paceOf = ({ macs, seconds }: Measured): number => macs / seconds;

const named = (model: string): Measured => {
  const found = measured.find((row) => row.model === model);
  if (found === undefined) throw new Error(`no measurement of ${model}`);
  return found;
};

/** From ResNet-18 to MobileNetV2: what the MACs promise, and what a clock said. */
export function promiseQuiz(): Quiz {
  const [from, to] = [named("ResNet-18"), named("MobileNetV2")];
  const promised = from.macs / to.macs;
  const kept = from.seconds / to.seconds;
  const why = `${timesText(promised)} fewer MACs, but ${(from.seconds * 1e3).toFixed(0)} ms against ${(to.seconds * 1e3).toFixed(0)} ms: ${timesText(kept)} as fast. Its depthwise layers do few operations on each byte they move, while ncnn computes most of ResNet’s 3×3 layers by Winograd, with fewer multiplications than MACs.`;
  return {
    question: `MobileNetV2 has ${timesText(promised)} fewer MACs than ResNet-18. How much faster was it on the phone below?`,
    choices: [
      { text: timesText(promised), isRight: false, why },
      { text: timesText(kept), isRight: true, why },
      { text: "Not at all", isRight: false, why },
    ],
  };
}

/** Where a device's ridge is farther right than a form, computing less gains nothing. */
export const waitsForMemory = ({ intensity }: Form, roof: Roof): boolean | undefined => {
  const ridge = ridgePoint(roof);
  return ridge === undefined ? undefined : intensity < ridge;
};

/** (R·S) / 4 for large maps of fp32 at stride 1: two FLOPs a tap, four bytes read and four written. */
export const depthwiseLimit = (window: Window, elementBytes: Bytes): number =>
  (2 * product(window.kernel)) / (2 * elementBytes);
