import { cortexA53, cortexA72 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet, measured, megahertz } from "../sourced.ts";

const sysfs = "pytorch/cpuinfo@d6108819 test/mock huawei-mate-8 (sysfs)";
const cpuinfo = "pytorch/cpuinfo@d6108819 src/arm/cache.c";
const source = "nanoreview.net, Kirin 950";

export const kirin950: Device = {
  id: "kirin_950",
  name: "Huawei Mate 8",
  soc: "Kirin 950",
  kind: "phone",
  aliases: [],
  clusters: [
    {
      id: "large",
      ...cortexA72,
      count: measured(4, sysfs),
      maxFrequencyHz: measured(2304e6, sysfs),
      minFrequencyHz: measured(480e6, sysfs),
      levelsHz: measured(megahertz([480, 807, 1210, 1517, 1805, 2016, 2304]), sysfs),
      l2Bytes: datasheet(2048 * KiB, cpuinfo),
      l2Shared: datasheet(true, cpuinfo),
      coreBandwidth: assumed(
        8.2e9,
        "as one Cortex-A72 of an RK3399: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/1iFz.txt",
      ),
    },
    {
      id: "small",
      ...cortexA53,
      count: measured(4, sysfs),
      maxFrequencyHz: measured(1805e6, sysfs),
      minFrequencyHz: measured(480e6, sysfs),
      levelsHz: measured(megahertz([480, 807, 1018, 1306, 1517, 1805]), sysfs),
      l1dBytes: datasheet(32 * KiB, cpuinfo),
      l2Bytes: datasheet(512 * KiB, cpuinfo),
      l2Shared: datasheet(true, cpuinfo),
      coreBandwidth: assumed(
        4.06e9,
        "as one Cortex-A53 of an RK3399: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/1iFz.txt",
      ),
    },
  ],
  memory: {
    type: datasheet("LPDDR4", source, "The page says 25.6 Gbit/s and means GB/s."),
    peakBytesPerSecond: datasheet(25.6e9, source),
  },
  dispatchSeconds: assumedDispatch,
};
