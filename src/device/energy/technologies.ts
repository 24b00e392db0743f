/** The technologies energies can be counted in, each a set of unit energies of its own. */
import type { Bytes } from "../../base/units.ts";
import type { Cluster, Device, Precision, Sourced } from "../device.ts";
import type { Hierarchy, LevelId, PerLevel } from "../levels.ts";
import {
  type Arithmetic,
  arithmetic45,
  arithmetic7,
  type Band,
  type Coefficient,
  dram45,
  drams,
  dramUnknown,
  perByte,
  sram45,
  sram7,
  type SramRow,
} from "./coefficients.ts";

export interface Technology {
  readonly id: string;
  readonly label: string;
  readonly arithmetic: Arithmetic;
  readonly sram: readonly SramRow[];
  /** Of main memory of a type, or of one that is not known. */
  readonly dram: (type: string | undefined) => Coefficient;
}

/** "2 x LPDDR4X-4266" has a word that begins with the name of a row; the first such row counts. */
function dramOf(type = ""): Coefficient {
  const words = type.split(/[\s,-]+/);
  const row = drams.find(({ types }) => types.some((start) => words.some((word) => word.startsWith(start))));
  return row?.access ?? dramUnknown;
}

/** The default first. */
export const technologies: readonly Technology[] = [
  { id: "7nm", label: "7 nm, and DRAM as built", arithmetic: arithmetic7, sram: sram7, dram: dramOf },
  { id: "45nm", label: "45 nm throughout", arithmetic: arithmetic45, sram: sram45, dram: () => dram45 },
];

export const technologyOf = (id: string | undefined): Technology => {
  const found = technologies.find((one) => one.id === id) ?? technologies[0];
  if (found === undefined) throw new Error("the list of technologies is empty");
  return found;
};

/** Joules per byte of a memory between the published sizes; beyond 1 MB up to the last step's growth with size. */
export function sramBand(rows: readonly SramRow[], bytes: Bytes): Band | undefined {
  const below = rows.findLast((row) => row.bytes <= bytes);
  const above = rows.find((row) => row.bytes >= bytes);
  const [first] = rows;
  if (first === undefined) return undefined;
  const low = perByte((below ?? first).access).low;
  if (above !== undefined) return { low, high: perByte(above.access).high };
  const [before, last] = rows.slice(-2);
  if (before === undefined || last === undefined) return undefined;
  // Energy grows as a power of size, here that of the two largest published memories.
  const growth =
    Math.log(perByte(last.access).high / perByte(before.access).high) / Math.log(last.bytes / before.bytes);
  return { low, high: perByte(last.access).high * (bytes / last.bytes) ** growth };
}

/** What one MAC, one other operation and one moved byte cost on a device; a level of unknown size costs unknown. */
export interface UnitEnergies {
  readonly mac: Band;
  readonly other: Band;
  readonly perByte: PerLevel<Band | undefined>;
}

const elementBits: Readonly<Record<Precision, number>> = { fp32: 32, fp16: 16, int8: 8 };

/** Vectors of 128 bits where a cluster does not say how wide its are. */
function lanes(cluster: Cluster | undefined, precision: Precision): number {
  return (cluster?.simdBits?.value ?? 128) / elementBits[precision];
}

/**
 * The low end is arithmetic alone, as in a fixed pipeline; the high end adds the overhead of a vector instruction, shared
 * by its lanes, and sums fp16 and int8 products in wider numbers.
 */
function arithmeticBands(
  { arithmetic }: Technology,
  precision: Precision,
  width: number,
): Pick<UnitEnergies, "mac" | "other"> {
  const energy = (key: keyof Arithmetic): number => arithmetic[key].band.low;
  const [multiply, add, wideAdd] = {
    fp32: [energy("fp32Multiply"), energy("fp32Add"), energy("fp32Add")] as const,
    fp16: [energy("fp16Multiply"), energy("fp16Add"), energy("fp32Add")] as const,
    int8: [energy("int8Multiply"), energy("int8Add"), energy("int32Add")] as const,
  }[precision];
  const overhead = energy("instruction") / width;
  return {
    mac: { low: multiply + add, high: multiply + wideAdd + overhead },
    other: { low: add, high: Math.max(multiply, wideAdd) + overhead },
  };
}

const sizeBand = (technology: Technology, size: Sourced<Bytes> | undefined): Band | undefined =>
  size && sramBand(technology.sram, size.value);

export function unitEnergies(
  technology: Technology,
  device: Device,
  lead: Cluster | undefined,
  size: Hierarchy["size"],
  precision: Precision,
): UnitEnergies {
  const sram = (level: LevelId): Band | undefined => sizeBand(technology, size[level]);
  return {
    ...arithmeticBands(technology, precision, lanes(lead, precision)),
    perByte: {
      L1: sram("L1"),
      L2: sram("L2"),
      L3: sram("L3"),
      DRAM: perByte(technology.dram(device.memory.type?.value)),
    },
  };
}
