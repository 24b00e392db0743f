import { cortexA55, cortexA76 } from "../cores/arm.ts";
import type { Device } from "../device.ts";
import { measuredDispatch } from "../dispatch.ts";
import { assumed, datasheet, measured, megahertz, milliwatts } from "../sourced.ts";

const opp = "kdrag0n/freqbench@9eb16adc results/sm8150/new";
const wikichip = "WikiChip, Snapdragon 855";

const bigCore = assumed(
  22.5e9,
  "0.66 of the memory bus, as one Cortex-A77 of a Snapdragon 865 sustains (28.9 of 44.0 GB/s, ThomasKaiser/sbc-bench@53f79517 results/49kx.txt); one Cortex-A76 of a Raspberry Pi 5 sustains 0.71 of its bus",
);

export const pixel4: Device = {
  id: "pixel4",
  name: "Google Pixel 4",
  soc: "Snapdragon 855",
  kind: "phone",
  aliases: ["snapdragon_855", "sd855", "sm8150"],
  clusters: [
    {
      id: "large",
      ...cortexA76,
      count: datasheet(1, wikichip),
      maxFrequencyHz: measured(2841.6e6, opp, "2.84 GHz in the QED benchmark."),
      minFrequencyHz: measured(825.6e6, opp, "The lowest step delivers half its label."),
      levelsHz: measured(
        megahertz([
          825.6, 940.8, 1056, 1171.2, 1286.4, 1401.6, 1497.6, 1612.8, 1708.8, 1804.8, 1920, 2016, 2131.2, 2227.2,
          2323.2, 2419.2, 2534.4, 2649.6, 2745.6, 2841.6,
        ]),
        opp,
      ),
      corePower: milliwatts(
        [
          [825.6, 167.8],
          [940.8, 276.2],
          [1056, 298.7],
          [1171.2, 324.4],
          [1286.4, 350],
          [1401.6, 371.6],
          [1497.6, 389.7],
          [1612.8, 414.6],
          [1708.8, 438.8],
          [1804.8, 456.8],
          [1920, 501.6],
          [2016, 535.2],
          [2131.2, 600.6],
          [2227.2, 629.5],
          [2323.2, 709.7],
          [2419.2, 727.5],
          [2534.4, 831.2],
          [2649.6, 916.8],
          [2745.6, 1005.1],
          [2841.6, 1077.2],
        ],
        opp,
      ),
      coreBandwidth: bigCore,
    },
    {
      id: "medium",
      ...cortexA76,
      count: datasheet(3, wikichip),
      maxFrequencyHz: measured(
        2419.2e6,
        opp,
        "The QED benchmark's pages say 2.32 GHz (also a step), yet its own rows run at 0.85 of the large core = 2.42 GHz.",
      ),
      minFrequencyHz: measured(710.4e6, opp, "The lowest step delivers half its label."),
      levelsHz: measured(
        megahertz([
          710.4, 825.6, 940.8, 1056, 1171.2, 1286.4, 1401.6, 1497.6, 1612.8, 1708.8, 1804.8, 1920, 2016, 2131.2, 2227.2,
          2323.2, 2419.2,
        ]),
        opp,
      ),
      corePower: milliwatts(
        [
          [710.4, 133.8],
          [825.6, 214.9],
          [940.8, 236.5],
          [1056, 255.8],
          [1171.2, 278.8],
          [1286.4, 300],
          [1401.6, 318.4],
          [1497.6, 342.2],
          [1612.8, 387],
          [1708.8, 425.2],
          [1804.8, 471.6],
          [1920, 515.1],
          [2016, 568.9],
          [2131.2, 625.4],
          [2227.2, 693.6],
          [2323.2, 771.1],
          [2419.2, 841.7],
        ],
        opp,
      ),
      coreBandwidth: bigCore,
    },
    {
      id: "small",
      ...cortexA55,
      count: datasheet(4, wikichip),
      maxFrequencyHz: measured(1785.6e6, opp, "1.8 GHz in the QED benchmark."),
      minFrequencyHz: measured(300e6, opp),
      levelsHz: measured(
        megahertz([
          300, 403.2, 499.2, 576, 672, 768, 844.8, 940.8, 1036.8, 1113.6, 1209.6, 1305.6, 1382.4, 1478.4, 1555.2, 1632,
          1708.8, 1785.6,
        ]),
        opp,
      ),
      corePower: milliwatts(
        [
          [300, 44.2],
          [403.2, 61.8],
          [499.2, 80.4],
          [576, 84.7],
          [672, 71.5],
          [768, 75.6],
          [844.8, 81.2],
          [940.8, 89.2],
          [1036.8, 95.7],
          [1113.6, 100.7],
          [1209.6, 108],
          [1305.6, 114.2],
          [1382.4, 122.6],
          [1478.4, 129],
          [1555.2, 133.2],
          [1632, 139.6],
          [1708.8, 141.1],
          [1785.6, 151.9],
        ],
        opp,
      ),
      coreBandwidth: assumed(
        7.9e9,
        "between the Cortex-A55 of a Snapdragon 845 (8.26 GB/s) and 865 (7.54 GB/s): twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/4dJV.txt and 49kx.txt",
      ),
    },
  ],
  memory: {
    type: datasheet("LPDDR4X-4266, 4 x 16 bit", "phonedb.net, Snapdragon 855+"),
    peakBytesPerSecond: datasheet(34.13e9, "phonedb.net, Snapdragon 855+; = 4266 MT/s x 8 bytes"),
  },
  dispatchSeconds: measuredDispatch("a Snapdragon 855"),
};
