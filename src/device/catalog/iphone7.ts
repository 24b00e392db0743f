import { appleHurricane, appleZephyr } from "../cores/apple.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet } from "../sourced.ts";

const MiB = 1024 * 1024;
const wikipedia = "Wikipedia, Apple A10";

export const iphone7: Device = {
  id: "iphone7",
  name: "Apple iPhone 7",
  soc: "Apple A10 Fusion",
  kind: "phone",
  aliases: ["apple_a10"],
  clusters: [
    {
      id: "large",
      ...appleHurricane,
      count: datasheet(2, wikipedia),
      maxFrequencyHz: datasheet(2.34e9, wikipedia),
      l2Bytes: datasheet(3 * MiB, wikipedia),
      l2Shared: datasheet(true, wikipedia),
      coreBandwidth: assumed(
        16.9e9,
        "0.66 of the (assumed) memory bus, as one Cortex-A77 of a Snapdragon 865 sustains (28.9 of 44.0 GB/s, ThomasKaiser/sbc-bench@53f79517 results/49kx.txt)",
      ),
    },
    {
      id: "small",
      ...appleZephyr,
      count: datasheet(2, wikipedia),
      maxFrequencyHz: datasheet(1.05e9, wikipedia),
      coreBandwidth: assumed(
        4.06e9,
        "as one Cortex-A53 of an RK3399: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/1iFz.txt",
      ),
    },
  ],
  l3Bytes: datasheet(4 * MiB, wikipedia, "Serves the whole chip."),
  memory: {
    type: datasheet("LPDDR4", "Chipworks' teardown of the iPhone 7, macrumors.com"),
    peakBytesPerSecond: assumed(25.6e9, "3200 MT/s x 8 bytes; rate and 64-bit bus are assumed"),
  },
  dispatchSeconds: assumedDispatch,
  notes: ["Only one kind of core runs at a time."],
};
