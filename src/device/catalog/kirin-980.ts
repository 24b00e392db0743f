import { cortexA55, cortexA76 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet, measured, megahertz } from "../sourced.ts";

const sysfs = "pytorch/cpuinfo@d6108819 test/mock huawei-mate-20 (sysfs)";
const cpuinfo = "pytorch/cpuinfo@d6108819 src/arm/cache.c";
const copy =
  "as one Cortex-A76 of an RK3588: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/41BH.txt";

export const kirin980: Device = {
  id: "kirin_980",
  name: "Huawei Mate 20",
  soc: "Kirin 980",
  kind: "phone",
  aliases: [],
  clusters: [
    {
      id: "large",
      ...cortexA76,
      count: measured(2, sysfs),
      maxFrequencyHz: measured(2600e6, sysfs),
      minFrequencyHz: measured(1460e6, sysfs),
      levelsHz: measured(
        megahertz([1460, 1594, 1671, 1767, 1863, 1959, 2036, 2112, 2208, 2304, 2420, 2496, 2600]),
        sysfs,
      ),
      l2Bytes: datasheet(512 * KiB, cpuinfo),
      l2Shared: datasheet(false, cpuinfo),
      coreBandwidth: assumed(21.63e9, copy),
    },
    {
      id: "medium",
      ...cortexA76,
      count: measured(2, sysfs),
      maxFrequencyHz: measured(1901e6, sysfs),
      minFrequencyHz: measured(826e6, sysfs),
      levelsHz: measured(megahertz([826, 903, 1018, 1114, 1210, 1306, 1402, 1517, 1594, 1671, 1805, 1901]), sysfs),
      l2Bytes: datasheet(512 * KiB, cpuinfo),
      l2Shared: datasheet(false, cpuinfo),
      coreBandwidth: assumed(21.63e9, copy),
    },
    {
      id: "small",
      ...cortexA55,
      count: measured(4, sysfs),
      maxFrequencyHz: measured(1805e6, sysfs),
      minFrequencyHz: measured(830e6, sysfs),
      levelsHz: measured(megahertz([830, 980, 1056, 1152, 1248, 1325, 1421, 1517, 1613, 1709, 1805]), sysfs),
      l2Bytes: datasheet(128 * KiB, cpuinfo),
      l2Shared: datasheet(false, cpuinfo),
      coreBandwidth: assumed(
        8.26e9,
        "as the Cortex-A55 of a Snapdragon 845: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/4dJV.txt",
      ),
    },
  ],
  l3Bytes: datasheet(4096 * KiB, cpuinfo),
  memory: {},
  dispatchSeconds: assumedDispatch,
};
