import { isDepthwise, isDilated, isTransposed, product } from "../../cost/conv/algorithm.ts";
import type { Window } from "../../cost/node-cost.ts";
import { assume, type ConvContext, gemmFor, type Library, type Pick, read } from "./library.ts";
import { isDense, isKernel, isStride, kernelText } from "./shape.ts";

/** Winograd is chosen at load, whatever the size of the maps. */
function winograd({ inputChannels: from, outputChannels: to }: Window, least: number): Pick {
  if (from <= 128 && to <= 128) return read("winograd-6x3", `${from} and ${to} channels are at most 128.`);
  return from >= least && to >= least
    ? read("winograd-4x3", `More than 128 channels, both at least ${least}.`)
    : read("winograd-2x3", `Fewer than ${least} channels on one side.`);
}

/** Small windows with kernels written by hand, by how channels are packed (by 4 where their number allows). */
function byHand(window: Window): boolean {
  const { inputChannels: from, outputChannels: to } = window;
  if (isDilated(window) || to % 4 !== 0) return false;
  if (from % 4 !== 0) {
    return (
      (isKernel(window, 3) && (isStride(window, 1) || isStride(window, 2))) ||
      (isKernel(window, 7) && isStride(window, 2))
    );
  }
  if (isKernel(window, 5) && isStride(window, 1)) return true;
  if (isKernel(window, 3) && isStride(window, 2)) return from < 4 || to < 32;
  return isKernel(window, 5) && isStride(window, 2) && (from < 8 || to < 44);
}

/** Filters, spread by stride and dilation and counted twice, against the level-2 cache; or more than 16 channels. */
function product32(window: Window, { l2Bytes }: ConvContext): Pick {
  const { inputChannels: from, outputChannels: to, kernel, strides, dilations } = window;
  const gemm = gemmFor(window, "im2col");
  if (isKernel(window, 1)) return read(gemm, "1×1 kernels are matrix products.");
  if (from > 16 || to > 16) return read(gemm, "More than 16 channels.");
  if (l2Bytes === undefined) return assume("direct", "Few channels; the level-2 cache that would decide is unknown.");
  const bytes = from * to * product(kernel) * product(strides) * product(dilations) * 4 * 2;
  return bytes > l2Bytes
    ? read(gemm, "The filters fill the level-2 cache.")
    : read("direct", "At most 16 channels, and the filters fit the level-2 cache.");
}

export const ncnnArm: Library = {
  id: "ncnn-arm",
  label: "ncnn, Arm",
  source: "Tencent/ncnn@a4d2ea1 src/layer/arm/convolution_arm.cpp",
  precisions: ["fp32", "fp16"],
  gemm: "im2col",
  choose(window, context) {
    if (isTransposed(window)) return read("col2im", "Transposed convolutions are GEMM and col2im.");
    if (isDepthwise(window)) {
      const hand = (isKernel(window, 3) || isKernel(window, 5)) && (isStride(window, 1) || isStride(window, 2));
      return hand && !isDilated(window)
        ? read("depthwise", `A kernel written by hand for depthwise ${kernelText(window)}.`)
        : read("depthwise", "Depthwise without a kernel of its own: the general loop.");
    }
    if (window.groups > 1) return read("grouped", "Groups run one after another.");
    const least = context.precision === "fp16" ? 16 : 8;
    const { inputChannels: from, outputChannels: to } = window;
    if (isKernel(window, 3) && isDense(window) && (from >= least || to >= least)) return winograd(window, least);
    return byHand(window)
      ? read("direct", `A kernel written by hand for ${kernelText(window)}.`)
      : product32(window, context);
  },
};
