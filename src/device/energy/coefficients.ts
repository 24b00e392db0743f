/**
 * Unit energies: what one operation and one byte cost, each with its process technology and its source. Rows of one
 * technology are never mixed with those of another; what a technology lacks is scaled from the other and says so.
 */
import type { Joules } from "../../base/units.ts";

export interface Band {
  readonly low: Joules;
  readonly high: Joules;
}

/** `published` as a paper prints it, `scaled` by the ratio of a published pair, `derived` by other arithmetic. */
export type Origin = "published" | "scaled" | "derived";

export interface Coefficient {
  readonly what: string;
  /** Per operation, per access of 64 bits, or per bit: as the source has it. */
  readonly per: "operation" | "64 bits" | "bit" | "instruction";
  readonly band: Band;
  readonly technology: string;
  readonly origin: Origin;
  readonly source: string;
}

const pJ = 1e-12;

type Row = readonly [low: number, high?: number];

const of =
  (technology: string, origin: Origin, source: string) =>
  (what: string, per: Coefficient["per"], [low, high = low]: Row): Coefficient => ({
    what,
    per,
    band: { low: low * pJ, high: high * pJ },
    technology,
    origin,
    source,
  });

const horowitz =
  "Horowitz, Computing's energy problem (and what we can do about it), ISSCC 2014: 45 nm, 0.9 V; as quoted in PMC8934428 Table 3";
const jouppi = "Jouppi et al., Ten lessons from three generations shaped Google's TPUv4i, ISCA 2021, Table 2: 7 nm";

const at45 = of("45 nm", "published", horowitz);
const at7 = of("7 nm", "published", jouppi);
const scaledTo7 = (how: string) => of("7 nm", "scaled", `${how}; ${horowitz}; ${jouppi}`);

/** Unit energies of arithmetic in one technology. */
export interface Arithmetic {
  readonly fp32Add: Coefficient;
  readonly fp32Multiply: Coefficient;
  readonly fp16Add: Coefficient;
  readonly fp16Multiply: Coefficient;
  readonly int8Add: Coefficient;
  readonly int8Multiply: Coefficient;
  readonly int32Add: Coefficient;
  /** Fetching, decoding and steering one instruction, whatever it computes. */
  readonly instruction: Coefficient;
}

export const arithmetic45: Arithmetic = {
  fp32Add: at45("fp32 addition", "operation", [0.9]),
  fp32Multiply: at45("fp32 multiplication", "operation", [3.7]),
  fp16Add: at45("fp16 addition", "operation", [0.4]),
  fp16Multiply: at45("fp16 multiplication", "operation", [1.1]),
  int8Add: at45("int8 addition", "operation", [0.03]),
  int8Multiply: at45("int8 multiplication", "operation", [0.2]),
  int32Add: at45("int32 addition", "operation", [0.1]),
  instruction: at45("overhead of an instruction", "instruction", [70]),
};

export const arithmetic7: Arithmetic = {
  fp32Add: at7("fp32 addition", "operation", [0.38]),
  fp32Multiply: at7("fp32 multiplication", "operation", [1.31]),
  fp16Add: scaledTo7("0.4 pJ at 45 nm x 0.38/0.9, the ratio of fp32 additions")("fp16 addition", "operation", [
    (0.4 * 0.38) / 0.9,
  ]),
  fp16Multiply: at7("fp16 multiplication", "operation", [0.34]),
  int8Add: at7("int8 addition", "operation", [0.007]),
  int8Multiply: at7("int8 multiplication", "operation", [0.07]),
  int32Add: scaledTo7("0.1 pJ at 45 nm x 0.007/0.03, the ratio of int8 additions")("int32 addition", "operation", [
    (0.1 * 0.007) / 0.03,
  ]),
  instruction: scaledTo7("70 pJ at 45 nm x 1.31/3.7, the ratio of fp32 multiplications")(
    "overhead of an instruction",
    "instruction",
    [(70 * 1.31) / 3.7],
  ),
};

