/** NAS-Bench-201 on phones, boards, servers and accelerators, as HELP and OneProxy collected it. */
import { join } from "node:path";
import type { Precision } from "../../device/device.ts";
import {
  addCell,
  cellKey,
  type CellImage,
  cellProbes,
  passes,
  readRepresentatives,
  representativesFile,
} from "./cells.ts";
import type { GraphStore } from "./graphs.ts";
import type { AtlasRow } from "./row.ts";
import { type Rule, sift } from "./sift.ts";
import { cachedGraphs, scaled, type Source } from "./source.ts";
import { amount, cell, type Line, readTable } from "./table.ts";

const help = "nb201_help.csv.gz";
const oneproxy = "nb201_oneproxy.csv.gz";
const image: CellImage = { input: [3, 32, 32], classes: 10 };

/** Where a column was measured; cores and runtime are "unknown" where the source does not say. */
interface Place {
  readonly device: string;
  readonly descriptor?: string;
  readonly cores?: string;
  readonly runtime?: string;
  readonly precision?: Precision;
}

export const places: Readonly<Record<string, Place>> = {
  essential_ph_1: { device: "essential-ph-1", descriptor: "snapdragon_835" },
  pixel2: { device: "pixel2", descriptor: "snapdragon_835" },
  samsung_a50: { device: "samsung-a50" },
  samsung_s7: { device: "samsung-s7" },
  gold_6226: { device: "xeon-gold-6226" },
  gold_6240: { device: "xeon-gold-6240" },
  silver_4114: { device: "xeon-silver-4114" },
  silver_4210r: { device: "xeon-silver-4210r" },
  raspi4: { device: "pi4", descriptor: "pi4" },
  pixel3: { device: "pixel3", descriptor: "snapdragon_845" },
  "1080ti_1": { device: "gtx-1080ti", descriptor: "gtx_1080ti", cores: "gpu" },
  "2080ti_1": { device: "rtx-2080ti", cores: "gpu" },
  titan_rtx_1: { device: "titan-rtx", cores: "gpu" },
  titanx_1: { device: "titan-x", cores: "gpu" },
  titanxp_1: { device: "titan-xp", cores: "gpu" },
  // nn-Meter measured TFLite 2.1 on one large core of a Pixel 4.
  nnmeter_cortexA76_cpu_ms: { device: "pixel4", descriptor: "pixel4", cores: "large:1", runtime: "tflite" },
  nnmeter_adreno640_gpu_ms: { device: "pixel4-gpu", cores: "gpu", runtime: "tflite" },
  nnmeter_adreno630_gpu_ms: { device: "pixel3xl-gpu", cores: "gpu", runtime: "tflite" },
  nnmeter_myriad_vpu_ms: { device: "myriad-vpu", runtime: "openvino", precision: "fp16" },
  latbench_sd855_cpu_ms: { device: "sd855", descriptor: "snapdragon_855", runtime: "tflite" },
  latbench_sd855_gpu_ms: { device: "sd855-gpu", cores: "gpu" },
  latbench_sd855_dsp_ms: { device: "sd855-dsp", precision: "int8" },
  latbench_gtx_ms: { device: "gtx-1080ti-latbench", descriptor: "gtx_1080ti", cores: "gpu" },
  latbench_jetson_ms: { device: "jetson-nano-gpu", descriptor: "jetson_nano_gpu", cores: "gpu" },
  latbench_jetson_fp16_ms: {
    device: "jetson-nano-gpu",
    descriptor: "jetson_nano_gpu",
    cores: "gpu",
    precision: "fp16",
  },
  latbench_edgetpu_ms: { device: "edge-tpu", precision: "int8" },
};

interface Measurement {
  readonly line: Line;
  readonly column: string;
  readonly index: number | undefined;
}

