/** Transposed convolutions: out = (H - 1)·s - pads + d·(R - 1) + outpad + 1. */
import type { Window } from "../../ops/op.ts";
import { type ConvAlgorithm, isDilated, isStrided, isTransposed, macsOf, plainCost, product } from "./algorithm.ts";

const plain = "This is not a transposed convolution.";

/** GEMM (K·R·S x C x H·W), then every product is added to its place: a buffer of K·R·S·H·W elements an image. */
export const col2im: ConvAlgorithm = {
  id: "col2im",
  label: "GEMM + col2im",
  summary: "Multiplies every pixel with the whole kernel, then adds the overlapping results together.",
  source: "Tencent/ncnn@a4d2ea1 (deconvolution)",
  refusal: (window) => (isTransposed(window) ? undefined : plain),
  cost(window, elementBytes) {
    const elements = window.outputChannels * product(window.kernel) * product(window.input);
    const bytes = elements * elementBytes;
    const macs = macsOf(window);
    return plainCost(macs, {
      additions: macs + elements * window.batch,
      buffers: [{ name: "Columns", bytes, kept: false }],
      extraTraffic: 2 * bytes * window.batch,
    });
  },
};

const pointerBytes = 8;

/** s x s dense convolutions, one per phase of the output, each with the kernel elements that meet a pixel there. */
export const subconvolution: ConvAlgorithm = {
  id: "subconvolution",
  label: "Sub-convolutions",
  summary: "Outputs of equal phase form a small dense convolution each; no zero is multiplied.",
  source: "google/XNNPACK@75db3c0 (deconvolution, subconv2d)",
  refusal(window) {
    if (!isTransposed(window)) return plain;
    if (!isStrided(window)) return "At stride 1 there is one phase only.";
    if (isDilated(window)) return "Dilation spreads the kernel over phases.";
    const wide = window.strides.some((stride, axis) => stride > (window.kernel[axis] ?? 1));
    return wide ? "The stride exceeds the kernel, so that some phases would be empty." : undefined;
  },
  cost(window) {
    const bytes = ((product(window.kernel) * product(window.output)) / product(window.strides)) * pointerBytes;
    return plainCost(macsOf(window), {
      buffers: [{ name: "Pointers", bytes, kept: true }],
      extraTraffic: bytes * window.batch,
    });
  },
};

/** Pixels of the input with s - 1 zeros between them. */
const stuffed = ({ input, strides }: Window): number =>
  product(input.map((size, axis) => (size - 1) * (strides[axis] ?? 1) + 1));

/** A plain convolution over the input with zeros inserted: N·K·(C/g)·R·S·P·Q products, most of them with zeros. */
export const zeroInsertion: ConvAlgorithm = {
  id: "zero-insertion",
  label: "Zero insertion",
  summary: "Spreads the pixels s apart with zeros between, then convolves at stride 1.",
  source: "Definition of the transposed convolution",
  refusal: (window) => (isTransposed(window) ? undefined : plain),
  cost(window, elementBytes) {
    const macs = macsOf({ ...window, kind: "conv" });
    const bytes = window.inputChannels * stuffed(window) * elementBytes;
    return plainCost(macs, {
      tileWaste: Math.max(0, 1 - macsOf(window) / macs),
      buffers: [{ name: "Spread input", bytes, kept: false }],
      extraTraffic: 2 * bytes * window.batch,
      caution: "Multiplies mostly zeros; none of the libraries here computes it this way.",
    });
  },
};
