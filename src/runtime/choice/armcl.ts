import { isDepthwise, isDilated, isTransposed, product } from "../../cost/conv/algorithm.ts";
import { assume, type ConvContext, gemmFor, type Library, type Pick, read } from "./library.ts";
import type { Window } from "../../cost/node-cost.ts";
import { isDense, isKernel } from "./shape.ts";

const bytesOf = { fp32: 4, fp16: 2, int8: 1 } as const;

/** Besides, four first layers of known networks and three of SqueezeNet in fp16 are written down as matrix products. */
function general(window: Window, { precision }: ConvContext): Pick {
  const gemm = gemmFor(window, "im2col");
  const { batch, inputChannels: from, input, kernel } = window;
  if (isDilated(window)) return read(gemm, "Dilation: a matrix product.");
  if (batch * from * product(input) * bytesOf[precision] > 1e7 && (kernel[0] ?? 1) > 7) {
    return read("im2col-indirect", "A large input and a kernel higher than 7.");
  }
  if (from < 16) return read(gemm, "Fewer than 16 input channels.");
  if (isKernel(window, 1)) return read(gemm, "1×1 kernels are matrix products.");
  if (isKernel(window, 3) && isDense(window)) {
    return assume("winograd-4x3", "Winograd where it validates; its size of tiles was not read, F(4,3) is assumed.");
  }
  return read("im2col-indirect", "Winograd does not validate: indirect matrix product.");
}

export const armcl: Library = {
  id: "armcl",
  label: "Arm Compute Library",
  source: "ARM-software/ComputeLibrary src/cpu/operators/CpuConv2d.cpp",
  precisions: ["fp32", "fp16"],
  gemm: "im2col",
  choose(window, context) {
    if (isTransposed(window)) return assume("col2im", "Its rule for transposed convolutions was not read.");
    if (isDepthwise(window))
      return assume("depthwise", "Depthwise is an operator of its own, whose rules were not read.");
    return window.groups > 1 ? assume("grouped", "Its rule for groups was not read.") : general(window, context);
  },
};
