/** The quantities of a device as people write them: label, unit, and the range outside which a value is a slip. */

export type Field = {
  readonly label: string;
  /** As shown beside the number; empty for pure numbers. */
  readonly unit: string;
  /** SI units in one of `unit`. */
  readonly scale: number;
  /** Least and greatest value that is believed, in SI units. */
  readonly range: readonly [number, number];
  readonly whole?: true;
  readonly hint: string;
};

const KiB = 1024;
const rate = { unit: "GB/s", scale: 1e9, range: [1e6, 1e14] } as const;
const clock = { unit: "GHz", scale: 1e9, range: [1e6, 2e10] } as const;
const cache = { unit: "KiB", scale: KiB, range: [KiB, 1e10] } as const;
const perCycle = { unit: "/cycle", scale: 1, range: [0.01, 1e5] } as const;

export const clusterFields = {
  count: { label: "Number of cores", unit: "", scale: 1, range: [1, 1024], whole: true, hint: "Cores of this kind" },
  maxFrequencyHz: { label: "Highest clock", ...clock, hint: "The clock of the peak" },
  minFrequencyHz: { label: "Lowest clock", ...clock, hint: "Where the frequency slider begins" },
  levelsHz: {
    label: "Clock steps",
    unit: "MHz",
    scale: 1e6,
    range: [1e6, 2e10],
    hint: "Ascending, with spaces between",
  },
  fp32: { label: "fp32", ...perCycle, hint: "FLOP per cycle of one core, a multiply-add counted as two" },
  fp16: { label: "fp16", ...perCycle, hint: "FLOP per cycle of one core, a multiply-add counted as two" },
  int8: { label: "int8", ...perCycle, hint: "Operations per cycle of one core, a multiply-add counted as two" },
  threadsPerCore: {
    label: "Threads per core",
    unit: "",
    scale: 1,
    range: [1, 16],
    whole: true,
    hint: "Hardware threads (SMT)",
  },
  simdBits: {
    label: "Vector width",
    unit: "bit",
    scale: 1,
    range: [8, 65_536],
    whole: true,
    hint: "Widest vector register",
  },
  lineBytes: {
    label: "Cache line",
    unit: "B",
    scale: 1,
    range: [8, 4096],
    whole: true,
    hint: "Bytes that a miss brings in",
  },
  l1dBytes: { label: "L1 data", ...cache, hint: "Level-1 data cache of one core" },
  l2Bytes: { label: "L2", ...cache, hint: "Level-2 cache: of one core, or of all where it is shared" },
  coreBandwidth: { label: "Bandwidth, one core", ...rate, hint: "Reads and writes; twice the rate that memcpy prints" },
  clusterBandwidth: {
    label: "Bandwidth, all cores",
    ...rate,
    hint: "Reads and writes of all cores of this kind together",
  },
  coreFillBytesPerSecond: { label: "Fill, one core", ...rate, hint: "Rate of memset" },
} as const satisfies Readonly<Record<string, Field>>;

export const deviceFields = {
  l3Bytes: { label: "L3", ...cache, hint: "Last cache that the clusters share" },
  slcBytes: { label: "System cache", ...cache, hint: "In front of the memory, shared with GPU and NPU" },
  peakBytesPerSecond: { label: "Memory bus", ...rate, hint: "Bus width × transfers per second; no core reaches it" },
  capacityBytes: { label: "Memory", unit: "GB", scale: 1e9, range: [1e6, 1e15], hint: "How much there is" },
  dispatchSeconds: {
    label: "Launch of a kernel",
    unit: "µs",
    scale: 1e-6,
    range: [1e-9, 1],
    hint: "Whatever its size",
  },
} as const satisfies Readonly<Record<string, Field>>;
