/** NAS-Bench-201 on a Raspberry Pi 5: three runtimes on one pinned core, with energy. */
import { join } from "node:path";
import {
  addCell,
  cellKey,
  type CellImage,
  cellProbes,
  passes,
  readRepresentatives,
  representativesFile,
} from "./cells.ts";
import type { CutOff } from "../../generate/families/nasbench201.ts";
import type { GraphStore } from "./graphs.ts";
import type { AtlasRow } from "./row.ts";
import { type Rule, sift } from "./sift.ts";
import { cachedGraphs, scaled, type Source } from "./source.ts";
import { amount, cell, type Line, readTable } from "./table.ts";

const table = "nb201_pi5.csv.gz";

const runtimes = [
  ["pi5_litert", "tflite"],
  ["pi5_onnx", "ort"],
  ["pi5_torchmobile", "pytorch-mobile"],
  ["pixel_nnapi_litert", "nnapi"],
] as const;

interface Measurement {
  readonly line: Line;
  readonly column: string;
  readonly runtime: string;
}

/**
 * What each runtime did with the parts that "none" cuts off, by their own times: a convolution that is fed by zeros takes its
 * time in all three (up to 2.2 times that of the cell without it), one that leads nowhere takes none in LiteRT only.
 */
const cutOffs: Readonly<Record<string, CutOff>> = { tflite: "fed by zeros", ort: "all", "pytorch-mobile": "all" };

const rules: readonly Rule<Measurement>[] = [
  { reason: "the phone's model is not stated", drops: ({ runtime }) => runtime === "nnapi" },
  {
    reason: "the cell passes nothing on: the runtime computed a constant",
    drops: ({ line }) => !passes(cell(line, "arch")),
  },
  { reason: "no latency was published", drops: ({ line, column }) => !((amount(line, `${column}_ms`) ?? 0) > 0) },
];

const imageOf = (line: Line): CellImage => {
  const [, channels = 3, height = 32, width = 32] = cell(line, "input_nchw").split("x").map(Number);
  return { input: [channels, height, width], classes: amount(line, "num_classes") ?? 10 };
};

export const nb201Pi5: Source = {
  id: "nb201-pi5",
  origin: "roldebijvank/HW-NAS-Bench-360@a9b243e0, results/dataset.parquet (no licence stated).",
  note: "Median of 40 runs on one pinned Cortex-A76, fp32, below 60 °C; clock and governor not recorded.",
  files: [table, representativesFile],
  read: async (atlas) => {
    const lines = await readTable(join(atlas, table));
    const representatives = await readRepresentatives(atlas);
    const images = [...new Map(lines.map((line) => [cell(line, "task"), imageOf(line)])).values()];
    const graphs = await cachedGraphs(
      "nb201-pi5",
      [join(atlas, table)],
      (store) => {
        for (const line of lines) addCell(store, cell(line, "arch"), imageOf(line));
      },
      cellProbes(images),
    );
    const withCutOff = await cachedGraphs(
      "nb201-pi5",
      [join(atlas, table), join(import.meta.dirname, "../../generate/families/nasbench201.ts")],
      (store) => {
        for (const line of lines) {
          for (const cutOff of new Set(Object.values(cutOffs))) {
            const [text, image] = [cell(line, "arch"), { ...imageOf(line), cutOff }];
            if (cellKey(text, image) !== cellKey(text, imageOf(line))) addCell(store, text, image);
          }
        }
      },
      cellProbes(images),
    );
    const measurements = lines.flatMap((line) => runtimes.map(([column, runtime]) => ({ line, column, runtime })));
    const { kept, dropped } = sift(measurements, rules);
    return {
      read: measurements.length,
      rows: kept.flatMap((one) => rowOf(one, [graphs, withCutOff], representatives) ?? []),
      dropped,
    };
  },
};

function rowOf(
  { line, column, runtime }: Measurement,
  stores: readonly GraphStore[],
  representatives: ReadonlyMap<number, number>,
): AtlasRow | undefined {
  const index = amount(line, "arch_index");
  const cutOff = cutOffs[runtime];
  const key = cellKey(cell(line, "arch"), { ...imageOf(line), ...(cutOff === undefined ? {} : { cutOff }) });
  const graph = stores.flatMap((store) => store.get(key) ?? [])[0];
  const seconds = scaled(amount(line, `${column}_ms`), 1e-3);
  if (index === undefined || graph === undefined || seconds === undefined) return undefined;
  const variance = amount(line, `${column}_var`);
  const energy = amount(line, `${column}_energy_mj`);
  return {
    source: "nb201-pi5",
    network: `nb201-${representatives.get(index) ?? index}`,
    family: cell(line, "task"),
    extent: "network",
    graph,
    device: "pi5",
    descriptor: "pi5",
    cores: "large:1",
    runtime,
    precision: "fp32",
    state: {},
    seconds,
    ...(variance === undefined ? {} : { spreadSeconds: Math.sqrt(variance) / 1e3 }),
    ...(energy === undefined ? {} : { energyJoules: energy / 1e3 }),
  };
}