const rules: readonly Rule<Measurement>[] = [
  {
    reason: "simulated (Eyeriss) or estimated (FPGA), not measured",
    drops: ({ column }) => /eyeriss|fpga/.test(column),
  },
  {
    reason: "batches of 32 and 256 images: the graphs are for one",
    drops: ({ column }) => /_(32|64|256)$/.test(column),
  },
  { reason: "the same HW-NAS-Bench values are in HELP's table", drops: ({ column }) => column.startsWith("hwnas_") },
  {
    reason: "latbench_i7 is a near copy of latbench_gtx (Pearson 0.9995)",
    drops: ({ column }) => column === "latbench_i7_ms",
  },
  {
    reason: "no latency was published (edge TPU failures)",
    drops: ({ line, column }) => !((amount(line, column) ?? 0) > 0),
  },
  {
    reason: "the cell passes nothing on: the runtime computed a constant",
    drops: ({ line }) => !passes(cell(line, "arch")),
  },
  {
    reason: "published in whole milliseconds, below 10: rounding alone may be over 5 %",
    drops: ({ line, column }) =>
      ["essential_ph_1", "pixel2", "samsung_a50", "samsung_s7"].includes(column) && (amount(line, column) ?? 0) < 10,
  },
];

const notColumns = ["index", "arch_index", "arch", "macs_m_32x32"];

const measurementsOf = (lines: readonly Line[], indexColumn: string): readonly Measurement[] =>
  lines.flatMap((line) =>
    Object.keys(line)
      .filter((column) => !notColumns.includes(column))
      .map((column) => ({ line, column, index: amount(line, indexColumn) })),
  );

export const nb201Phones: Source = {
  id: "nb201-phones",
  origin:
    "HayeonLee/HELP@45f70eb9 (MIT), Ren-Research/OneProxy@e3c9b2c6 (MIT): their own, HW-NAS-Bench's, nn-Meter's and LatBench's measurements.",
  note: "CIFAR-10 input, one image; clocks, cores and most runtimes not recorded.",
  files: [help, oneproxy, representativesFile],
  read: async (atlas) => {
    const [first, second] = [await readTable(join(atlas, help)), await readTable(join(atlas, oneproxy))];
    const representatives = await readRepresentatives(atlas);
    const graphs = await cachedGraphs(
      "nb201-phones",
      [join(atlas, help)],
      (store) => {
        // Isomorphic cells are one network: the first of each stands for all.
        const seen = new Set<number>();
        for (const line of first) {
          const index = amount(line, "index") ?? 0;
          const one = representatives.get(index) ?? index;
          if (!seen.has(one)) addCell(store, cell(line, "arch"), image);
          seen.add(one);
        }
      },
      cellProbes([image]),
    );
    const keys = new Map<number, string>();
    for (const line of first) {
      const index = amount(line, "index") ?? 0;
      const one = representatives.get(index) ?? index;
      const key = cellKey(cell(line, "arch"), image);
      if (!keys.has(one) && graphs.get(key) !== undefined) keys.set(one, key);
    }
    const measurements = [...measurementsOf(first, "index"), ...measurementsOf(second, "arch_index")];
    const { kept, dropped } = sift(measurements, rules);
    const rows = kept.flatMap((one) => rowOf(one, { graphs, representatives, keys }) ?? []);
    const apart = kept.length - rows.length;
    const without = apart === 0 ? [] : [{ reason: "the source's device or cell is not known here", count: apart }];
    return { read: measurements.length, rows, dropped: [...dropped, ...without] };
  },
};

interface Known {
  readonly graphs: GraphStore;
  readonly representatives: ReadonlyMap<number, number>;
  readonly keys: ReadonlyMap<number, string>;
}

function rowOf({ line, column, index }: Measurement, { graphs, representatives, keys }: Known): AtlasRow | undefined {
  const place = places[column];
  const one = index === undefined ? undefined : (representatives.get(index) ?? index);
  const graph = one === undefined ? undefined : graphs.get(keys.get(one) ?? "");
  const seconds = scaled(amount(line, column), 1e-3);
  if (place === undefined || one === undefined || graph === undefined || seconds === undefined) return undefined;
  const { device, descriptor, cores = "unknown", runtime = "unknown", precision = "fp32" } = place;
  return {
    source: "nb201-phones",
    network: `nb201-${one}`,
    family: "nasbench201",
    extent: "network",
    graph,
    device,
    ...(descriptor === undefined ? {} : { descriptor }),
    cores,
    runtime,
    precision,
    state: {},
    seconds,
  };
}
