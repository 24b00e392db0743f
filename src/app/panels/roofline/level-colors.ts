import type { LevelId } from "../../../device/levels.ts";

/** One colour per memory level, of Okabe and Ito's palette. */
export const levelColors: Readonly<Record<LevelId, string>> = {
  L1: "#D55E00",
  L2: "#E69F00",
  L3: "#009E73",
  DRAM: "#0072B2",
};
