import { cortexA53 } from "../cores/arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet } from "../sourced.ts";

const qed = "qed-usc/mobile-ml-benchmark@40ba833a: Helio P35, Cortex-A53 in two clusters";
const core = assumed(
  4.06e9,
  "as one Cortex-A53 of an RK3399: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/1iFz.txt",
);

export const a03s: Device = {
  id: "a03s",
  name: "Samsung Galaxy A03s",
  soc: "Helio P35 (MT6765)",
  kind: "phone",
  aliases: ["helio_p35", "mt6765"],
  clusters: [
    {
      id: "large",
      ...cortexA53,
      count: datasheet(4, qed),
      maxFrequencyHz: datasheet(2.3e9, qed),
      coreBandwidth: core,
    },
    {
      id: "small",
      ...cortexA53,
      count: datasheet(4, qed),
      maxFrequencyHz: datasheet(1.8e9, qed),
      coreBandwidth: core,
    },
  ],
  memory: {
    type: datasheet(
      "LPDDR4X at 1600 MHz",
      "geektopia.es, 2018-12-27",
      "The chip also takes LPDDR3 at 933 MHz; which one this phone has was not found.",
    ),
    peakBytesPerSecond: assumed(12.8e9, "3200 MT/s x 4 bytes; a 32-bit bus is assumed"),
  },
  dispatchSeconds: assumedDispatch,
};
