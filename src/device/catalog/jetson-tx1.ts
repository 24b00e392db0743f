import { cortexA57 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { derived, measured, megahertz } from "../sourced.ts";

const sbc = "ThomasKaiser/sbc-bench@53f79517 results/3Di2.txt (Nintendo Switch)";
const sysfs = "pytorch/cpuinfo@d6108819 test/mock pixel-c (sysfs)";

export const jetsonTx1: Device = {
  id: "jetson_tx1",
  name: "NVIDIA Jetson TX1",
  soc: "Tegra X1",
  kind: "board",
  aliases: ["tegra_x1"],
  clusters: [
    {
      id: "large",
      ...cortexA57,
      count: measured(4, sbc),
      maxFrequencyHz: measured(2091e6, sbc),
      minFrequencyHz: measured(102e6, sbc),
      levelsHz: measured(
        megahertz([
          102, 204, 306, 408, 510, 612, 714, 816, 918, 1020, 1122, 1224, 1326, 1428, 1581, 1683, 1785, 1887, 1989, 2091,
        ]),
        sbc,
      ),
      l2Bytes: measured(2048 * KiB, sysfs),
      l2Shared: measured(true, sysfs),
      coreBandwidth: derived(
        4.74e9,
        "twice the memcpy rate of 2.37 GB/s, ThomasKaiser/sbc-bench@53f79517 results/3Di2.txt (Nintendo Switch)",
      ),
    },
  ],
  memory: {},
  dispatchSeconds: assumedDispatch,
};
