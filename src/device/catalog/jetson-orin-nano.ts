import { cortexA78 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { derived, measured } from "../sourced.ts";

const sbc = "ThomasKaiser/sbc-bench@53f79517 results/4vy7.txt";

export const jetsonOrinNano: Device = {
  id: "jetson_orin_nano",
  name: "NVIDIA Jetson Orin Nano",
  soc: "Orin Nano",
  kind: "board",
  aliases: ["orin_nano"],
  clusters: [
    {
      id: "large",
      ...cortexA78,
      count: measured(6, sbc),
      maxFrequencyHz: measured(1510e6, sbc),
      l2Bytes: measured(256 * KiB, sbc),
      l2Shared: measured(false, sbc),
      coreBandwidth: derived(
        13.47e9,
        "twice the memcpy rate of 6.73 GB/s, ThomasKaiser/sbc-bench@53f79517 results/4vy7.txt",
      ),
      coreFillBytesPerSecond: measured(20.22e9, "memset, ThomasKaiser/sbc-bench@53f79517 results/4vy7.txt"),
    },
  ],
  l3Bytes: measured(2048 * KiB, sbc),
  memory: {},
  dispatchSeconds: assumedDispatch,
  notes: ["The cores are Cortex-A78AE, taken as Cortex-A78."],
};