/** A memory of a size, ascending; an access moves 64 bits. */
export interface SramRow {
  readonly bytes: number;
  readonly access: Coefficient;
}

const KiB = 1024;

export const sram45: readonly SramRow[] = [
  { bytes: 8 * KiB, access: at45("SRAM of 8 KB", "64 bits", [10]) },
  { bytes: 32 * KiB, access: at45("SRAM of 32 KB", "64 bits", [20]) },
  { bytes: 1024 * KiB, access: at45("SRAM of 1 MB", "64 bits", [100]) },
];

export const sram7: readonly SramRow[] = [
  { bytes: 8 * KiB, access: at7("SRAM of 8 KB", "64 bits", [7.5]) },
  { bytes: 32 * KiB, access: at7("SRAM of 32 KB", "64 bits", [8.5]) },
  { bytes: 1024 * KiB, access: at7("SRAM of 1 MB", "64 bits", [14]) },
];

export const dram45: Coefficient = at45("DRAM", "64 bits", [1300, 2600]);

const dramInfo = "Dongyunkam/DRAM_info@9cab9fb README section 4";
const cacti = "Accelergy-Project/accelergy-cacti-plug-in@291018b1 cacti_wrapper.py";

interface DramRow {
  /** Beginnings of the words for memory types it holds for. */
  readonly types: readonly string[];
  readonly access: Coefficient;
}

const dramRow = (
  types: readonly string[],
  origin: Origin,
  source: string,
  what: string,
  per: Coefficient["per"],
  row: Row,
): DramRow => ({
  types,
  access: of("as built", origin, source)(what, per, row),
});

const lpddr4 = `4 (Dally et al., Domain-specific hardware accelerators, CACM 2020), 8 (${cacti}), 13 to 14 (${dramInfo})`;
const ddr4 = `4.5 for the interface (${dramInfo}, MICRO 2010), 1300 pJ per 64 bits for all of it (${jouppi})`;

/** Of main memory by its type; the first row whose name the type begins with. */
export const drams: readonly DramRow[] = [
  dramRow(
    ["LPDDR4X", "LPDDR5"],
    "derived",
    `not published for this type, taken as LPDDR4: ${lpddr4}`,
    "LPDDR4X and LPDDR5",
    "bit",
    [4, 14],
  ),
  dramRow(["LPDDR4"], "published", lpddr4, "LPDDR4", "bit", [4, 14]),
  dramRow(
    ["LPDDR3"],
    "published",
    `3.7 per pin (ISSCC 2012), ${cacti}'s 40 of LPDDR2 at most`,
    "LPDDR3",
    "bit",
    [3.7, 40],
  ),
  dramRow(["DDR5"], "derived", `not published for this type, taken as DDR4: ${ddr4}`, "DDR5", "bit", [4.5, 1300 / 64]),
  dramRow(["DDR4"], "published", ddr4, "DDR4", "bit", [4.5, 1300 / 64]),
  dramRow(["DDR3"], "published", `9 (${dramInfo}, MICRO 2010) to 70 (${cacti})`, "DDR3", "bit", [9, 70]),
  dramRow(["GDDR5X", "GDDR6"], "published", jouppi, "GDDR6", "64 bits", [350, 480]),
  dramRow(["GDDR5"], "published", cacti, "GDDR5", "bit", [14]),
  dramRow(["HBM2"], "published", `${cacti} (3.9 pJ/bit); ${jouppi}`, "HBM2", "64 bits", [250, 450]),
  dramRow(
    ["HBM"],
    "derived",
    `not published for this type, taken as HBM2: ${cacti}; ${jouppi}`,
    "HBM3",
    "64 bits",
    [250, 450],
  ),
];

/** Of main memory whose type is not known, beside 7 nm logic. */
export const dramUnknown: Coefficient = at7("DDR3 or DDR4, all of it", "64 bits", [1300]);

/** Joules per byte of a row given per 64 bits or per bit. */
export function perByte({ per, band }: Coefficient): Band {
  const bytes = per === "64 bits" ? 8 : 1 / 8;
  return { low: band.low / bytes, high: band.high / bytes };
}
