/** oneDNN tries a list of implementations; the first that takes the convolution runs it. */
import { isDepthwise, isTransposed } from "../../cost/conv/algorithm.ts";
import { assume, gemmFor, type Library, read } from "./library.ts";
import { isDense, isKernel } from "./shape.ts";

export const onednnX64: Library = {
  id: "onednn-x64",
  label: "oneDNN, x64",
  source: "oneapi-src/oneDNN@515bfba src/cpu/cpu_convolution_list.cpp",
  precisions: ["fp32"],
  gemm: "im2col-tiled",
  choose(window) {
    if (isTransposed(window)) return assume("col2im", "Its list for transposed convolutions was not read.");
    if (isDepthwise(window)) return read("depthwise", "brgemm depthwise stands first in its list.");
    return gemmFor(window, "im2col-tiled") === "pointwise"
      ? read("pointwise", "brgemm 1×1: blocked products on the input.")
      : read("direct", "brgemm: direct convolution in blocks; x64 has no Winograd any more.");
  },
};

export const onednnAarch64: Library = {
  id: "onednn-aarch64",
  label: "oneDNN, AArch64",
  source: "oneapi-src/oneDNN@515bfba src/cpu/aarch64 (Arm Compute Library behind it)",
  precisions: ["fp32"],
  gemm: "im2col-indirect",
  choose(window, { threads }) {
    if (isTransposed(window)) return assume("col2im", "Its list for transposed convolutions was not read.");
    if (isDepthwise(window)) return assume("depthwise", "Its rule for depthwise was not read.");
    if (window.groups > 1) return assume("grouped", "Its rule for groups was not read.");
    const { inputChannels: from, outputChannels: to, input, pads } = window;
    const fits = input.every((size) => size <= 112) && from >= 64 && to >= 64 && threads <= 28;
    if (isKernel(window, 3) && isDense(window) && fits && pads.every((pad) => pad <= 1)) {
      return assume(
        "winograd-4x3",
        "Winograd of Arm Compute Library; its size of tiles was not read, F(4,3) is assumed.",
      );
    }
    const gemm = gemmFor(window, "im2col-indirect");
    return assume(gemm, "Indirect product of Arm Compute Library; cores with SVE take a JIT kernel before it.");
  },
};
