/** Convolution as a matrix product: M = K/g, K' = (C/g)·R·S, N' = P·Q, in three ways to have the columns. */
import type { Bytes } from "../../base/units.ts";
import type { Window } from "../../ops/op.ts";
import {
  type ConvAlgorithm,
  isDepthwise,
  isPlainPointwise,
  isTransposed,
  macsOf,
  plainCost,
  product,
} from "./algorithm.ts";

/** Elements of the column matrix of one image and group: (C/g)·R·S·P·Q. */
export const columnElements = ({ inputChannels, groups, kernel, output }: Window): number =>
  (inputChannels / groups) * product(kernel) * product(output);

/** Bytes of a pointer on a 64-bit machine. */
const pointerBytes = 8;

const thin = (window: Window): string | undefined =>
  isDepthwise(window)
    ? `${window.outputChannels / window.groups} row a group: a product of vectors, not of matrices.`
    : undefined;

function refusal(window: Window): string | undefined {
  if (isTransposed(window)) return "A transposed convolution multiplies first and folds back afterwards.";
  return isPlainPointwise(window) ? "A 1×1 kernel at stride 1 without pads has nothing to unfold." : undefined;
}

/** The whole column matrix of an image is written and read back: twice its bytes, as PALEO charges. */
export const im2col: ConvAlgorithm = {
  id: "im2col",
  label: "im2col + GEMM",
  summary: "Unfolds every window into a column of a matrix, then one matrix product.",
  source: "Chellapilla et al. 2006; TalwalkarLab/paleo@984bbf5 (2 × column bytes)",
  refusal: (window) =>
    refusal(window) ??
    (window.groups > 1 ? "Groups are unfolded one after another: see the loop over groups." : undefined),
  cost(window, elementBytes) {
    const bytes: Bytes = columnElements(window) * elementBytes;
    return plainCost(macsOf(window), {
      buffers: [{ name: "Columns", bytes, kept: false }],
      extraTraffic: 2 * bytes * window.batch,
    });
  },
};

/** The same by slices that stay in cache: no more traffic to memory, workspace of one slice a thread. */
export const im2colTiled: ConvAlgorithm = {
  id: "im2col-tiled",
  label: "im2col, tiled",
  summary: "Unfolds a slice that fits the cache, multiplies it, goes on to the next.",
  source: "microsoft/onnxruntime mlas/lib/convolve.cpp",
  refusal,
  cost(window, elementBytes, { threads, sliceElements }) {
    const bytes = Math.min(threads * sliceElements, columnElements(window)) * elementBytes;
    return plainCost(macsOf(window), {
      buffers: [{ name: "Column slices", bytes, kept: false }],
      caution: thin(window),
    });
  },
};

/**
 * R·S·P·Q pointers take the place of columns; they are set up with the shape and read for each image. For a transposed
 * convolution pointers to zeros fill the gaps, so that all N·K·(C/g)·R·S·P·Q products are computed.
 */
export const im2colIndirect: ConvAlgorithm = {
  id: "im2col-indirect",
  label: "Indirect GEMM",
  summary: "The product reads its columns through pointers to pixels instead of copies of them.",
  source: "Dukhan 2019, The Indirect Convolution Algorithm; google/XNNPACK@75db3c0",
  refusal: (window) => (isTransposed(window) ? undefined : refusal(window)),
  cost(window) {
    const bytes = product(window.kernel) * product(window.output) * pointerBytes;
    const macs = macsOf({ ...window, kind: "conv" });
    return plainCost(macs, {
      buffers: [{ name: "Pointers", bytes, kept: true }],
      extraTraffic: bytes * window.batch,
      tileWaste: isTransposed(window) ? Math.max(0, 1 - macsOf(window) / macs) : 0,
      caution: thin(window),
    });
  },
};
