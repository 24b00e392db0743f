import { datasheet, derived, measured } from "../sourced.ts";
import { type CoreType, cpufp, KiB } from "./core-type.ts";

export const zen3: CoreType = {
  core: "Zen 3",
  flopsPerCycle: {
    fp32: datasheet(
      32,
      "AMD, Software Optimization Guide for the AMD Family 19h Processors: two 256-bit multiply-adds a cycle",
    ),
  },
  simdBits: datasheet(256, "AMD, Software Optimization Guide for the AMD Family 19h Processors: AVX2"),
  lineBytes: datasheet(64, "AMD, Software Optimization Guide for the AMD Family 19h Processors"),
};

export const zen4: CoreType = {
  core: "Zen 4",
  flopsPerCycle: {
    fp32: measured(32, `${cpufp("AMD_Ryzen7_8845HS.md")}: 163.58 GFLOPS (AVX-512) on one core, 32/cycle at 5.11 GHz`),
    int8: measured(128, `${cpufp("AMD_Ryzen7_8845HS.md")}: 647.97 GOPS (VNNI) on one core`),
  },
  l1dBytes: measured(32 * KiB, "lscpu of an AMD EPYC of family 25, model 17 (Zen 4)"),
  simdBits: datasheet(
    512,
    `${cpufp("AMD_Ryzen7_8845HS.md")} runs AVX-512`,
    "Executed in halves: the 512-bit rate is the 256-bit rate.",
  ),
  lineBytes: measured(64, "/proc/cpuinfo of an AMD EPYC of family 25, model 17 (clflush size)"),
};

export const zen5: CoreType = {
  core: "Zen 5",
  flopsPerCycle: {
    fp32: measured(64, `${cpufp("AMD_Ryzen7_9700X.md")}: 354.29 GFLOPS (AVX-512) on one core, 64/cycle at 5.54 GHz`),
    int8: measured(256, `${cpufp("AMD_Ryzen7_9700X.md")}: 1.4172 TOPS (VNNI, 512 bit) on one core`),
  },
  simdBits: datasheet(512, `${cpufp("AMD_Ryzen7_9700X.md")} runs AVX-512`),
  lineBytes: derived(64, "as Zen 4"),
};

export const willowCove: CoreType = {
  core: "Willow Cove",
  flopsPerCycle: {
    fp32: derived(
      32,
      `two 256-bit multiply-add units; AVX-512 at the same rate, as on a Core i3-8121U (101.56 and 101.55 GFLOPS, ${cpufp("Intel_Core_i3_8121U.md")})`,
    ),
  },
  l1dBytes: datasheet(48 * KiB, "hardlimit.com, Core i5-11300H"),
};

// One or two 512-bit multiply-add units by product; no page that was read says which.
export const skylakeX: CoreType = { core: "Skylake-X", flopsPerCycle: {} };
