import { zen5 } from "../cores/x86.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet, derived, measured } from "../sourced.ts";

const MiB = 1024 * 1024;
const cpufp = "pigirons/cpufp@93e165ea AMD_Ryzen7_9700X.md";
const press = "Guru3D's report of the Ryzen 9000 announcement: 8 cores, 5.5 GHz, 40 MB of L2 and L3";

export const x86Ryzen79700x: Device = {
  id: "x86-ryzen7-9700x",
  name: "Desktop PC, AMD Ryzen 7 9700X",
  soc: "Ryzen 7 9700X",
  kind: "computer",
  aliases: ["ryzen_9700x", "zen5"],
  clusters: [
    {
      id: "large",
      ...zen5,
      count: datasheet(8, press),
      maxFrequencyHz: datasheet(
        5.5e9,
        press,
        "One core. Eight reach 2.76 TFLOP/s in pigirons/cpufp@93e165ea AMD_Ryzen7_9700X.md, that is 5.39 GHz.",
      ),
      l2Bytes: derived(1 * MiB, `${press}; less 32 MB of L3, for each of 8 cores`),
      l2Shared: datasheet(false, "technetbooks.com, Ryzen 9 9900X: 1 MB for each Zen 5 core"),
      coreBandwidth: assumed(44.8e9, "half of the memory bus; no measurement of this processor was read"),
    },
  ],
  l3Bytes: datasheet(32 * MiB, "multiplayer.it, 2024-07: 8 Zen 5 cores and 32 MB of L3 to a die"),
  memory: {
    type: datasheet("DDR5-5600, 2 channels", "vgmag.it on the Ryzen 9000 announcement: DDR5-5600 natively"),
    peakBytesPerSecond: derived(89.6e9, "5600 MT/s x 2 channels x 8 bytes"),
  },
  dispatchSeconds: assumedDispatch,
  measuredPeaks: [
    { cores: { large: 1 }, precision: "fp32", rate: measured(354.29e9, cpufp) },
    { cores: { large: 1 }, precision: "int8", rate: measured(1417.2e9, cpufp) },
    { cores: { large: 8 }, precision: "fp32", rate: measured(2760e9, cpufp) },
  ],
};
