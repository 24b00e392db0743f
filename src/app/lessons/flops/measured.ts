/** Single convolutions that were timed on one core: (nearly) the same MACs, and what a clock said. */
import type { Macs, Seconds } from "../../../base/units.ts";
import { type Quiz, timesText } from "../quiz.ts";

export interface MeasuredLayer {
  /** "3×3, 96 → 96" */
  readonly what: string;
  /** Of the output, one side. */
  readonly map: number;
  readonly macs: Macs;
  readonly seconds: Seconds;
  /** Which network it was timed in. */
  readonly network: string;
}

export interface MeasuredPair {
  readonly fast: MeasuredLayer;
  readonly slow: MeasuredLayer;
  readonly why: string;
}

/** MACs follow from the shapes: output² · kernel · channels in / groups · channels out. */
const layer = (
  network: string,
  what: string,
  [map, kernel, inputs, outputs]: readonly [map: number, kernel: number, inputs: number, outputs: number],
  seconds: Seconds,
): MeasuredLayer => ({ network, what, map, macs: map * map * kernel * inputs * outputs, seconds });

export const measuredSource =
  "Snapdragon 855, one thread on a big core, MNN, fp32; medians of nine runs: summerspringwei/DAG-Scheduler@9acc93f2, models/*/*.csv. The clock was the highest; its value was not recorded. The same layer differs by up to a fifth between networks.";

export const measuredPairs: readonly MeasuredPair[] = [
  {
    fast: layer("Inception-v3", "3×3, 32 → 32", [147, 9, 32, 32], 5.713e-3),
    slow: layer("NASNet-large", "1×1, 1344 → 336", [21, 1, 1344, 336], 11.407e-3),
    why: "MNN computes 3×3 layers at stride 1 by Winograd: fewer multiplications than the MACs say. For 1×1 there is no such way.",
  },
  {
    fast: layer("Inception-v3", "3×3, 96 → 96", [35, 9, 96, 96], 1.64e-3),
    slow: layer("Inception-v4", "7×1, 224 → 224", [17, 7, 224, 224], 5.905e-3),
    why: "A kernel of 7×1 went through a matrix product, with one multiplication for each MAC.",
  },
  {
    fast: layer("NASNet-mobile", "1×1, 264 → 88", [28, 1, 264, 88], 0.921e-3),
    slow: layer("PNASNet-large", "depthwise 7×7, 54", [83, 49, 1, 54], 3.221e-3),
    why: "A depthwise layer is no matrix product: nothing that was loaded serves several output channels. It ran at 5.7 GMAC/s, the 1×1 layer at 19.8.",
  },
];

export const ratioOf = ({ fast, slow }: MeasuredPair): number => slow.seconds / fast.seconds;

const found = (layers: readonly MeasuredLayer[], what: string): MeasuredLayer => {
  const one = layers.find((each) => each.what === what);
  if (one === undefined) throw new Error(`no measurement of ${what}`);
  return one;
};

/** The depthwise layer of fewest MACs against the dense one of five times more. */
export function measuredQuiz(): Quiz {
  const layers = measuredPairs.flatMap(({ fast, slow }) => [fast, slow]);
  const thin = found(layers, "depthwise 7×7, 54");
  const dense = found(layers, "3×3, 96 → 96");
  const work = dense.macs / thin.macs;
  const time = thin.seconds / dense.seconds;
  const ms = ({ seconds }: MeasuredLayer): string => `${(seconds * 1e3).toFixed(2)} ms`;
  const why = `The dense layer took ${ms(dense)}, the depthwise one ${ms(thin)}: ${timesText(time)} as long for ${timesText(work)} fewer MACs. Its pace was ${(thin.macs / thin.seconds / 1e9).toFixed(1)} GMAC/s against ${(dense.macs / dense.seconds / 1e9).toFixed(1)}.`;
  return {
    question: `The dense 3×3 layer above has ${timesText(work)} more MACs than the depthwise 7×7 one. Which took longer?`,
    choices: [
      { text: `The dense one, ${timesText(work)} as long`, isRight: false, why },
      { text: "Both about the same", isRight: false, why },
      { text: `The depthwise one, ${timesText(time)} as long`, isRight: true, why },
    ],
  };
}
