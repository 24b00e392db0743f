/** Arm cores that their makers designed themselves. */
import { assumed } from "../sourced.ts";
import { atLeast, type CoreType, fourTimes, twice } from "./core-type.ts";

export const exynosM3: CoreType = { core: "Exynos M3", flopsPerCycle: {} };

export const exynosM4: CoreType = {
  core: "Exynos M4",
  flopsPerCycle: {
    fp32: assumed(24, atLeast("16.2")),
    fp16: assumed(48, twice),
    int8: assumed(96, `${fourTimes}; the best int8 run reaches 45.2 OP/cycle`),
  },
};

export const nvidiaDenver2: CoreType = { core: "NVIDIA Denver 2", flopsPerCycle: {} };

export const nvidiaCarmel: CoreType = { core: "NVIDIA Carmel", flopsPerCycle: {} };
