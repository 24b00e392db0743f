import type { Bytes } from "../base/units.ts";
import type { FlopsPerCycle, Sourced } from "./device.ts";
import { assumed, datasheet, derived, measured } from "./sourced.ts";

/** What all cores of one type have in common, whatever device they are in. */
export type CoreType = {
  readonly core: string;
  readonly flopsPerCycle: FlopsPerCycle;
  readonly l1dBytes?: Sourced<Bytes>;
};

const KiB = 1024;

const cpufp = (file: string): string => `pigirons/cpufp@93e165ea ${file}`;
const cpuinfo = "pytorch/cpuinfo@d6108819 src/arm/cache.c";
/** Highest rate seen among all single-core runs of a data set: the width cannot be less, NEON widths are multiples of 8. */
const atLeast = (rate: string): string =>
  `smallest NEON width (a multiple of 8) above ${rate} FLOP/cycle, the best of the single-core fp32 runs of qed-usc/mobile-ml-benchmark@40ba833a`;
const twice = "2 x fp32, as on every core measured with half-precision arithmetic";
const fourTimes = "4 x fp32, as on every core measured with 8-bit dot products";

const noHalf = "no half-precision arithmetic or 8-bit dot product in ARMv8.0; other rates are not known";

// A core that lacks an instruction still computes at that precision by widening; how fast is not known, so it is absent.
export const cortexA53: CoreType = {
  core: "Cortex-A53",
  flopsPerCycle: {
    fp32: measured(8, `${cpufp("RockChip_RK3399.md")}: 11.255 GFLOPS at 1.416 GHz = 7.95/cycle`, noHalf),
  },
};

export const cortexA55: CoreType = {
  core: "Cortex-A55",
  flopsPerCycle: {
    fp32: measured(8, `${cpufp("RockChip_RK3588.md")}: 14.59 GFLOPS at about 1.82 GHz`),
    fp16: measured(16, `${cpufp("RockChip_RK3588.md")}: 29.19 GFLOPS at about 1.82 GHz`),
    int8: measured(32, `${cpufp("RockChip_RK3588.md")}: 58.38 GOPS (dot product) at about 1.82 GHz`),
  },
  l1dBytes: datasheet(32 * KiB, cpuinfo),
};

export const cortexA57: CoreType = {
  core: "Cortex-A57",
  flopsPerCycle: {
    fp32: assumed(8, "as Cortex-A72, which has the same two NEON pipes; ncnn reaches 6.5/cycle at 1.43 GHz", noHalf),
  },
  l1dBytes: datasheet(32 * KiB, `${cpuinfo}, quoting the technical reference manual`),
};

export const cortexA72: CoreType = {
  core: "Cortex-A72",
  flopsPerCycle: {
    fp32: measured(8, `${cpufp("RockChip_RK3399.md")}: 14.348 GFLOPS at 1.8 GHz = 7.97/cycle`, noHalf),
  },
  l1dBytes: datasheet(32 * KiB, `${cpuinfo}, quoting the technical reference manual`),
};

export const cortexA73: CoreType = {
  core: "Cortex-A73",
  flopsPerCycle: {
    fp32: assumed(8, "smallest NEON width that fits ncnn's 12.4 GFLOPS at 2.36 GHz = 5.3/cycle", noHalf),
  },
};

export const cortexA75: CoreType = {
  core: "Cortex-A75",
  flopsPerCycle: {
    fp32: assumed(8, atLeast("7.0")),
    fp16: assumed(16, twice),
    int8: assumed(32, fourTimes),
  },
  l1dBytes: measured(64 * KiB, "pytorch/cpuinfo@d6108819 test/mock galaxy-s9-us (sysfs of a Snapdragon 845)"),
};

export const cortexA76: CoreType = {
  core: "Cortex-A76",
  flopsPerCycle: {
    fp32: measured(16, `${cpufp("Broadcom_BCM2712.md")}: 38.369 GFLOPS at 2.4 GHz`),
    fp16: measured(32, `${cpufp("Broadcom_BCM2712.md")}: 76.738 GFLOPS at 2.4 GHz`),
    int8: measured(64, `${cpufp("Broadcom_BCM2712.md")}: 153.48 GOPS (dot product) at 2.4 GHz`),
  },
  l1dBytes: measured(64 * KiB, "lscpu of a Raspberry Pi 5, ThomasKaiser/sbc-bench@53f79517 results/8-NK.txt"),
};

const likeA76 = "two 128-bit NEON pipes as Cortex-A76 and A78AE";

export const cortexA77: CoreType = {
  core: "Cortex-A77",
  flopsPerCycle: { fp32: derived(16, likeA76), fp16: derived(32, likeA76), int8: derived(64, likeA76) },
};

export const cortexA78: CoreType = {
  core: "Cortex-A78",
  flopsPerCycle: { fp32: derived(16, likeA76), fp16: derived(32, likeA76), int8: derived(64, likeA76) },
};

const fourPipes = "four 128-bit NEON pipes (cryer.org.uk/Cortex-X1; AnandTech 15813)";

export const cortexX1: CoreType = {
  core: "Cortex-X1",
  flopsPerCycle: { fp32: derived(32, fourPipes), fp16: derived(64, fourPipes), int8: derived(128, fourPipes) },
};

export const exynosM4: CoreType = {
  core: "Exynos M4",
  flopsPerCycle: {
    fp32: assumed(24, atLeast("16.2")),
    fp16: assumed(48, twice),
    int8: assumed(96, `${fourTimes}; the best int8 run reaches 45.2 OP/cycle`),
  },
};

export const appleVortex: CoreType = {
  core: "Apple Vortex",
  flopsPerCycle: { fp32: assumed(24, atLeast("21.7")), fp16: assumed(48, twice) },
  l1dBytes: datasheet(128 * KiB, "Wikipedia, Apple A12"),
};

export const appleTempest: CoreType = {
  core: "Apple Tempest",
  flopsPerCycle: { fp32: assumed(8, atLeast("7.5")), fp16: assumed(16, twice) },
  l1dBytes: datasheet(32 * KiB, "Wikipedia, Apple A12"),
};

export const appleHurricane: CoreType = {
  core: "Apple Hurricane",
  flopsPerCycle: { fp32: assumed(24, "as Apple Vortex, two generations later; no run was read") },
  l1dBytes: datasheet(64 * KiB, "Wikipedia, Apple A10"),
};

export const appleZephyr: CoreType = {
  core: "Apple Zephyr",
  flopsPerCycle: { fp32: assumed(8, "as Apple Tempest, two generations later; no run was read") },
};

export const zen4: CoreType = {
  core: "Zen 4",
  flopsPerCycle: {
    fp32: measured(32, `${cpufp("AMD_Ryzen7_8845HS.md")}: 163.58 GFLOPS (AVX-512) on one core, 32/cycle at 5.11 GHz`),
    int8: measured(128, `${cpufp("AMD_Ryzen7_8845HS.md")}: 647.97 GOPS (VNNI) on one core`),
  },
  l1dBytes: measured(32 * KiB, "lscpu of an AMD EPYC of family 25, model 17 (Zen 4)"),
};

export const zen5: CoreType = {
  core: "Zen 5",
  flopsPerCycle: {
    fp32: measured(64, `${cpufp("AMD_Ryzen7_9700X.md")}: 354.29 GFLOPS (AVX-512) on one core, 64/cycle at 5.54 GHz`),
    int8: measured(256, `${cpufp("AMD_Ryzen7_9700X.md")}: 1.4172 TOPS (VNNI, 512 bit) on one core`),
  },
};
