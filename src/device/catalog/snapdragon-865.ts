import { cortexA55, cortexA77 } from "../cores/arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { datasheet, derived, measured, megahertz, milliwatts } from "../sourced.ts";

const wikichip = "WikiChip, Snapdragon 865";
const freqbench = "kdrag0n/freqbench@9eb16adc results/sm8250/main";
const fill = "memset, ThomasKaiser/sbc-bench@53f79517 results/49kx.txt";

export const snapdragon865: Device = {
  id: "snapdragon_865",
  name: "Snapdragon 865 phone",
  soc: "Snapdragon 865 (SM8250)",
  kind: "phone",
  aliases: ["sd865", "sm8250"],
  clusters: [
    {
      id: "large",
      ...cortexA77,
      count: datasheet(1, wikichip),
      maxFrequencyHz: measured(2841.6e6, freqbench),
      minFrequencyHz: measured(844.8e6, freqbench),
      levelsHz: measured(
        megahertz([
          844.8, 960, 1075.2, 1190.4, 1305.6, 1401.6, 1516.8, 1632, 1747.2, 1862.4, 1977.6, 2073.6, 2169.6, 2265.6,
          2361.6, 2457.6, 2553.6, 2649.6, 2745.6, 2841.6,
        ]),
        freqbench,
      ),
      coreBandwidth: derived(
        28.94e9,
        "twice the memcpy rate of 14.47 GB/s, ThomasKaiser/sbc-bench@53f79517 results/49kx.txt",
      ),
      coreFillBytesPerSecond: measured(23.91e9, fill),
      corePower: milliwatts(
        [
          [844.8, 172.2],
          [960, 190.5],
          [1075.2, 219.2],
          [1190.4, 243.9],
          [1305.6, 269],
          [1401.6, 293.8],
          [1516.8, 326.5],
          [1632, 361.1],
          [1747.2, 380.9],
          [1862.4, 440.5],
          [1977.6, 484.6],
          [2073.6, 522.1],
          [2169.6, 655.4],
          [2265.6, 679.1],
          [2361.6, 701.6],
          [2457.6, 701.8],
          [2553.6, 785.2],
          [2649.6, 855.3],
          [2745.6, 926.9],
          [2841.6, 984.2],
        ],
        freqbench,
      ),
    },
    {
      id: "medium",
      ...cortexA77,
      count: datasheet(3, wikichip),
      maxFrequencyHz: measured(2419.2e6, freqbench),
      minFrequencyHz: measured(710.4e6, freqbench),
      levelsHz: measured(
        megahertz([
          710.4, 825.6, 940.8, 1056, 1171.2, 1286.4, 1382.4, 1478.4, 1574.4, 1670.4, 1766.4, 1862.4, 1958.4, 2054.4,
          2150.4, 2246.4, 2342.4, 2419.2,
        ]),
        freqbench,
      ),
      coreBandwidth: derived(
        28.93e9,
        "twice the memcpy rate of 14.46 GB/s, ThomasKaiser/sbc-bench@53f79517 results/49kx.txt",
      ),
      coreFillBytesPerSecond: measured(13.68e9, fill),
      corePower: milliwatts(
        [
          [710.4, 126.3],
          [825.6, 148.4],
          [940.8, 169.1],
          [1056, 192.5],
          [1171.2, 216.5],
          [1286.4, 237],
          [1382.4, 265.5],
          [1478.4, 292.1],
          [1574.4, 322.9],
          [1670.4, 358.1],
          [1766.4, 391.1],
          [1862.4, 446.4],
          [1958.4, 443.5],
          [2054.4, 508.3],
          [2150.4, 555.7],
          [2246.4, 611.2],
          [2342.4, 665.1],
          [2419.2, 710.3],
        ],
        freqbench,
      ),
    },
    {
      id: "small",
      ...cortexA55,
      count: datasheet(4, wikichip),
      maxFrequencyHz: measured(1804.8e6, freqbench),
      minFrequencyHz: measured(300e6, freqbench),
      levelsHz: measured(
        megahertz([
          300, 403.2, 518.4, 614.4, 691.2, 787.2, 883.2, 979.2, 1075.2, 1171.2, 1248, 1344, 1420.8, 1516.8, 1612.8,
          1708.8, 1804.8,
        ]),
        freqbench,
      ),
      coreBandwidth: derived(
        7.54e9,
        "twice the memcpy rate of 3.77 GB/s, ThomasKaiser/sbc-bench@53f79517 results/49kx.txt",
      ),
      coreFillBytesPerSecond: measured(9.53e9, fill),
      corePower: milliwatts(
        [
          [300, 41.1],
          [403.2, 49.2],
          [518.4, 75.7],
          [614.4, 43.9],
          [691.2, 49],
          [787.2, 52.7],
          [883.2, 58.9],
          [979.2, 64.1],
          [1075.2, 69.6],
          [1171.2, 74.8],
          [1248, 78.1],
          [1344, 85],
          [1420.8, 88.2],
          [1516.8, 95],
          [1612.8, 99],
          [1708.8, 102.7],
          [1804.8, 115.2],
        ],
        freqbench,
      ),
    },
  ],
  memory: {
    type: datasheet("LPDDR5-5500 quad-channel", wikichip),
    peakBytesPerSecond: derived(44e9, "WikiChip, Snapdragon 865: 5500 MT/s x 8 bytes"),
  },
  dispatchSeconds: assumedDispatch,
  notes: ["The Snapdragon 870 is the same with one core at 3.2 GHz."],
};
