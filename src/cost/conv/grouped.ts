import { type ConvAlgorithm, isTransposed, macsOf, plainCost } from "./algorithm.ts";
import { columnElements } from "./im2col.ts";

/** g small im2col products one after another, which share one column buffer of (C/g)·R·S·P·Q elements. */
export const grouped: ConvAlgorithm = {
  id: "grouped",
  label: "Loop over groups",
  summary: "Each group is a small convolution of its own, unfolded and multiplied in turn.",
  source: "Tencent/ncnn@a4d2ea1; alibaba/MNN@4d40bdb; MindSpore Lite convolution delegate",
  refusal(window) {
    if (isTransposed(window)) return "This is a transposed convolution.";
    return window.groups > 1 ? undefined : "There is one group only.";
  },
  cost(window, elementBytes) {
    const bytes = columnElements(window) * elementBytes;
    const perGroup = window.inputChannels / window.groups;
    return plainCost(macsOf(window), {
      buffers: [{ name: "Columns of a group", bytes, kept: false }],
      extraTraffic: 2 * bytes * window.groups * window.batch,
      caution: `${window.groups} products with ${perGroup} input channels each use wide vector units poorly.`,
    });
  },
};
