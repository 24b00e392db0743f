import { adreno530 } from "../cores/gpu.ts";
import type { Device } from "../device.ts";
import { assumed, measured } from "../sourced.ts";

const clpeak = "krrishnarraj/clpeak@e68465f9 OnePlus 3T";

export const adreno530Gpu: Device = {
  id: "adreno_530",
  name: "Qualcomm Adreno 530 (OnePlus 3T)",
  soc: "Snapdragon 821",
  kind: "gpu",
  aliases: [],
  clusters: [
    {
      id: "large",
      ...adreno530,
      count: assumed(1, "counted as one core: how the GPU divides is not known"),
      maxFrequencyHz: assumed(
        653e6,
        "clock of the Snapdragon 821's GPU from general knowledge; it only scales the slider, the peak is measured",
      ),
      clusterBandwidth: measured(16.31e9, clpeak),
    },
  ],
  memory: {},
  measuredPeaks: [
    { cores: { large: 1 }, precision: "fp32", rate: measured(249.85e9, clpeak) },
    { cores: { large: 1 }, precision: "fp16", rate: measured(391.85e9, clpeak) },
  ],
};
