/** The QED mobile benchmark: whole networks by TFLite and PyTorch Mobile on phones, every set of cores, and GPUs. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bytesSource } from "../../base/source.ts";
import { formatCoreSet } from "../../device/core-set.ts";
import { analyzeFile } from "../../engine/analyze.ts";
import { readdir } from "node:fs/promises";
import { familyOf } from "../train/atlas.ts";
import type { GraphStore } from "./graphs.ts";
import type { AtlasRow } from "./row.ts";
import { joinDropped, type Rule, sift } from "./sift.ts";
import { cachedGraphs, type Source } from "./source.ts";
import { amount, cell, type Line, readTable } from "./table.ts";

const folder = "qed_onnx";
const table = "qed_e2e.csv.gz";

const rules = (graphs: GraphStore): readonly Rule<Line>[] => [
  {
    reason: "synthetic networks, of which only FLOPs and file sizes were published: no graph",
    drops: (line) => cell(line, "model_set") === "synthetic",
  },
  {
    reason: "the network's graph is not among the open ones",
    drops: (line) => graphs.get(cell(line, "model")) === undefined,
  },
  { reason: "no latency was published", drops: (line) => !((amount(line, "mean_us") ?? 0) > 0) },
];

export const qed: Source = {
  id: "qed",
  origin:
    "qed-usc/mobile-ml-benchmark@40ba833a (MIT); Li, Paolieri, Golubchik, EdgeSys 2024. Graphs traced from osmr/pytorchcv@7f31dc8f (MIT).",
  note: "Mean and deviation of repeats; batch 1, 224x224. GPU rows are fp16. Clocks at the phones' own governors.",
  files: [table, folder],
  read: async (atlas) => {
    const names = (await readdir(join(atlas, folder))).filter((name) => name.endsWith(".onnx")).toSorted();
    const files = names.map((name) => join(atlas, folder, name));
    const graphs = await cachedGraphs("qed", files, async (store) => {
      for (const [at, file] of files.entries()) {
        const name = names[at] ?? "";
        // One at a time: memory stays small.
        // oxlint-disable-next-line no-await-in-loop
        store.add(name.replace(/\.onnx$/, ""), await analyzeFile(bytesSource(name, await readFile(file))));
      }
    });
    const lines = await readTable(join(atlas, table));
    const { kept, dropped } = sift(lines, rules(graphs));
    const rows = kept.flatMap((line) => rowOf(line, graphs) ?? []);
    const unread = [{ reason: "the line does not say what ran where", count: kept.length - rows.length }];
    return { read: lines.length, rows, dropped: joinDropped([dropped, unread.filter(({ count }) => count > 0)]) };
  },
};

function rowOf(line: Line, graphs: GraphStore): AtlasRow | undefined {
  const network = cell(line, "model");
  const graph = graphs.get(network);
  const mean = amount(line, "mean_us");
  if (graph === undefined || mean === undefined) return undefined;
  const [device, gpu, spread] = [cell(line, "device"), cell(line, "unit") === "gpu", amount(line, "std_us")];
  const count = (column: string): number => amount(line, column) ?? 0;
  const cores = formatCoreSet({ large: count("n_large"), medium: count("n_med"), small: count("n_small") });
  return {
    source: "qed",
    network,
    family: familyOf(network),
    extent: "network",
    graph,
    device: gpu ? `${device}-gpu` : device,
    descriptor: gpu ? `${device}-gpu` : device,
    cores: gpu ? "gpu" : cores,
    runtime: cell(line, "framework").startsWith("TFLite") ? "tflite" : "pytorch-mobile",
    precision: gpu ? "fp16" : cell(line, "precision") === "int8" ? "int8" : "fp32",
    state: {},
    seconds: mean / 1e6,
    ...(spread === undefined ? {} : { spreadSeconds: spread / 1e6 }),
  };
}
