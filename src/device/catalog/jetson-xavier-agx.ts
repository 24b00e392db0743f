import { KiB } from "../cores/core-type.ts";
import { nvidiaCarmel } from "../cores/custom-arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { derived, measured } from "../sourced.ts";

const sbc = "ThomasKaiser/sbc-bench@53f79517 results/4ebH.txt";

export const jetsonXavierAgx: Device = {
  id: "jetson_xavier_agx",
  name: "NVIDIA Jetson AGX Xavier",
  soc: "Xavier",
  kind: "board",
  aliases: ["xavier"],
  clusters: [
    {
      id: "large",
      ...nvidiaCarmel,
      count: measured(8, sbc),
      maxFrequencyHz: measured(2250e6, sbc),
      l1dBytes: measured(64 * KiB, sbc),
      l2Bytes: measured(2048 * KiB, sbc),
      l2Shared: measured(true, sbc),
      coreBandwidth: derived(
        21.83e9,
        "twice the memcpy rate of 10.91 GB/s, ThomasKaiser/sbc-bench@53f79517 results/4ebH.txt",
      ),
      coreFillBytesPerSecond: measured(22.52e9, "memset, ThomasKaiser/sbc-bench@53f79517 results/4ebH.txt"),
    },
  ],
  l3Bytes: measured(4096 * KiB, sbc),
  memory: {},
  dispatchSeconds: assumedDispatch,
};
