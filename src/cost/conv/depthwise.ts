import { type ConvAlgorithm, isDepthwise, isTransposed, macsOf, plainCost } from "./algorithm.ts";

/** One channel a group: N·K·R·S·P·Q multiply-adds, about R·S/4 FLOP/byte in fp32 at stride 1. */
export const depthwise: ConvAlgorithm = {
  id: "depthwise",
  label: "Depthwise",
  summary: "A sliding window per channel: no sum over channels, so no matrix product.",
  source: "google/XNNPACK@75db3c0 (dwconv); Tencent/ncnn@a4d2ea1 (convolutiondepthwise)",
  refusal(window) {
    if (isTransposed(window)) return "This is a transposed convolution.";
    return isDepthwise(window) ? undefined : "Several input channels are summed in each group.";
  },
  cost: (window) =>
    plainCost(macsOf(window), {
      caution: "Few operations per byte: bandwidth, not arithmetic, usually sets its time.",
    }),
};
