import { assumed, datasheet, derived, measured } from "../sourced.ts";
import { atLeast, type CoreType, cpufp, fourTimes, KiB, twice } from "./core-type.ts";

const cpuinfo = "pytorch/cpuinfo@d6108819 src/arm/cache.c";
const lineOf64 = datasheet(64, cpuinfo);

const noHalf = "no half-precision arithmetic or 8-bit dot product in ARMv8.0; other rates are not known";

// A core that lacks an instruction still computes at that precision by widening; how fast is not known, so it is absent.
export const cortexA53: CoreType = {
  core: "Cortex-A53",
  flopsPerCycle: {
    fp32: measured(8, `${cpufp("RockChip_RK3399.md")}: 11.255 GFLOPS at 1.416 GHz = 7.95/cycle`, noHalf),
  },
  lineBytes: lineOf64,
};

export const cortexA55: CoreType = {
  core: "Cortex-A55",
  flopsPerCycle: {
    fp32: measured(8, `${cpufp("RockChip_RK3588.md")}: 14.59 GFLOPS at about 1.82 GHz`),
    fp16: measured(16, `${cpufp("RockChip_RK3588.md")}: 29.19 GFLOPS at about 1.82 GHz`),
    int8: measured(32, `${cpufp("RockChip_RK3588.md")}: 58.38 GOPS (dot product) at about 1.82 GHz`),
  },
  l1dBytes: datasheet(32 * KiB, cpuinfo),
  lineBytes: lineOf64,
};

export const cortexA57: CoreType = {
  core: "Cortex-A57",
  flopsPerCycle: {
    fp32: assumed(8, "as Cortex-A72, which has the same two NEON pipes; ncnn reaches 6.5/cycle at 1.43 GHz", noHalf),
  },
  l1dBytes: datasheet(32 * KiB, `${cpuinfo}, quoting the technical reference manual`),
  lineBytes: lineOf64,
};

export const cortexA72: CoreType = {
  core: "Cortex-A72",
  flopsPerCycle: {
    fp32: measured(
      8,
      `${cpufp("RockChip_RK3399.md")}: 14.348 GFLOPS at 1.8 GHz; Broadcom_BCM2711.md: 11.958 at 1.5 GHz; both 7.97/cycle`,
      noHalf,
    ),
  },
  l1dBytes: datasheet(32 * KiB, `${cpuinfo}, quoting the technical reference manual`),
  lineBytes: lineOf64,
};

export const cortexA73: CoreType = {
  core: "Cortex-A73",
  flopsPerCycle: {
    fp32: assumed(8, "smallest NEON width that fits ncnn's 12.4 GFLOPS at 2.36 GHz = 5.3/cycle", noHalf),
  },
  lineBytes: lineOf64,
  l1dBytes: measured(64 * KiB, "pytorch/cpuinfo@d6108819 test/mock oneplus-5t (sysfs of a Snapdragon 835)"),
};

export const cortexA75: CoreType = {
  core: "Cortex-A75",
  flopsPerCycle: {
    fp32: assumed(8, atLeast("7.0")),
    fp16: assumed(16, twice),
    int8: assumed(32, fourTimes),
  },
  l1dBytes: measured(64 * KiB, "pytorch/cpuinfo@d6108819 test/mock galaxy-s9-us (sysfs of a Snapdragon 845)"),
  lineBytes: lineOf64,
};

export const cortexA76: CoreType = {
  core: "Cortex-A76",
  flopsPerCycle: {
    fp32: measured(16, `${cpufp("Broadcom_BCM2712.md")}: 38.369 GFLOPS at 2.4 GHz`),
    fp16: measured(32, `${cpufp("Broadcom_BCM2712.md")}: 76.738 GFLOPS at 2.4 GHz`),
    int8: measured(64, `${cpufp("Broadcom_BCM2712.md")}: 153.48 GOPS (dot product) at 2.4 GHz`),
  },
  l1dBytes: measured(64 * KiB, "lscpu of a Raspberry Pi 5, ThomasKaiser/sbc-bench@53f79517 results/8-NK.txt"),
  lineBytes: lineOf64,
};

const likeA76 = "two 128-bit NEON pipes as Cortex-A76 and A78AE";

export const cortexA77: CoreType = {
  core: "Cortex-A77",
  flopsPerCycle: { fp32: derived(16, likeA76), fp16: derived(32, likeA76), int8: derived(64, likeA76) },
  lineBytes: lineOf64,
  l1dBytes: derived(
    64 * KiB,
    "64 KB in Cortex-A76 before and Cortex-A78AE after it (lscpu of ThomasKaiser/sbc-bench@53f79517 results/8-NK.txt, 4ax9.txt)",
  ),
};

export const cortexA78: CoreType = {
  core: "Cortex-A78",
  flopsPerCycle: { fp32: derived(16, likeA76), fp16: derived(32, likeA76), int8: derived(64, likeA76) },
  lineBytes: lineOf64,
  l1dBytes: measured(
    64 * KiB,
    "lscpu of a Jetson AGX Orin (Cortex-A78AE), ThomasKaiser/sbc-bench@53f79517 results/4ax9.txt",
  ),
};

const cix = cpufp("CIX_P1_CD8180.md");
const likeA720 = "between Cortex-A78 and A720, which both have two 128-bit pipes";

export const cortexA710: CoreType = {
  core: "Cortex-A710",
  flopsPerCycle: { fp32: derived(16, likeA720), fp16: derived(32, likeA720), int8: derived(64, likeA720) },
};

export const cortexA715: CoreType = {
  core: "Cortex-A715",
  flopsPerCycle: { fp32: derived(16, likeA720), fp16: derived(32, likeA720), int8: derived(64, likeA720) },
};

export const cortexA720: CoreType = {
  core: "Cortex-A720",
  flopsPerCycle: {
    fp32: measured(16, `${cix}: 39.97 GFLOPS at 2.5 GHz`),
    fp16: measured(32, `${cix}: 79.95 GFLOPS at 2.5 GHz`),
    int8: measured(64, `${cix}: 159.87 GOPS (dot product) at 2.5 GHz`, "128 with the matrix instructions (i8mm)."),
  },
};

// Two Cortex-A510 share one vector unit in many chips, so the rates of the A520 are not copied to it.
export const cortexA510: CoreType = { core: "Cortex-A510", flopsPerCycle: {} };

export const cortexA520: CoreType = {
  core: "Cortex-A520",
  flopsPerCycle: {
    fp32: derived(8, `half of the fp16 rate of ${cix}`),
    fp16: measured(16, `${cix}: 28.70 GFLOPS at 1.8 GHz`),
    int8: measured(32, `${cix}: 57.41 GOPS (dot product) at 1.8 GHz`, "64 with the matrix instructions (i8mm)."),
  },
};

const fourPipes = "four 128-bit NEON pipes (cryer.org.uk/Cortex-X1; AnandTech 15813)";

export const cortexX1: CoreType = {
  core: "Cortex-X1",
  flopsPerCycle: { fp32: derived(32, fourPipes), fp16: derived(64, fourPipes), int8: derived(128, fourPipes) },
  lineBytes: lineOf64,
  l1dBytes: datasheet(64 * KiB, "cryer.org.uk/Cortex-X1"),
};

// Likely four pipes as in the Cortex-X1, but no page that was read says so.
export const cortexX2: CoreType = { core: "Cortex-X2", flopsPerCycle: {} };

export const cortexX3: CoreType = { core: "Cortex-X3", flopsPerCycle: {} };
