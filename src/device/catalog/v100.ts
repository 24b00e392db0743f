import { voltaSm } from "../cores/gpu.ts";
import type { Device } from "../device.ts";
import { datasheet, measured } from "../sourced.ts";

const clpeak = "krrishnarraj/clpeak@bcc21dce V100 PCIE-32GB";
const page = "sysrqmts.com, A100 PCIe and Tesla V100 PCIe compared";

export const v100: Device = {
  id: "v100",
  name: "NVIDIA Tesla V100 PCIe",
  soc: "GV100",
  kind: "gpu",
  aliases: ["v100_pcie"],
  clusters: [
    {
      id: "large",
      ...voltaSm,
      count: datasheet(80, page),
      maxFrequencyHz: datasheet(1380e6, page),
      clusterBandwidth: measured(810.35e9, clpeak),
    },
  ],
  memory: { type: datasheet("HBM2", page), peakBytesPerSecond: datasheet(900e9, "PMC10448217, table 3") },
  measuredPeaks: [{ cores: { large: 80 }, precision: "fp32", rate: measured(14098.2e9, clpeak) }],
  notes: ["The SXM model reaches 15.7 TFLOP/s (ozyphus.github.io/gpu-maths)."],
};
