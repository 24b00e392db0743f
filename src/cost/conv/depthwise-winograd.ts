/** Depthwise 3 x 3 by F(2,3) along the rows, as MindSpore Lite's nnacl does (conv_depthwise_fp32.c, ConvDw3x3). */
import {
  type ConvAlgorithm,
  hasKernel,
  isDepthwise,
  isDilated,
  isStrided,
  isTransposed,
  plainCost,
} from "./algorithm.ts";
import { vectorCounts } from "./winograd-matrices.ts";

const tile = 2;
const taps = 3;
const alpha = tile + taps - 1;

export const depthwiseWinograd: ConvAlgorithm = {
  id: "depthwise-winograd",
  label: "Depthwise, rows by F(2,3)",
  summary: "Transforms each row once in steps of two outputs and keeps three rows; products of kernel rows are added.",
  source: "MindSpore Lite nnacl conv_depthwise_fp32.c",
  refusal(window) {
    if (isTransposed(window)) return "This is a transposed convolution.";
    if (!isDepthwise(window)) return "Several input channels are summed in each group.";
    if (window.inputChannels !== window.outputChannels) return "A channel has more than one output.";
    if (window.kernel.length !== 2 || !hasKernel(window, taps))
      return `The kernel is ${window.kernel.join("×")}, not 3×3.`;
    if (isStrided(window) || isDilated(window)) return "Only stride 1 without dilation.";
    return window.pads.every((pad) => pad === 1) ? undefined : "Only with a pad of 1 on every side.";
  },
  cost(window, elementBytes, { threads }) {
    const { batch, inputChannels: channels, output } = window;
    const [rows = 1, width = 1] = output;
    const tiles = Math.ceil(width / tile);
    const counts = vectorCounts(tile, taps) ?? { data: 0, filter: 0, inverse: 0 };
    const perRow = batch * channels * tiles;
    return plainCost(perRow * rows * taps * alpha, {
      dataTransform: perRow * (rows + taps - 1) * counts.data,
      inverseTransform: perRow * rows * counts.inverse,
      filterTransform: channels * taps * counts.filter,
      tileWaste: 1 - width / (tiles * tile),
      buffers: [
        { name: "Three rows", bytes: threads * taps * tiles * alpha * channels * elementBytes, kept: false },
        { name: "U", bytes: channels * taps * alpha * elementBytes, kept: true },
      ],
      extraTraffic: channels * taps * (alpha - taps) * elementBytes,
      caution: "Saves a third of the multiplications, but bandwidth usually sets the time of a depthwise layer.",
    });
  },
};
