import { zen4 } from "../cores/x86.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet, derived, measured } from "../sourced.ts";

const MiB = 1024 * 1024;
const cpufp = "pigirons/cpufp@93e165ea AMD_Ryzen7_8845HS.md";
const notebookcheck = "notebookcheck, AMD Ryzen 7 8845HS";

export const x86Ryzen78845hs: Device = {
  id: "x86-ryzen7-8845hs",
  name: "Laptop or mini PC, AMD Ryzen 7 8845HS",
  soc: "Ryzen 7 8845HS",
  kind: "computer",
  aliases: ["ryzen_8845hs", "zen4"],
  clusters: [
    {
      id: "large",
      ...zen4,
      count: datasheet(8, notebookcheck),
      maxFrequencyHz: datasheet(
        5.1e9,
        notebookcheck,
        "One core. Eight reach 1283.6 GFLOP/s in pigirons/cpufp@93e165ea AMD_Ryzen7_8845HS.md, that is 5.01 GHz.",
      ),
      l2Bytes: measured(1 * MiB, "lscpu of an AMD EPYC of family 25, model 17 (Zen 4)"),
      l2Shared: measured(false, "lscpu of an AMD EPYC of family 25, model 17 (Zen 4)"),
      coreBandwidth: assumed(44.8e9, "half of the memory bus; no measurement of this processor was read"),
    },
  ],
  l3Bytes: datasheet(16 * MiB, notebookcheck),
  memory: {
    type: datasheet("DDR5-5600, 2 channels", notebookcheck, "Also sold with LPDDR5X-7500."),
    peakBytesPerSecond: derived(89.6e9, "5600 MT/s x 2 channels x 8 bytes"),
  },
  dispatchSeconds: assumedDispatch,
  measuredPeaks: [
    { cores: { large: 1 }, precision: "fp32", rate: measured(163.58e9, cpufp) },
    { cores: { large: 1 }, precision: "int8", rate: measured(647.97e9, cpufp) },
    { cores: { large: 8 }, precision: "fp32", rate: measured(1283.6e9, cpufp) },
  ],
};
