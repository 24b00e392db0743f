import { type ConvAlgorithm, isDilated, isStrided, isTransposed, macsOf, plainCost, product } from "./algorithm.ts";

/** A dilation d as d x d dense convolutions of interleaved pixels: each phase has ceil(P/d) x ceil(Q/d) outputs. */
export const dilatedSplit: ConvAlgorithm = {
  id: "dilated-split",
  label: "Dilation split",
  summary: "Pixels d apart form d² small images; each is convolved densely and the results are interleaved.",
  source: "Tencent/ncnn@a4d2ea1 (forwardDilation)",
  refusal(window) {
    if (isTransposed(window)) return "This is a transposed convolution.";
    if (!isDilated(window)) return "There is no dilation.";
    if (isStrided(window)) return "With a stride the small images would not line up.";
    const [first] = window.dilations;
    return window.dilations.every((one) => one === first) ? undefined : "The dilation differs between the axes.";
  },
  cost(window, elementBytes) {
    const dilation = window.dilations[0] ?? 1;
    const phase = window.output.map((size) => Math.ceil(size / dilation));
    const phases = dilation ** window.output.length;
    const macs = macsOf({ ...window, output: phase }) * phases;
    const input = window.inputChannels * product(window.input);
    const output = window.outputChannels * product(window.output);
    return plainCost(macs, {
      tileWaste: 1 - macsOf(window) / macs,
      buffers: [
        { name: "One small image", bytes: Math.ceil(input / phases) * elementBytes, kept: false },
        { name: "Its output", bytes: window.outputChannels * product(phase) * elementBytes, kept: false },
      ],
      // Every pixel is copied into its small image, and every result out of one: a write and a read each.
      extraTraffic: 2 * window.batch * (input + output) * elementBytes,
    });
  },
};
