import { isDepthwise, isPlainPointwise, isTransposed } from "../../cost/conv/algorithm.ts";
import type { Window } from "../../cost/node-cost.ts";
import { assume, gemmFor, type Library, type Pick, read } from "./library.ts";
import { pixels } from "./shape.ts";

function plain(window: Window): Pick {
  if (isTransposed(window)) return assume("col2im", "Its rule for transposed convolutions was not read.");
  if (isPlainPointwise(window)) return read("pointwise", "1×1, stride 1, no pads: the product reads the input.");
  const filters = window.outputChannels / window.groups;
  return filters > pixels(window)
    ? read(
        gemmFor(window, "im2col"),
        `${filters} filters, more than ${pixels(window)} pixels: the whole columns are built.`,
      )
    : read("im2col-tiled", `${filters} filters for ${pixels(window)} pixels: a slice of the columns a thread.`);
}

export const ort: Library = {
  id: "ort",
  label: "ONNX Runtime",
  source: "microsoft/onnxruntime mlas/lib/convolve.cpp",
  precisions: ["fp32"],
  gemm: "im2col-tiled",
  choose: (window) => plain(window),
};

/** Channels of a block: as many as a vector holds. */
const blocks = [8, 16] as const;

/** Channels are filled up to whole blocks where they are a multiple of this. */
const alignment = 4;

/**
 * Does a convolution run in blocks of so many channels? A first layer of few channels is read as it is. All 2,186 convolutions
 * of public/measurements/nodes.csv.gz, profiled with blocks of 8, are where this says.
 */
export function takesBlocks(window: Window, block: number): boolean {
  const { inputChannels: from, outputChannels: to, groups } = window;
  if (isTransposed(window)) return false;
  if (groups > 1 && groups === from && from === to) return from % alignment === 0;
  if (groups > 1) return (from / groups) % block === 0 && (to / groups) % block === 0;
  return from < block || from % alignment === 0;
}

/** Weights are taken to be constant, as they are in nearly every model. */
export const ortNchwc: Library = {
  id: "ort-nchwc",
  label: "ONNX Runtime, NCHWc",
  source:
    "microsoft/onnxruntime optimizer/nchwc_transformer.cc, mlas/lib/convolve.cpp; profiles of 1.30.0 in this project's public/measurements/nodes.csv.gz",
  precisions: ["fp32"],
  gemm: "im2col-tiled",
  choose(window) {
    const fits = blocks.filter((block) => takesBlocks(window, block));
    if (fits.length === 0) return plain(window);
    const algorithm = isDepthwise(window) ? "depthwise" : isPlainPointwise(window) ? "pointwise" : "direct";
    const isSure = fits.length === blocks.length && (window.groups === 1 || isDepthwise(window));
    return isSure
      ? read(algorithm, "Channels are filled up to whole blocks: direct in the blocked layout.")
      : assume(algorithm, `Direct in the blocked layout if a block has ${fits.join(" or ")} channels.`);
  },
};
