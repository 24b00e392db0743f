import { cortexA57 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { datasheet, derived, measured } from "../sourced.ts";

const sbc = "ThomasKaiser/sbc-bench@53f79517 results/4rLX.txt";
const sbc2 = "ThomasKaiser/sbc-bench@53f79517 results/4rLX.txt, lscpu";

export const jetsonNano: Device = {
  id: "jetson_nano",
  name: "NVIDIA Jetson Nano",
  soc: "Tegra X1 class",
  kind: "board",
  aliases: ["tx1_nano"],
  clusters: [
    {
      id: "large",
      ...cortexA57,
      count: measured(4, sbc),
      maxFrequencyHz: measured(1480e6, sbc),
      l2Bytes: measured(2048 * KiB, sbc2),
      l2Shared: measured(true, sbc2),
      coreBandwidth: derived(
        7.47e9,
        "twice the memcpy rate of 3.73 GB/s, ThomasKaiser/sbc-bench@53f79517 results/4rLX.txt",
      ),
      coreFillBytesPerSecond: measured(8.87e9, "memset, ThomasKaiser/sbc-bench@53f79517 results/4rLX.txt"),
    },
  ],
  memory: {
    type: datasheet("LPDDR4 64-bit", "alldbin, Jetson Nano"),
    peakBytesPerSecond: datasheet(25.6e9, "alldbin, Jetson Nano"),
  },
  dispatchSeconds: assumedDispatch,
  notes: ["Its GPU is a device of its own: jetson_nano_gpu."],
};
