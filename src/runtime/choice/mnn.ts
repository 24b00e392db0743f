import { isDepthwise, isPlainPointwise, isTransposed } from "../../cost/conv/algorithm.ts";
import type { Window } from "../../cost/node-cost.ts";
import { assume, type ConvContext, type Library, read } from "./library.ts";
import { isDense, pixels } from "./shape.ts";
import { type Best, bestUnit, mostUnits } from "./winograd-search.ts";

/** gain = 2·P·Q·C·K·k² / ([2α³C + 2α²CK + (α + u)·u·2α·K]·tiles) */
function winograd(window: Window, { threads, precision }: ConvContext): Best | undefined {
  const { inputChannels: from, outputChannels: to, kernel } = window;
  const macs = pixels(window) * from * to * (kernel[0] ?? 1) ** 2;
  return bestUnit(
    window,
    mostUnits(pixels(window), threads),
    precision === "fp16" ? [4, 6] : [4, 6, 8],
    ({ unit, alpha, tiles }) =>
      (2 * macs) /
      ((2 * alpha ** 3 * from + 2 * alpha ** 2 * from * to + (alpha + unit) * unit * 2 * alpha * to) * tiles),
  );
}

export const mnn: Library = {
  id: "mnn",
  label: "MNN",
  source: "alibaba/MNN@4d40bdb ConvolutionFloatFactory, ConvolutionWinogradBridge",
  precisions: ["fp32", "fp16"],
  gemm: "im2col-tiled",
  choose(window, context) {
    if (isTransposed(window)) return assume("col2im", "Its rule for transposed convolutions was not read.");
    if (isDepthwise(window)) return assume("depthwise", "Its rule for depthwise was not read.");
    if (window.groups > 1) return read("grouped", "Groups become convolutions of their own.");
    if (isPlainPointwise(window)) {
      return read(
        "pointwise",
        "1×1 of equal size: a product that may save multiplications by Strassen, not counted here.",
      );
    }
    const best = isDense(window) ? winograd(window, context) : undefined;
    if (best === undefined)
      return read(
        "im2col-tiled",
        "Winograd needs a square kernel, stride 1, no dilation, and pixels enough for the threads.",
      );
    const gain = best.gain.toFixed(2);
    return best.gain >= 1
      ? read(best.algorithm, `Tiles of ${best.unit} gain most by its formula: ${gain} times.`)
      : read("im2col-tiled", `No tile gains: at best ${gain} times.`);
  },
};
