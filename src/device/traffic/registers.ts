/** Vector registers of a core: the memory in front of the level-1 cache, which sets how often operands are loaded. */
import type { Bytes } from "../../base/units.ts";
import type { Cluster, Device, Sourced } from "../device.ts";
import { datasheet } from "../sourced.ts";

const narrow = datasheet<Bytes>(
  512,
  "32 registers of 128 bits in AArch64 (Arm Architecture Reference Manual), 16 of 256 bits in AVX2 (Intel SDM)",
);
const wide = datasheet<Bytes>(2048, "32 registers of 512 bits in AVX-512 (Intel SDM)");

/** Cores with AVX-512 whose sources here do not state the width of a vector. */
const wideCores: readonly string[] = ["Willow Cove", "Skylake-X"];

/** Undefined for a GPU, whose registers are shared out among its threads. */
export function registerBytes({ kind }: Device, { core, simdBits }: Cluster): Sourced<Bytes> | undefined {
  if (kind === "gpu") return undefined;
  return (simdBits?.value ?? 0) >= 512 || wideCores.includes(core) ? wide : narrow;
}
