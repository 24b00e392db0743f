import { cortexA53, cortexA72 } from "../cores/arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet, derived, measured } from "../sourced.ts";

const opp = "Linux rk3399-opp.dtsi@083e451b; ThomasKaiser/sbc-bench@53f79517 results/1iFz.txt";
const threads = "pigirons/cpufp@93e165ea RockChip_RK3399.md (threads 0-3 little, 4-5 big)";
const cpufp = "pigirons/cpufp@93e165ea RockChip_RK3399.md";
const sbc = "ThomasKaiser/sbc-bench@53f79517 results/1iFz.txt";

export const rk3399: Device = {
  id: "rk3399",
  name: "Rockchip RK3399 board (Rock Pi 4)",
  soc: "RK3399",
  kind: "board",
  aliases: ["rockpi", "rockpi4", "rk3399pro"],
  clusters: [
    {
      id: "large",
      ...cortexA72,
      count: datasheet(2, threads),
      maxFrequencyHz: datasheet(1800e6, opp),
      minFrequencyHz: datasheet(408e6, opp),
      levelsHz: datasheet([408e6, 600e6, 816e6, 1008e6, 1200e6, 1416e6, 1608e6, 1800e6], opp),
      l2Bytes: datasheet(1024 * 1024, "pytorch/cpuinfo@d6108819 src/arm/cache.c (default for Cortex-A72)"),
      l2Shared: datasheet(
        true,
        "pytorch/cpuinfo@d6108819 src/arm/cache.c, quoting the Cortex-A72 technical reference manual",
      ),
      coreBandwidth: derived(8.2e9, `twice the memcpy rate of 4.10 GB/s, ${sbc}`),
      coreFillBytesPerSecond: measured(9.01e9, `memset, ${sbc}`),
    },
    {
      id: "small",
      ...cortexA53,
      count: datasheet(4, threads),
      maxFrequencyHz: datasheet(1416e6, opp),
      minFrequencyHz: datasheet(408e6, opp),
      levelsHz: datasheet([408e6, 600e6, 816e6, 1008e6, 1200e6, 1416e6], opp),
      l1dBytes: datasheet(32 * 1024, "pytorch/cpuinfo@d6108819 src/arm/cache.c"),
      l2Shared: datasheet(
        true,
        "pytorch/cpuinfo@d6108819 src/arm/cache.c, quoting the Cortex-A53 technical reference manual",
      ),
      coreBandwidth: derived(4.06e9, `twice the memcpy rate of 2.03 GB/s, ${sbc}`),
      coreFillBytesPerSecond: measured(8.44e9, `memset, ${sbc}`),
    },
  ],
  memory: {
    peakBytesPerSecond: assumed(
      12.8e9,
      "800 MHz (highest memory clock in rk3399-opp.dtsi) x 2 transfers x 8 bytes; a 64-bit bus is assumed",
    ),
  },
  dispatchSeconds: assumedDispatch,
  measuredPeaks: [
    { cores: { small: 1 }, precision: "fp32", rate: measured(11.255e9, cpufp) },
    { cores: { small: 4 }, precision: "fp32", rate: measured(45.03e9, cpufp) },
    { cores: { large: 1 }, precision: "fp32", rate: measured(14.348e9, cpufp) },
    { cores: { large: 2 }, precision: "fp32", rate: measured(28.698e9, cpufp) },
  ],
};
