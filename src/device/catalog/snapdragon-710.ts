import { cortexA55, cortexA75 } from "../cores/arm.ts";
import type { Cluster, Memory } from "../device.ts";
import { assumed, datasheet } from "../sourced.ts";

const announcement = "Qualcomm's announcement of the Snapdragon 710 as told by tecnoandroid.it, 2018-07-22";
const clock = `${announcement}; the QED benchmark says the same`;
const bus = "as the Snapdragon 660's LPDDR4X-1866 in two channels, whose class it replaces; no page read states it";

/** The clusters of the Snapdragon 710, which two phones of the catalogue share. */
export const clusters: readonly Cluster[] = [
  {
    id: "large",
    ...cortexA75,
    count: datasheet(2, announcement),
    maxFrequencyHz: datasheet(2.2e9, clock),
    coreBandwidth: assumed(
      9.8e9,
      "0.66 of the (assumed) memory bus, as one Cortex-A77 of a Snapdragon 865 sustains (28.9 of 44.0 GB/s, ThomasKaiser/sbc-bench@53f79517 results/49kx.txt)",
    ),
  },
  {
    id: "small",
    ...cortexA55,
    count: datasheet(6, announcement),
    maxFrequencyHz: datasheet(1.7e9, clock),
    coreBandwidth: assumed(
      7.54e9,
      "as the Cortex-A55 of a Snapdragon 865: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/49kx.txt",
    ),
  },
];

export const memory: Memory = {
  type: assumed("LPDDR4X-3732, 2 x 16 bit", bus),
  peakBytesPerSecond: assumed(14.9e9, `3732 MT/s x 4 bytes, ${bus}`),
};
