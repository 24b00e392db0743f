import { cortexA55, cortexA78 } from "../cores/arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet, derived } from "../sourced.ts";

const cpuBoss = "cpu-boss.com, Dimensity 8100";

export const dimensity8100: Device = {
  id: "dimensity_8100",
  name: "Dimensity 8100 phone",
  soc: "Dimensity 8100 (MT6895)",
  kind: "phone",
  aliases: ["mt6895"],
  clusters: [
    {
      id: "large",
      ...cortexA78,
      count: datasheet(4, cpuBoss),
      maxFrequencyHz: datasheet(2850e6, cpuBoss),
      coreBandwidth: assumed(
        28.41e9,
        "as one Cortex-A78 of a Genio 1200: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/4Kvg.txt",
      ),
    },
    {
      id: "small",
      ...cortexA55,
      count: datasheet(4, cpuBoss),
      maxFrequencyHz: datasheet(2000e6, cpuBoss),
      coreBandwidth: assumed(
        13.95e9,
        "as one Cortex-A55 of a Genio 1200: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/4Kvg.txt",
      ),
    },
  ],
  memory: {
    type: datasheet("LPDDR5 3200 MHz 4x16-bit", cpuBoss),
    peakBytesPerSecond: derived(51.2e9, "cpu-boss.com, Dimensity 8100: 6400 MT/s x 8 bytes"),
  },
  dispatchSeconds: assumedDispatch,
  notes: ["The MAX model is taken as the same."],
};
