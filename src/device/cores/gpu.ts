/** A GPU's core is the unit that a maker calls streaming multiprocessor: lanes that share one instruction stream. */
import { datasheet, derived, measured } from "../sourced.ts";
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
