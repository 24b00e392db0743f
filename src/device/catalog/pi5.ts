import { cortexA76 } from "../cores/arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { datasheet, derived, measured } from "../sourced.ts";

const KiB = 1024;
const sbc = "ThomasKaiser/sbc-bench@53f79517 results/8-NK.txt";
const cpufp = "pigirons/cpufp@93e165ea Broadcom_BCM2712.md";

export const pi5: Device = {
  id: "pi5",
  name: "Raspberry Pi 5",
  soc: "BCM2712",
  kind: "board",
  aliases: ["rpi5", "raspi5", "bcm2712"],
  clusters: [
    {
      id: "large",
      ...cortexA76,
      count: measured(4, "pigirons/cpufp@93e165ea Broadcom_BCM2712.md (threads 0-3)"),
      maxFrequencyHz: measured(2.4e9, sbc),
      l2Bytes: measured(512 * KiB, `${sbc}, lscpu`),
      l2Shared: measured(false, `${sbc}, lscpu`),
      coreBandwidth: derived(12.05e9, `twice the memcpy rate of 6.03 GB/s, ${sbc}`),
      coreFillBytesPerSecond: measured(10.01e9, `memset, ${sbc}`),
    },
  ],
  l3Bytes: measured(2048 * KiB, `${sbc}, lscpu`),
  memory: {
    type: datasheet("LPDDR4X-4267", "a board description of the Raspberry Pi 5 (publisher not recorded)"),
    peakBytesPerSecond: datasheet(
      17e9,
      "a board description of the Raspberry Pi 5 (publisher not recorded); = 4267 MT/s x 4 bytes",
    ),
  },
  dispatchSeconds: assumedDispatch,
  measuredPeaks: [
    { cores: { large: 1 }, precision: "fp32", rate: measured(38.369e9, cpufp) },
    { cores: { large: 1 }, precision: "fp16", rate: measured(76.738e9, cpufp) },
    { cores: { large: 1 }, precision: "int8", rate: measured(153.48e9, cpufp) },
    { cores: { large: 4 }, precision: "fp32", rate: measured(153.48e9, cpufp) },
    { cores: { large: 4 }, precision: "fp16", rate: measured(306.88e9, cpufp) },
    { cores: { large: 4 }, precision: "int8", rate: measured(613.79e9, cpufp) },
  ],
};
