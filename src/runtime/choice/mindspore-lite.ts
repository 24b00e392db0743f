import { isDepthwise, isDilated, isStrided, isTransposed } from "../../cost/conv/algorithm.ts";
import type { Window } from "../../cost/node-cost.ts";
import { assume, type ConvContext, gemmFor, type Library, type Pick, read } from "./library.ts";
import { isDense, isKernel, pixels } from "./shape.ts";
import { bestUnit, mostUnits } from "./winograd-search.ts";

/** gain = P·Q·C·K·k² / ([(2 + K)·α²·C + (α + u)·u·K]·tiles) - 0.12·α²/k²; every thread takes 12 tiles. */
function general(window: Window, { threads }: ConvContext): Pick {
  const { inputChannels: from, outputChannels: to, kernel } = window;
  if (isKernel(window, 1)) return read(gemmFor(window, "im2col"), "1×1 kernels have a product of their own.");
  const area = (kernel[0] ?? 1) ** 2;
  const macs = pixels(window) * from * to * area;
  const best =
    isDense(window) && from !== 1
      ? bestUnit(window, mostUnits(pixels(window), 12 * threads), [4, 6, 8], ({ unit, alpha, tiles }) => {
          const cost = ((2 + to) * alpha ** 2 * from + (alpha + unit) * unit * to) * tiles;
          return macs / cost - (0.12 * alpha ** 2) / area;
        })
      : undefined;
  if (best === undefined)
    return assume("im2col-tiled", "No Winograd tile fits its conditions: im2col, assumed to be cut into tiles.");
  const gain = best.gain.toFixed(2);
  const on = threads === 1 ? "1 thread" : `${threads} threads`;
  return best.gain >= 1
    ? read(best.algorithm, `Tiles of ${best.unit} gain most by its formula on ${on}: ${gain}.`)
    : assume("im2col-tiled", `No tile gains on ${on}, at best ${gain}: im2col, assumed to be cut into tiles.`);
}

function depthwise(window: Window, { threads }: ConvContext): Pick {
  const [rows = 0, width = 0] = window.output;
  const isPlain =
    isKernel(window, 3) && !isStrided(window) && !isDilated(window) && window.pads.every((pad) => pad === 1);
  return isPlain && width >= 4 && rows >= 4 * threads && window.inputChannels === window.outputChannels
    ? read("depthwise-winograd", "3×3, stride 1, pad 1, at least four rows a thread.")
    : read("depthwise", "Not 3×3 at stride 1 with enough rows: indirect buffer or sliding window.");
}

export const mindsporeLite: Library = {
  id: "mindspore-lite",
  label: "MindSpore Lite",
  source: "MindSpore Lite convolution delegate and nnacl conv_common_base.c",
  precisions: ["fp32"],
  gemm: "im2col-tiled",
  choose(window, context) {
    if (isTransposed(window)) return assume("col2im", "Its rule for transposed convolutions was not read.");
    if (isDepthwise(window)) return depthwise(window, context);
    return window.groups > 1 ? read("grouped", "Groups run in a loop.") : general(window, context);
  },
};
