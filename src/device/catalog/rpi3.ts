import { cortexA53 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { datasheet, derived, measured } from "../sourced.ts";

const ncnn = "Tencent/ncnn@a4d2ea1d benchmark/README.md";
const cpuinfo = "pytorch/cpuinfo@d6108819 src/arm/cache.c";

export const rpi3: Device = {
  id: "rpi3",
  name: "Raspberry Pi 3 B+",
  soc: "BCM2837",
  kind: "board",
  aliases: ["pi3", "raspi3", "bcm2837"],
  clusters: [
    {
      id: "large",
      ...cortexA53,
      count: datasheet(4, ncnn),
      maxFrequencyHz: datasheet(1400e6, ncnn),
      l1dBytes: datasheet(16 * KiB, cpuinfo),
      l2Bytes: datasheet(512 * KiB, cpuinfo),
      l2Shared: datasheet(true, cpuinfo),
      coreBandwidth: derived(
        2.22e9,
        "twice the memcpy rate of 1.11 GB/s (3 B), ThomasKaiser/sbc-bench@53f79517 Results.md",
        "1.04 to 1.23 GB/s on the 3 B+, so 2.08 to 2.46 GB/s of traffic.",
      ),
      coreFillBytesPerSecond: measured(
        1.62e9,
        "ThomasKaiser/sbc-bench@53f79517 Results.md: memset at 1.46 to 1.78 GB/s",
        "The middle of the range.",
      ),
    },
  ],
  memory: {},
  dispatchSeconds: assumedDispatch,
};
