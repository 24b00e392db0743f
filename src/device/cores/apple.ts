import { assumed, datasheet, measured } from "../sourced.ts";
import { atLeast, type CoreType, cpufp, KiB, twice } from "./core-type.ts";

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

const m2 = `${cpufp("Apple_Silicon_M2_Max.md")}, clock not printed; 32 fp32 FLOP/cycle fit 3.3 GHz`;

/** The large core of A14 and M1 (Firestorm) and of A15 and M2 (Avalanche). */
export const appleFirestorm: CoreType = {
  core: "Apple Firestorm",
  flopsPerCycle: {
    fp32: measured(32, `${m2}: 105.5 to 107.3 GFLOPS`),
    fp16: measured(64, `${m2}: 215 GFLOPS`),
    int8: measured(128, `${m2}: 427 GOPS (dot product)`),
  },
};
