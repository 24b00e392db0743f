import { hopperSm } from "../cores/gpu.ts";
import type { Device } from "../device.ts";
import { assumed, datasheet, derived } from "../sourced.ts";

export const h100Sxm: Device = {
  id: "h100_sxm",
  name: "NVIDIA H100 SXM",
  soc: "GH100",
  kind: "gpu",
  aliases: ["h100"],
  clusters: [
    {
      id: "large",
      ...hopperSm,
      count: datasheet(132, "notes.haroldbenoit.com, GPU hardware"),
      maxFrequencyHz: derived(1983e6, "67 TFLOP/s (ozyphus.github.io/gpu-maths) over 132 SMs x 256 FLOP/cycle"),
      clusterBandwidth: assumed(
        3.05e12,
        "0.91 of the memory bus, as a V100 (0.90) and an A100 (0.91) reach in krrishnarraj/clpeak",
      ),
    },
  ],
  memory: {
    type: datasheet("HBM3", "ozyphus.github.io/gpu-maths"),
    peakBytesPerSecond: datasheet(3352e9, "PMC10448217, table 3"),
  },
};
