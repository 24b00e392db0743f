/** A GPU's core is the unit that a maker calls streaming multiprocessor: lanes that share one instruction stream. */
import { assumed, datasheet, derived, measured } from "../sourced.ts";
import type { CoreType } from "./core-type.ts";

const lanes = (count: number, source: string): string =>
  `${count} lanes, each a multiply-add (2 FLOP) a cycle: ${source}`;

export const maxwellSm: CoreType = {
  core: "Maxwell SM",
  flopsPerCycle: {
    fp32: derived(256, lanes(128, "the Jetson Nano's GPU has 128 CUDA cores")),
    fp16: measured(
      248.6,
      "krrishnarraj/clpeak@d239529b Jetson Nano: 228.95 GFLOPS at 921 MHz",
      "Scalar halves; pairs of halves were not measured.",
    ),
  },
};

export const pascalSm: CoreType = {
  core: "Pascal SM",
  flopsPerCycle: { fp32: datasheet(256, lanes(128, "biteyourconsole.net, 2017-03-02, on the GTX 1080 Ti")) },
};

export const voltaSm: CoreType = {
  core: "Volta SM",
  flopsPerCycle: { fp32: derived(128, lanes(64, "sysrqmts.com, V100 PCIe: 5120 shading units in 80 SMs")) },
};

export const ampereSm: CoreType = {
  core: "Ampere SM",
  flopsPerCycle: { fp32: derived(128, lanes(64, "sysrqmts.com, A100: 6912 shading units in 108 SMs")) },
};

export const hopperSm: CoreType = {
  core: "Hopper SM",
  flopsPerCycle: {
    fp32: datasheet(256, lanes(128, "notes.haroldbenoit.com, GPU hardware: 132 SMs, 16,896 CUDA cores")),
  },
};

const adreno = "krrishnarraj/clpeak@e68465f9 OnePlus 3T";

/** Counted as one core: how the GPU divides is not known. */
export const adreno530: CoreType = {
  core: "Adreno 530",
  flopsPerCycle: {
    fp32: derived(382.6, `249.85 GFLOPS of ${adreno} over 653 MHz`),
    fp16: derived(600.1, `391.85 GFLOPS of ${adreno} over 653 MHz`),
  },
};

const adreno6 = "azhirnov/cpu-gpu-arch@2acaba55 gpu/Adreno-600.md";

/** Its core is what Qualcomm calls a shader processor. */
export const adreno640: CoreType = {
  core: "Adreno 640",
  flopsPerCycle: {
    fp32: derived(768, lanes(384, `${adreno6}: 768 float32 units in 2 shader processors`)),
    fp16: derived(1536, `${adreno6}: 1797.1 GFLOPS at half precision, twice those at single`),
  },
};

/** What it does in a cycle was not found in any source that could be read. */
export const adreno616: CoreType = { core: "Adreno 616", flopsPerCycle: {} };

export const maliG76: CoreType = {
  core: "Mali-G76",
  flopsPerCycle: {
    fp32: derived(
      48,
      lanes(24, "azhirnov/cpu-gpu-arch@1682f719 gpu/ARM-Mali-Bifrost.md: 3 engines of 8 lanes in a core"),
    ),
    fp16: assumed(96, "twice the single-precision rate: lanes of 32 bits that hold two halves"),
  },
};

export const maliT860: CoreType = {
  core: "Mali-T860",
  flopsPerCycle: {
    fp32: assumed(
      34,
      "two arithmetic pipelines of 17 FLOP a cycle, as ARM counts those of the Mali-T604 and T628 (forum.beyond3d.com, ARM Midgard architecture): vector, scalar and dot-product units at once, which no convolution keeps busy",
    ),
  },
};

export const powervrGe8320: CoreType = {
  core: "PowerVR GE8320",
  flopsPerCycle: {
    fp32: derived(64, lanes(32, "hmc-tech.com, PowerVR GE8320 650MHz: 32 shaders, 40 GFLOPS")),
    fp16: derived(128, "hmc-tech.com, PowerVR GE8320 650MHz: 80 GFLOPS at half precision"),
  },
};

export const appleG11p: CoreType = {
  core: "Apple G11P",
  flopsPerCycle: { fp32: derived(128, lanes(64, "askgeek.io, Apple A12 Bionic: 576 GFLOPS of 4 cores at 1125 MHz")) },
};
