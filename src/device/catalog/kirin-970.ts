import { cortexA53, cortexA73 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet, derived, measured, megahertz } from "../sourced.ts";

const sysfs = "pytorch/cpuinfo@d6108819 test/mock huawei-mate-10 (sysfs)";
const cpuinfo = "pytorch/cpuinfo@d6108819 src/arm/cache.c";

export const kirin970: Device = {
  id: "kirin_970",
  name: "Huawei Mate 10",
  soc: "Kirin 970",
  kind: "phone",
  aliases: ["hikey970"],
  clusters: [
    {
      id: "large",
      ...cortexA73,
      count: measured(4, sysfs),
      maxFrequencyHz: measured(2362e6, sysfs),
      minFrequencyHz: measured(682e6, sysfs),
      levelsHz: measured(megahertz([682, 1018, 1210, 1364, 1498, 1652, 1863, 2093, 2362]), sysfs),
      l2Bytes: datasheet(2048 * KiB, cpuinfo),
      l2Shared: datasheet(true, cpuinfo),
      coreBandwidth: assumed(
        8.2e9,
        "as one Cortex-A72 of an RK3399, the core before it: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/1iFz.txt",
      ),
    },
    {
      id: "small",
      ...cortexA53,
      count: measured(4, sysfs),
      maxFrequencyHz: measured(1844e6, sysfs),
      minFrequencyHz: measured(509e6, sysfs),
      levelsHz: measured(megahertz([509, 1018, 1210, 1402, 1556, 1690, 1844]), sysfs),
      l1dBytes: datasheet(32 * KiB, cpuinfo),
      l2Bytes: datasheet(1024 * KiB, cpuinfo),
      l2Shared: datasheet(true, cpuinfo),
      coreBandwidth: assumed(
        4.06e9,
        "as one Cortex-A53 of an RK3399: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/1iFz.txt",
      ),
    },
  ],
  memory: {
    type: datasheet("LPDDR4X-3732 quad-channel", "WikiChip, Kirin 970", "Four 16-bit channels are assumed."),
    peakBytesPerSecond: derived(29.9e9, "WikiChip, Kirin 970: 3732 MT/s x 8 bytes"),
  },
  dispatchSeconds: assumedDispatch,
};
