import { cortexA53, cortexA72 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet, measured, megahertz } from "../sourced.ts";

const notebookcheck = "notebookcheck, Kirin 955";
const sysfs = "pytorch/cpuinfo@d6108819 test/mock huawei-mate-8 (sysfs); highest step from notebookcheck, Kirin 955";
const cpuinfo = "pytorch/cpuinfo@d6108819 src/arm/cache.c (2 MB assumed there for Kirins with Cortex-A72)";
const sysfs2 = "pytorch/cpuinfo@d6108819 test/mock huawei-mate-8 (sysfs)";
const cpuinfo2 = "pytorch/cpuinfo@d6108819 src/arm/cache.c";

export const kirin955: Device = {
  id: "kirin_955",
  name: "Huawei P9",
  soc: "Kirin 955",
  kind: "phone",
  aliases: [],
  clusters: [
    {
      id: "large",
      ...cortexA72,
      count: datasheet(4, notebookcheck),
      maxFrequencyHz: datasheet(2500e6, notebookcheck),
      minFrequencyHz: measured(480e6, sysfs),
      levelsHz: measured(
        megahertz([480, 807, 1210, 1517, 1805, 2016, 2304, 2500]),
        sysfs,
        "The steps below the highest are those of the Kirin 950.",
      ),
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
      count: datasheet(4, notebookcheck),
      maxFrequencyHz: datasheet(1805e6, notebookcheck),
      minFrequencyHz: measured(480e6, sysfs2),
      levelsHz: measured(megahertz([480, 807, 1018, 1306, 1517, 1805]), sysfs2, "Those of the Kirin 950."),
      l1dBytes: datasheet(32 * KiB, cpuinfo2),
      l2Bytes: datasheet(512 * KiB, cpuinfo2),
      l2Shared: datasheet(true, cpuinfo2),
      coreBandwidth: assumed(
        4.06e9,
        "as one Cortex-A53 of an RK3399: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/1iFz.txt",
      ),
    },
  ],
  memory: {
    type: datasheet("LPDDR4-3200 2x32-bit", notebookcheck, "Which memory the phone has was not found."),
    peakBytesPerSecond: datasheet(25.6e9, notebookcheck),
  },
  dispatchSeconds: assumedDispatch,
  notes: ["No half-precision arithmetic or 8-bit dot product: fp32 only."],
};
