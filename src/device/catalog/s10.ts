import { cortexA55, cortexA75 } from "../cores/arm.ts";
import { exynosM4 } from "../cores/custom-arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet, derived } from "../sourced.ts";

const wikichip = "WikiChip, Exynos 9820";
const clock = `${wikichip}; the QED benchmark says the same`;
const sbc = "twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/4dJV.txt";

export const s10: Device = {
  id: "s10",
  name: "Samsung Galaxy S10",
  soc: "Exynos 9820",
  kind: "phone",
  aliases: ["exynos_9820"],
  clusters: [
    {
      id: "large",
      ...exynosM4,
      count: datasheet(2, wikichip),
      maxFrequencyHz: datasheet(2.73e9, clock),
      coreBandwidth: assumed(
        19e9,
        "0.66 of the memory bus, as one Cortex-A77 of a Snapdragon 865 sustains (28.9 of 44.0 GB/s, ThomasKaiser/sbc-bench@53f79517 results/49kx.txt)",
      ),
    },
    {
      id: "medium",
      ...cortexA75,
      count: datasheet(2, wikichip),
      maxFrequencyHz: datasheet(2.31e9, clock),
      coreBandwidth: assumed(15.3e9, `as the Cortex-A75 of a Snapdragon 845: ${sbc}`),
    },
    {
      id: "small",
      ...cortexA55,
      count: datasheet(4, wikichip),
      maxFrequencyHz: datasheet(1.95e9, clock),
      coreBandwidth: assumed(8.26e9, `as the Cortex-A55 of a Snapdragon 845: ${sbc}`),
    },
  ],
  memory: {
    type: datasheet("LPDDR4X-3600, 4 x 16 bit", wikichip),
    peakBytesPerSecond: derived(28.8e9, `${wikichip}: 3600 MT/s x 8 bytes`),
  },
  dispatchSeconds: assumedDispatch,
};
