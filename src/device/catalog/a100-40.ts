import { ampereSm } from "../cores/gpu.ts";
import type { Device } from "../device.ts";
import { datasheet, measured } from "../sourced.ts";

const clpeak = "krrishnarraj/clpeak@82de99a8 A100-SXM4-40GB";
const page = "sysrqmts.com, A100 PCIe and Tesla V100 PCIe compared";

export const a10040: Device = {
  id: "a100_40",
  name: "NVIDIA A100 SXM4 40 GB",
  soc: "GA100",
  kind: "gpu",
  aliases: ["a100"],
  clusters: [
    {
      id: "large",
      ...ampereSm,
      count: datasheet(108, page),
      maxFrequencyHz: datasheet(1410e6, "hmc-tech.com, A100 SXM 40 GB; PMC10448217, table 3"),
      clusterBandwidth: measured(1419.22e9, clpeak),
    },
  ],
  memory: { type: datasheet("HBM2E", page), peakBytesPerSecond: datasheet(1555e9, "PMC10448217, table 3") },
  measuredPeaks: [{ cores: { large: 108 }, precision: "fp32", rate: measured(19368e9, clpeak) }],
};
