import { isDepthwise, isPlainPointwise, isTransposed } from "../../cost/conv/algorithm.ts";
import { subconvolution } from "../../cost/conv/transposed.ts";
import { type Library, read } from "./library.ts";

/** In the source there is no Winograd at all. */
export const xnnpack: Library = {
  id: "xnnpack",
  label: "XNNPACK (TFLite)",
  source: "google/XNNPACK@75db3c0 src/operators/convolution-nhwc.c, deconvolution-nhwc.c",
  precisions: ["fp32", "fp16", "int8"],
  gemm: "im2col-indirect",
  choose(window) {
    if (isTransposed(window)) {
      return subconvolution.refusal(window) === undefined
        ? read("subconvolution", "Stride above 1, not above the kernel, no dilation.")
        : read("im2col-indirect", "No sub-convolutions at this stride and dilation: indirect product.");
    }
    if (isDepthwise(window) && window.inputChannels === window.outputChannels) {
      return read("depthwise", "One channel a group: its depthwise kernel.");
    }
    return isPlainPointwise(window)
      ? read("pointwise", "1×1, stride 1, no pads: the product reads the input.")
      : read("im2col-indirect", "All else is an indirect product; there is no Winograd.");
  },
};
