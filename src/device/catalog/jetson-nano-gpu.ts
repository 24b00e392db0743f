import { maxwellSm } from "../cores/gpu.ts";
import type { Device } from "../device.ts";
import { datasheet, derived, measured } from "../sourced.ts";

const clpeak = "krrishnarraj/clpeak@d239529b ARM_Platform, Jetson Nano";

export const jetsonNanoGpu: Device = {
  id: "jetson_nano_gpu",
  name: "NVIDIA Jetson Nano, GPU",
  soc: "Tegra X1 class",
  kind: "gpu",
  aliases: [],
  clusters: [
    {
      id: "large",
      ...maxwellSm,
      count: derived(1, "128 CUDA cores, 128 to an SM"),
      maxFrequencyHz: measured(921e6, clpeak),
      clusterBandwidth: measured(20.92e9, clpeak),
    },
  ],
  memory: {
    type: datasheet("LPDDR4 64-bit", "alldbin, Jetson Nano"),
    peakBytesPerSecond: datasheet(25.6e9, "alldbin, Jetson Nano"),
  },
  measuredPeaks: [
    { cores: { large: 1 }, precision: "fp32", rate: measured(230.95e9, clpeak) },
    { cores: { large: 1 }, precision: "fp16", rate: measured(228.95e9, clpeak) },
  ],
  notes: ["Its CPU is a device of its own: jetson_nano."],
};
