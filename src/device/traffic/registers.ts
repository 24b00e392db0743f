/** Vector registers of a core: the memory in front of the level-1 cache, which sets how often operands are loaded. */
import type { Bytes } from "../../base/units.ts";
import type { Sourced } from "../device.ts";
import { datasheet } from "../sourced.ts";

const narrow = datasheet<Bytes>(
  512,
  "32 registers of 128 bits in AArch64 (Arm Architecture Reference Manual), 16 of 256 bits in AVX2 (Intel SDM)",
);
const wide = datasheet<Bytes>(2048, "32 registers of 512 bits in AVX-512 (Intel SDM)");

/** Cores that compute in 512-bit registers; pigirons/cpufp@93e165ea measured Zen 4 and Zen 5 with them. */
const wideCores = /^(Zen [45]|Tiger Lake|Ice Lake|Skylake-X|.*AVX-512)/;

export const registerBytes = (core: string): Sourced<Bytes> => (wideCores.test(core) ? wide : narrow);
