import { isDepthwise, isDilated, isTransposed, product } from "../../cost/conv/algorithm.ts";
import type { Window } from "../../cost/node-cost.ts";
import { assume, type ConvContext, gemmFor, type Library, type Pick, read } from "./library.ts";
import { isDense, isKernel, isStride, kernelText, pixels } from "./shape.ts";

/** By the tiles of 8 x threads that the map offers: 16 and 36 pixels a share divide α of 4, 6 and 8. */
function winograd(window: Window, { threads }: ConvContext): Pick {
  const share = pixels(window) / (8 * threads);
  const text = `${Math.floor(share)} pixels for each of 8 × ${threads} shares.`;
  if (share < 16) return read("winograd-2x3", text);
  return read(share < 36 ? "winograd-4x3" : "winograd-6x3", text);
}

export const paddleLite: Library = {
  id: "paddle-lite",
  label: "Paddle-Lite, Arm",
  source: "PaddlePaddle/Paddle-Lite@3d329c9 lite/kernels/arm/conv_compute.cc",
  precisions: ["fp32"],
  gemm: "im2col",
  choose(window, context) {
    if (isTransposed(window)) return assume("col2im", "Its rule for transposed convolutions was not read.");
    const isPlain = !isDilated(window) && (isStride(window, 1) || isStride(window, 2));
    if (isDepthwise(window) && isPlain && (isKernel(window, 3) || isKernel(window, 5))) {
      return read("depthwise", `Depthwise ${kernelText(window)} has a kernel of its own.`);
    }
    if (window.groups === 1 && isKernel(window, 3)) {
      if (isDense(window)) return winograd(window, context);
      const { inputChannels: from, outputChannels: to, input } = window;
      if (isPlain && isStride(window, 2) && from * to < 4 * product(input)) {
        return read("direct", "3×3 stride 2 with fewer channel pairs than four times the pixels.");
      }
    }
    return read(gemmFor(window, "im2col"), "All that has no kernel of its own is a matrix product.");
  },
};
