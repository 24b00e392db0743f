import { cortexA55, cortexA76 } from "../cores.ts";
import type { Device } from "../device.ts";
import { measuredDispatch } from "../dispatch.ts";
import { assumed, datasheet, measured } from "../sourced.ts";

const opp = "kdrag0n/freqbench@9eb16adc results/sm8150/new";
const wikichip = "WikiChip, Snapdragon 855";
const megahertz = (steps: readonly number[]): readonly number[] => steps.map((step) => step * 1e6);

const bigCore = assumed(
  22.5e9,
  "0.66 of the memory bus, as one Cortex-A77 of a Snapdragon 865 sustains (28.9 of 44.0 GB/s, ThomasKaiser/sbc-bench@53f79517 results/49kx.txt); one Cortex-A76 of a Raspberry Pi 5 sustains 0.71 of its bus",
);

export const pixel4: Device = {
  id: "pixel4",
  name: "Google Pixel 4",
  soc: "Snapdragon 855",
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
