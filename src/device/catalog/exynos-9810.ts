import { cortexA55 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import { exynosM3 } from "../cores/custom-arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet, measured, megahertz } from "../sourced.ts";

const sysfs = "pytorch/cpuinfo@d6108819 test/mock galaxy-s9-global (sysfs)";
const cpuinfo = "pytorch/cpuinfo@d6108819 src/arm/cache.c";

export const exynos9810: Device = {
  id: "exynos_9810",
  name: "Samsung Galaxy S9",
  soc: "Exynos 9810",
  kind: "phone",
  aliases: ["s9"],
  clusters: [
    {
      id: "large",
      ...exynosM3,
      count: measured(4, sysfs),
      maxFrequencyHz: measured(2704e6, sysfs),
      minFrequencyHz: measured(650e6, sysfs),
      levelsHz: measured(
        megahertz([
          650, 741, 858, 962, 1066, 1170, 1261, 1469, 1586, 1690, 1794, 1924, 2002, 2106, 2314, 2496, 2652, 2704,
        ]),
        sysfs,
      ),
      l1dBytes: datasheet(64 * KiB, cpuinfo),
      l2Bytes: datasheet(512 * KiB, cpuinfo),
      l2Shared: datasheet(false, cpuinfo),
    },
    {
      id: "small",
      ...cortexA55,
      count: measured(4, sysfs),
      maxFrequencyHz: measured(1794e6, sysfs),
      minFrequencyHz: measured(455e6, sysfs),
      levelsHz: measured(megahertz([455, 598, 715, 832, 949, 1053, 1248, 1456, 1690, 1794]), sysfs),
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
