import { cortexA55, cortexA75 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { derived, measured, megahertz, milliwatts } from "../sourced.ts";

const sysfs = "pytorch/cpuinfo@d6108819 test/mock galaxy-s9-us (sysfs)";
const freqbench = "kdrag0n/freqbench@9eb16adc results/sdm845/main";
const fill = "memset, ThomasKaiser/sbc-bench@53f79517 results/4dJV.txt";

export const snapdragon845: Device = {
  id: "snapdragon_845",
  name: "Google Pixel 3",
  soc: "Snapdragon 845",
  kind: "phone",
  aliases: ["sd845", "sdm845"],
  clusters: [
    {
      id: "large",
      ...cortexA75,
      count: measured(4, sysfs),
      maxFrequencyHz: measured(2803.2e6, freqbench),
      minFrequencyHz: measured(825.6e6, freqbench),
      levelsHz: measured(
        megahertz([
          825.6, 902.4, 979.2, 1056, 1209.6, 1286.4, 1363.2, 1459.2, 1536, 1612.8, 1689.6, 1766.4, 1843.2, 1920, 1996.8,
          2092.8, 2169.6, 2246.4, 2323.2, 2400, 2476.8, 2553.6, 2649.6, 2803.2,
        ]),
        freqbench,
      ),
      l2Bytes: measured(256 * KiB, sysfs),
      l2Shared: measured(false, sysfs),
      coreBandwidth: derived(
        15.3e9,
        "twice the memcpy rate of 7.65 GB/s, ThomasKaiser/sbc-bench@53f79517 results/4dJV.txt",
      ),
      coreFillBytesPerSecond: measured(20.43e9, fill),
      corePower: milliwatts(
        [
          [825.6, 186.4],
          [902.4, 196.9],
          [979.2, 234.1],
          [1056, 216.4],
          [1209.6, 246.2],
          [1286.4, 310.1],
          [1363.2, 310.4],
          [1459.2, 339.8],
          [1536, 356.7],
          [1612.8, 381.4],
          [1689.6, 406.8],
          [1766.4, 426.9],
          [1843.2, 519.1],
          [1920, 504.9],
          [1996.8, 528.6],
          [2092.8, 635.1],
          [2169.6, 673.7],
          [2246.4, 688.3],
          [2323.2, 800.7],
          [2400, 880.3],
          [2476.8, 892.7],
          [2553.6, 858.7],
          [2649.6, 996.9],
          [2803.2, 1297.8],
        ],
        freqbench,
      ),
    },
    {
      id: "small",
      ...cortexA55,
      count: measured(4, sysfs),
      maxFrequencyHz: measured(1766.4e6, freqbench),
      minFrequencyHz: measured(300e6, freqbench),
      levelsHz: measured(
        megahertz([
          300, 403.2, 480, 576, 652.8, 748.8, 825.6, 902.4, 979.2, 1056, 1132.8, 1228.8, 1324.8, 1420.8, 1516.8, 1612.8,
          1689.6, 1766.4,
        ]),
        freqbench,
      ),
      l2Bytes: measured(128 * KiB, sysfs),
      l2Shared: measured(false, sysfs),
      coreBandwidth: derived(
        8.26e9,
        "twice the memcpy rate of 4.13 GB/s, ThomasKaiser/sbc-bench@53f79517 results/4dJV.txt",
      ),
      coreFillBytesPerSecond: measured(16.74e9, fill),
      corePower: milliwatts(
        [
          [300, 56.5],
          [403.2, 61.2],
          [480, 67.3],
          [576, 77.7],
          [652.8, 69.5],
          [748.8, 75.1],
          [825.6, 97.2],
          [902.4, 86],
          [979.2, 96.7],
          [1056, 111],
          [1132.8, 126.6],
          [1228.8, 132],
          [1324.8, 156.5],
          [1420.8, 156],
          [1516.8, 191.2],
          [1612.8, 167.8],
          [1689.6, 175.7],
          [1766.4, 193.3],
        ],
        freqbench,
      ),
    },
  ],
  l3Bytes: measured(2048 * KiB, sysfs),
  memory: {},
  dispatchSeconds: assumedDispatch,
};
