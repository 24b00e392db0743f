import { appleFirestorm } from "../cores/apple.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { datasheet, derived, measured, megahertz } from "../sourced.ts";

const sbc = "ThomasKaiser/sbc-bench@53f79517 results/443N.txt";
const source = "a page about the M1 Pro (publisher not recorded); = 6400 MT/s x 32 bytes";

export const appleM1Pro: Device = {
  id: "apple_m1_pro",
  name: "Mac, Apple M1 Pro",
  soc: "Apple M1 Pro",
  kind: "computer",
  aliases: ["m1_pro", "m1pro"],
  clusters: [
    {
      id: "large",
      ...appleFirestorm,
      count: measured(8, sbc),
      maxFrequencyHz: measured(3036e6, sbc),
      minFrequencyHz: measured(600e6, sbc),
      levelsHz: measured(megahertz([600, 828, 1056, 1296, 1524, 1752, 1980, 2208, 2448, 2676, 2904, 3036]), sbc),
      coreBandwidth: derived(
        54.05e9,
        "twice the memcpy rate of 27.02 GB/s, ThomasKaiser/sbc-bench@53f79517 results/443N.txt",
      ),
      coreFillBytesPerSecond: measured(70.28e9, "memset, ThomasKaiser/sbc-bench@53f79517 results/443N.txt"),
    },
  ],
  memory: { type: datasheet("LPDDR5-6400 256-bit", source), peakBytesPerSecond: datasheet(204.8e9, source) },
  dispatchSeconds: assumedDispatch,
  notes: ["Its two small cores are not described."],
};
