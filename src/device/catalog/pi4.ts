import { cortexA72 } from "../cores/arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet, derived, measured } from "../sourced.ts";

const guide = "The Official Raspberry Pi Beginner's Guide, appendix F";
const cpufp = "pigirons/cpufp@93e165ea Broadcom_BCM2711.md";

export const pi4: Device = {
  id: "pi4",
  name: "Raspberry Pi 4 B",
  soc: "BCM2711",
  kind: "board",
  aliases: ["rpi4", "raspi4", "bcm2711"],
  clusters: [
    {
      id: "large",
      ...cortexA72,
      count: datasheet(4, guide),
      maxFrequencyHz: datasheet(
        1.8e9,
        "ThomasKaiser/sbc-bench@53f79517 results/3OBF.txt",
        "Boards and firmware before 2021 run at 1.5 GHz.",
      ),
      l2Bytes: datasheet(1024 * 1024, "pytorch/cpuinfo@d6108819 src/arm/cache.c (default for Cortex-A72)"),
      l2Shared: datasheet(
        true,
        "pytorch/cpuinfo@d6108819 src/arm/cache.c, quoting the Cortex-A72 technical reference manual",
      ),
      coreBandwidth: derived(
        4.65e9,
        "twice the memcpy rate of 2.33 GB/s, ThomasKaiser/sbc-bench@53f79517 results/3OBF.txt",
        "STREAM copy on one core: 5.5 GB/s (sci-pi.org.uk/bench/stream.html).",
      ),
      coreFillBytesPerSecond: measured(3.12e9, "memset, ThomasKaiser/sbc-bench@53f79517 results/3OBF.txt"),
    },
  ],
  memory: {
    type: datasheet("LPDDR4-3200", guide),
    peakBytesPerSecond: assumed(12.8e9, `3200 MT/s (${guide}) x 4 bytes; a 32-bit bus is assumed`),
  },
  dispatchSeconds: assumedDispatch,
  measuredPeaks: [
    { cores: { large: 1 }, precision: "fp32", rate: measured(11.958e9, cpufp), frequencyHz: measured(1.5e9, cpufp) },
    { cores: { large: 4 }, precision: "fp32", rate: measured(47.88e9, cpufp), frequencyHz: measured(1.5e9, cpufp) },
  ],
};
