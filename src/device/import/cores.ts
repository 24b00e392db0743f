/** From the names and numbers by which systems call a core to the core types of the catalogue. */
import { type CoreType } from "../cores/core-type.ts";
import { coreTypeByName } from "../cores/index.ts";
import { assumed, measured } from "../sourced.ts";
import type { FoundCluster } from "./found.ts";

/** Main ID register of a core: implementer, then part, as /proc/cpuinfo prints them. From util-linux, lscpu-arm.c. */
const parts: Readonly<Record<string, string>> = {
  "0x41 0xd03": "Cortex-A53",
  "0x41 0xd04": "Cortex-A35",
  "0x41 0xd05": "Cortex-A55",
  "0x41 0xd07": "Cortex-A57",
  "0x41 0xd08": "Cortex-A72",
  "0x41 0xd09": "Cortex-A73",
  "0x41 0xd0a": "Cortex-A75",
  "0x41 0xd0b": "Cortex-A76",
  "0x41 0xd0c": "Neoverse-N1",
  "0x41 0xd0d": "Cortex-A77",
  "0x41 0xd40": "Neoverse-V1",
  "0x41 0xd41": "Cortex-A78",
  "0x41 0xd42": "Cortex-A78AE",
  "0x41 0xd44": "Cortex-X1",
  "0x41 0xd46": "Cortex-A510",
  "0x41 0xd47": "Cortex-A710",
  "0x41 0xd48": "Cortex-X2",
  "0x41 0xd49": "Neoverse-N2",
  "0x41 0xd4b": "Cortex-A78C",
  "0x41 0xd4c": "Cortex-X1C",
  "0x41 0xd4d": "Cortex-A715",
  "0x41 0xd4e": "Cortex-X3",
  "0x41 0xd4f": "Neoverse-V2",
  "0x41 0xd80": "Cortex-A520",
  "0x41 0xd81": "Cortex-A720",
  "0x41 0xd82": "Cortex-X4",
  "0x4e 0x003": "Denver 2",
  "0x4e 0x004": "Carmel",
  "0x51 0x800": "Falkor-V1/Kryo",
  "0x51 0x801": "Kryo-V2",
  "0x51 0x802": "Kryo-3XX-Gold",
  "0x51 0x803": "Kryo-3XX-Silver",
  "0x51 0x804": "Kryo-4XX-Gold",
  "0x51 0x805": "Kryo-4XX-Silver",
  "0x53 0x002": "Exynos-M3",
  "0x53 0x003": "Exynos-M4",
  "0x61 0x022": "Icestorm-M1",
  "0x61 0x023": "Firestorm-M1",
  "0x61 0x024": "Icestorm-M1-Pro",
  "0x61 0x025": "Firestorm-M1-Pro",
  "0x61 0x028": "Icestorm-M1-Max",
  "0x61 0x029": "Firestorm-M1-Max",
  "0x61 0x032": "Blizzard-M2",
  "0x61 0x033": "Avalanche-M2",
};

/** The name of an Arm core by its implementer and part; undefined for those not listed. */
export const armCoreName = (implementer: string, part: string): string | undefined =>
  parts[`${implementer.toLowerCase()} ${part.toLowerCase()}`];

/** Names that hide a core type of the catalogue. Qualcomm's Kryo are Arm's designs under another name. */
const sameAs: readonly (readonly [RegExp, string])[] = [
  [/^Cortex-A76AE$/i, "Cortex-A76"],
  [/^Cortex-A78(?:AE|C)$/i, "Cortex-A78"],
  [/^Cortex-X1C$/i, "Cortex-X1"],
  [/^Kryo-V2$/i, "Cortex-A73"],
  [/^Kryo-3XX-Gold$/i, "Cortex-A75"],
  [/^Kryo-(?:3|4)XX-Silver$/i, "Cortex-A55"],
  [/^Kryo-4XX-Gold$/i, "Cortex-A76"],
  [/^(?:Firestorm|Avalanche)/i, "Apple Firestorm"],
  [/^Denver/i, "NVIDIA Denver 2"],
  [/^Carmel$/i, "NVIDIA Carmel"],
];

const armType = (name: string): CoreType | undefined =>
  coreTypeByName(sameAs.find(([pattern]) => pattern.test(name))?.[1] ?? name);

/** What identifies an x86 core: CPUID's family and model, and the flags it reports. */
export type X86 = { readonly family: number; readonly model: number; readonly flags: readonly string[] };

function x86Type({ family, model, flags }: X86): CoreType | undefined {
  const wide = flags.includes("avx512f");
  // Family 25 is Zen 3 and Zen 4, which AVX-512 tells apart; 26 is Zen 5.
  if (family === 25 && wide) return coreTypeByName("Zen 4");
  if (family === 26) return coreTypeByName("Zen 5");
  if (family === 6 && (model === 140 || model === 141)) return coreTypeByName("Willow Cove");
  return family === 6 && model === 85 ? coreTypeByName("Skylake-X") : undefined;
}

/** FLOP/cycle of an x86 core that is not in the catalogue, from what its flags allow. */
function fromFlags({ family, model, flags }: X86): FoundCluster {
  const has = (flag: string): boolean => flags.includes(flag);
  const bits = has("avx512f") ? 512 : has("avx2") || has("avx") ? 256 : has("sse2") ? 128 : undefined;
  const halves = family === 23 && model < 0x30;
  const ground = halves
    ? "Zen and Zen+ execute 256-bit multiply-adds in halves: two a cycle of 128 bits"
    : "two 256-bit multiply-add units, as most x86 cores with AVX2 have; wider ones do more";
  return {
    simdBits: bits === undefined ? undefined : measured(bits, "CPU flags"),
    flopsPerCycle: has("fma") && has("avx2") ? { fp32: assumed(halves ? 16 : 32, ground) } : undefined,
  };
}

const factsOf = ({ core, flopsPerCycle, simdBits, lineBytes, l1dBytes }: CoreType): FoundCluster => ({
  core,
  flopsPerCycle,
  simdBits,
  lineBytes,
  l1dBytes,
});

/** Everything the catalogue knows about an Arm core of this name; the name alone where it knows none. */
export function armCore(name: string): FoundCluster {
  const type = armType(name);
  return type === undefined ? { core: name } : factsOf(type);
}

/** The same for an x86 processor. */
export function x86Core(name: string, x86: X86): FoundCluster {
  const type = x86Type(x86);
  return type === undefined ? { core: name, ...fromFlags(x86) } : factsOf(type);
}

/** "AMD Ryzen 7 5800X 8-Core Processor" as people say it. */
export const processorName = (model: string): string =>
  model
    .replaceAll(/\((?:R|TM|tm)\)/g, "")
    .replaceAll(/\b(?:\d+-Core )?(?:Processor|CPU)\b|@.*$/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
