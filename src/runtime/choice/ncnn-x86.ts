import { isDepthwise, isTransposed } from "../../cost/conv/algorithm.ts";
import type { Window } from "../../cost/node-cost.ts";
import { assume, gemmFor, type Library, type Pick, read } from "./library.ts";
import { isDense, isKernel } from "./shape.ts";

/**
 * The library asks a table of measured sizes by channels and the shorter side of the map; these are its outlines, so
 * that a pick near a border may differ.
 */
function byTable({ inputChannels: from, outputChannels: to, input }: Window): Pick {
  const side = Math.min(...input);
  const text = `Outline of its table of measured sizes: ${from} → ${to} channels, shorter side ${side}.`;
  if (from < 64 && to < 64 && side >= 11 && side <= 200) return assume("winograd-6x3", text);
  return assume(side <= 14 ? "winograd-2x3" : "winograd-4x3", text);
}

export const ncnnX86: Library = {
  id: "ncnn-x86",
  label: "ncnn, x86",
  source: "Tencent/ncnn@a4d2ea1 src/layer/x86/convolution_x86.cpp",
  precisions: ["fp32"],
  gemm: "im2col",
  choose(window, { isShapeKnown }) {
    if (isTransposed(window)) return read("col2im", "Transposed convolutions are GEMM and col2im.");
    if (isDepthwise(window)) return assume("depthwise", "Its rule for depthwise was not read.");
    if (window.groups > 1) return read("grouped", "Groups run one after another.");
    const { inputChannels: from, outputChannels: to } = window;
    if (!isKernel(window, 3) || !isDense(window) || (from <= 8 && to <= 8)) {
      return assume(gemmFor(window, "im2col"), "No Winograd; its rule between direct and GEMM was not read.");
    }
    if (isShapeKnown) return byTable(window);
    return from <= 32 && to <= 32
      ? read("winograd-6x3", "Size of the maps unknown at load, at most 32 channels.")
      : read("winograd-4x3", "Size of the maps unknown at load, more than 32 channels.");
  },
};
