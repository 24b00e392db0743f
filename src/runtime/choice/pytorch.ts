import { isDepthwise, isDilated, isStrided, isTransposed, product } from "../../cost/conv/algorithm.ts";
import type { Window } from "../../cost/node-cost.ts";
import { assume, type ConvContext, gemmFor, type Library, type Pick, read } from "./library.ts";
import { onednnX64 } from "./onednn.ts";
import { isKernel } from "./shape.ts";

/** Input elements above which oneDNN is worth its conversion of layouts. */
const manyElements = 20_480;

function goesToOnednn(window: Window, { threads }: ConvContext): boolean {
  const { batch, groups, kernel, inputChannels, input } = window;
  const isEligible = isStrided(window) || isDilated(window) || batch >= 16 || !isKernel(window, 1) || threads > 1;
  const isLarge = kernel.every((size) => size > 3) || batch * inputChannels * product(input) > manyElements;
  return isEligible && (groups > 1 || batch > 1 || isLarge);
}

const unfolded = (window: Window): Pick =>
  read(gemmFor(window, "im2col"), "Too small for oneDNN: PyTorch's own im2col and product.");

export const pytorch: Library = {
  id: "pytorch",
  label: "PyTorch, x64",
  source: "pytorch/pytorch aten/src/ATen/native/Convolution.cpp; oneapi-src/oneDNN@515bfba",
  precisions: ["fp32"],
  gemm: "im2col",
  choose(window, context) {
    if (isTransposed(window)) return assume("col2im", "Its rule for transposed convolutions was not read.");
    if (!goesToOnednn(window, context)) return unfolded(window);
    const pick = onednnX64.choose(window, context);
    return { ...pick, reason: `oneDNN takes it. ${pick.reason}` };
  },
};

export const pytorchMobile: Library = {
  id: "pytorch-mobile",
  label: "PyTorch Mobile",
  source: "pytorch/pytorch aten/src/ATen/native/Convolution.cpp",
  precisions: ["fp32"],
  gemm: "im2col",
  choose(window) {
    if (isTransposed(window)) return assume("col2im", "Its rule for transposed convolutions was not read.");
    return isDepthwise(window)
      ? read("depthwise", "XNNPACK takes depthwise convolutions on mobile.")
      : read(gemmFor(window, "im2col"), "Without oneDNN: PyTorch's own im2col and product.");
  },
};
