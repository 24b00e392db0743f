import { type ConvAlgorithm, macsOf, plainCost } from "./algorithm.ts";

/** Sliding window: N·K·(C/g)·R·S·P·Q multiply-adds and nothing else. */
export const direct: ConvAlgorithm = {
  id: "direct",
  label: "Direct",
  summary: "Loops over outputs and kernel: the definition itself, without buffers.",
  source: "Sze et al., Efficient Processing of Deep Neural Networks",
  refusal: () => undefined,
  cost: (window) => plainCost(macsOf(window)),
};
