import { cortexA55, cortexA76 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { derived, measured, megahertz } from "../sourced.ts";

const sbc = "ThomasKaiser/sbc-bench@53f79517 results/41BH.txt";
const sbc2 = "ThomasKaiser/sbc-bench@53f79517 results/4D0a.txt";
const fill = "memset, ThomasKaiser/sbc-bench@53f79517 results/41BH.txt";
const sbc3 = "ThomasKaiser/sbc-bench@53f79517 results/4D0a.txt: 2.5 MiB of L2 less 4 x 512 KiB, for each of 4 cores";
const cpufp = "pigirons/cpufp@93e165ea RockChip_RK3588.md";

export const rk3588: Device = {
  id: "rk3588",
  name: "Rockchip RK3588 board",
  soc: "RK3588",
  kind: "board",
  aliases: ["rk3588s", "rock5", "orangepi5"],
  clusters: [
    {
      id: "large",
      ...cortexA76,
      count: measured(4, "pigirons/cpufp@93e165ea RockChip_RK3588.md (threads 4-7)"),
      maxFrequencyHz: measured(2400e6, sbc),
      minFrequencyHz: measured(408e6, sbc),
      levelsHz: measured(megahertz([408, 600, 816, 1008, 1200, 1416, 1608, 1800, 2016, 2208, 2400]), sbc),
      l2Bytes: measured(512 * KiB, sbc2),
      l2Shared: measured(false, sbc2),
      coreBandwidth: derived(
        21.63e9,
        "twice the memcpy rate of 10.81 GB/s, ThomasKaiser/sbc-bench@53f79517 results/41BH.txt",
      ),
      coreFillBytesPerSecond: measured(29.22e9, fill),
    },
    {
      id: "small",
      ...cortexA55,
      count: measured(4, "pigirons/cpufp@93e165ea RockChip_RK3588.md (threads 0-3)"),
      maxFrequencyHz: measured(1800e6, sbc),
      minFrequencyHz: measured(408e6, sbc),
      levelsHz: measured(megahertz([408, 600, 816, 1008, 1200, 1416, 1608, 1800]), sbc),
      l2Bytes: derived(128 * KiB, sbc3),
      l2Shared: derived(false, sbc3),
      coreBandwidth: derived(
        12.23e9,
        "twice the memcpy rate of 6.11 GB/s, ThomasKaiser/sbc-bench@53f79517 results/41BH.txt",
      ),
      coreFillBytesPerSecond: measured(22.19e9, fill),
    },
  ],
  l3Bytes: measured(3072 * KiB, sbc2),
  memory: {},
  dispatchSeconds: assumedDispatch,
  measuredPeaks: [
    { cores: { small: 1 }, precision: "fp32", rate: measured(14.59e9, cpufp) },
    { cores: { small: 1 }, precision: "fp16", rate: measured(29.19e9, cpufp) },
    { cores: { small: 1 }, precision: "int8", rate: measured(58.38e9, cpufp) },
    { cores: { large: 1 }, precision: "fp32", rate: measured(38.01e9, cpufp) },
    { cores: { large: 1 }, precision: "fp16", rate: measured(76.02e9, cpufp) },
    { cores: { large: 1 }, precision: "int8", rate: measured(152.1e9, cpufp) },
    { cores: { small: 4 }, precision: "fp32", rate: measured(58.26e9, cpufp) },
    { cores: { large: 4 }, precision: "fp32", rate: measured(150.15e9, cpufp) },
  ],
  notes: [
    "The memory clock steps from 528 to 2112 MHz (ThomasKaiser/sbc-bench@53f79517 results/4D0a.txt); its width was not found.",
  ],
};
