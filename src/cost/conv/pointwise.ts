import { type ConvAlgorithm, hasKernel, isPadded, isStrided, isTransposed, macsOf, plainCost } from "./algorithm.ts";

/** 1 x 1 at stride 1: GEMM with M = K, K' = C, N' = P·Q directly on the input. */
export const pointwise: ConvAlgorithm = {
  id: "pointwise",
  label: "1×1 as GEMM",
  summary: "The input is the matrix already: one product of weights and pixels, nothing unfolded.",
  source: "microsoft/onnxruntime mlas/lib/convolve.cpp; google/XNNPACK@75db3c0",
  refusal(window) {
    if (isTransposed(window)) return "A transposed convolution scatters its product.";
    if (!hasKernel(window, 1)) return `The kernel is ${window.kernel.join("×")}: neighbours must be unfolded first.`;
    if (isStrided(window)) return "A stride above 1 needs a gather of the pixels that are kept.";
    return isPadded(window) ? "Pads are not part of the input's matrix." : undefined;
  },
  cost: (window) =>
    plainCost(macsOf(window), {
      caution: window.groups > 1 ? `${window.groups} small products, one a group.` : undefined,
    }),
};
