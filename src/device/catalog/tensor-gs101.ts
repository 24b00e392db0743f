import { cortexA55, cortexA76, cortexX1 } from "../cores/arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, measured, megahertz, milliwatts } from "../sourced.ts";

const freqbench =
  "kdrag0n/freqbench@9eb16adc results/gs101/main prints the clocks; which cores they belong to is general knowledge";
const freqbench2 = "kdrag0n/freqbench@9eb16adc results/gs101/main";

export const tensorGs101: Device = {
  id: "tensor_gs101",
  name: "Google Pixel 6",
  soc: "Google Tensor (GS101)",
  kind: "phone",
  aliases: ["gs101", "pixel6"],
  clusters: [
    {
      id: "large",
      ...cortexX1,
      count: assumed(2, freqbench),
      maxFrequencyHz: measured(2850e6, freqbench2),
      minFrequencyHz: measured(500e6, freqbench2),
      levelsHz: measured(
        megahertz([
          500, 851, 984, 1106, 1277, 1426, 1582, 1745, 1826, 2048, 2188, 2252, 2401, 2507, 2630, 2704, 2802, 2850,
        ]),
        freqbench2,
      ),
      coreBandwidth: assumed(
        35.41e9,
        "as one Cortex-X1C of an SC8280XP: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/4qIj.txt",
        "That chip has a wider memory; a ceiling for one core.",
      ),
      corePower: milliwatts(
        [
          [500, 53.1],
          [851, 102.2],
          [984, 123.6],
          [1106, 152.4],
          [1277, 188.5],
          [1426, 226.5],
          [1582, 276.7],
          [1745, 343.8],
          [1826, 382.4],
          [2048, 487.6],
          [2188, 645.4],
          [2252, 702],
          [2401, 820.5],
          [2507, 945.4],
          [2630, 1126.2],
          [2704, 1208.4],
          [2802, 1370.7],
          [2850, 1516.8],
        ],
        freqbench2,
      ),
    },
    {
      id: "medium",
      ...cortexA76,
      count: assumed(2, freqbench),
      maxFrequencyHz: measured(2253e6, freqbench2),
      minFrequencyHz: measured(400e6, freqbench2),
      levelsHz: measured(
        megahertz([400, 553, 696, 799, 910, 1024, 1197, 1328, 1491, 1663, 1836, 1999, 2130, 2253]),
        freqbench2,
      ),
      coreBandwidth: assumed(
        21.63e9,
        "as one Cortex-A76 of an RK3588: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/41BH.txt",
      ),
      corePower: milliwatts(
        [
          [400, 23.5],
          [553, 33.7],
          [696, 43.9],
          [799, 51.9],
          [910, 62.4],
          [1024, 73],
          [1197, 93.9],
          [1328, 110.4],
          [1491, 140.7],
          [1663, 176.3],
          [1836, 218.5],
          [1999, 272.8],
          [2130, 334],
          [2253, 400],
        ],
        freqbench2,
      ),
    },
    {
      id: "small",
      ...cortexA55,
      count: assumed(4, freqbench),
      maxFrequencyHz: measured(1803e6, freqbench2),
      minFrequencyHz: measured(300e6, freqbench2),
      levelsHz: measured(megahertz([300, 574, 738, 930, 1098, 1197, 1328, 1401, 1598, 1704, 1803]), freqbench2),
      coreBandwidth: assumed(
        8.26e9,
        "as the Cortex-A55 of a Snapdragon 845: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/4dJV.txt",
      ),
      corePower: milliwatts(
        [
          [300, 56.1],
          [574, 80],
          [738, 94.5],
          [930, 111.9],
          [1098, 127.8],
          [1197, 137.7],
          [1328, 150.1],
          [1401, 157.4],
          [1598, 177.3],
          [1704, 188.7],
          [1803, 236.9],
        ],
        freqbench2,
      ),
    },
  ],
  memory: {},
  dispatchSeconds: assumedDispatch,
};
