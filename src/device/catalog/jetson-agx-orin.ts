import { cortexA78 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { datasheet, derived, measured, megahertz } from "../sourced.ts";

const sbc = "ThomasKaiser/sbc-bench@53f79517 results/4ax9.txt";
const sbc2 = "ThomasKaiser/sbc-bench@53f79517 results/4ax9.txt: 3 MiB of L2 for 12 cores";
const source = "NVIDIA's data sheet DS-10662-001, as quoted by another page";

export const jetsonAgxOrin: Device = {
  id: "jetson_agx_orin",
  name: "NVIDIA Jetson AGX Orin",
  soc: "Orin",
  kind: "board",
  aliases: ["orin"],
  clusters: [
    {
      id: "large",
      ...cortexA78,
      count: measured(12, sbc),
      maxFrequencyHz: measured(2201e6, sbc),
      minFrequencyHz: measured(115e6, sbc),
      levelsHz: measured(
        megahertz([
          115, 192, 268, 345, 422, 499, 576, 652, 729, 806, 883, 960, 1036, 1113, 1190, 1267, 1344, 1420, 1497, 1574,
          1651, 1728, 1804, 1881, 1958, 2035, 2112, 2188, 2201,
        ]),
        sbc,
      ),
      l2Bytes: derived(256 * KiB, sbc2),
      l2Shared: derived(false, sbc2),
      coreBandwidth: derived(
        20.75e9,
        "twice the memcpy rate of 10.37 GB/s, ThomasKaiser/sbc-bench@53f79517 results/4ax9.txt",
      ),
      coreFillBytesPerSecond: measured(30.24e9, "memset, ThomasKaiser/sbc-bench@53f79517 results/4ax9.txt"),
    },
  ],
  l3Bytes: measured(6144 * KiB, sbc, "2 MiB in each of three clusters."),
  memory: { type: datasheet("256-bit LPDDR5 3200 MHz", source), peakBytesPerSecond: datasheet(204.8e9, source) },
  dispatchSeconds: assumedDispatch,
  notes: ["The cores are Cortex-A78AE, taken as Cortex-A78."],
};
