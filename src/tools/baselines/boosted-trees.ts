/** Gradient-boosted trees on all features of graph and hardware: what the field calls the normal baseline. */
import { precisions } from "../../device/device.ts";
import { type AtlasRow, configurationOf } from "../atlas/row.ts";
import { seeded } from "../train/random.ts";
import { amountsOf } from "./graph-amounts.ts";
import { hardwareFeatures, promisedSpeed } from "./hardware.ts";
import type { Method, Predict } from "./method.ts";
import { groupedRows } from "./per-configuration.ts";
import { binned, binsOf, columnsOf, growTree, type Tree, treeValue } from "./trees.ts";

const settings = { rounds: 200, rate: 0.1, depth: 6, leastRows: 5, ridge: 1 } as const;

const runtimes = ["tflite", "pytorch-mobile", "ort", "ncnn", "mnn", "armcl", "tvm", "tract"];

/** log(T / FLOPs) of a configuration, the mean over its rows; one that was not seen takes it from the hardware. */
function speedsOf(rows: readonly AtlasRow[]): (row: AtlasRow) => number {
  const logOf = ({ seconds, graph }: AtlasRow): number => Math.log(seconds / Math.max(1, amountsOf(graph).flops));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const groups = groupedRows(rows);
  const speeds = new Map([...groups].map(([key, group]) => [key, mean(group.rows.map(logOf))]));
  const promises = [...groups].flatMap(([key, { first }]) => {
    const promise = promisedSpeed(first);
    return Number.isNaN(promise) ? [] : [promise + (speeds.get(key) ?? 0)];
  });
  const lag = promises.length === 0 ? Number.NaN : mean(promises);
  return (row) => speeds.get(configurationOf(row)) ?? lag - promisedSpeed(row);
}

function fit(rows: readonly AtlasRow[], seed: number): Predict {
  const speed = speedsOf(rows);
  const features = (row: AtlasRow): Float64Array =>
    Float64Array.from([
      speed(row),
      ...amountsOf(row.graph).described,
      ...hardwareFeatures(row),
      runtimes.indexOf(row.runtime),
      precisions.indexOf(row.precision),
    ]);
  const table = rows.map(features);
  const bins = binsOf(table, table[0]?.length ?? 0);
  const binnedRows = table.map((row) => binned(bins, row));
  const columns = columnsOf(binnedRows);
  const start = rows.reduce((sum, { seconds }) => sum + Math.log(seconds), 0) / rows.length;
  const left = Float64Array.from(rows, ({ seconds }) => Math.log(seconds) - start);
  const all = Int32Array.from(rows, (_, at) => at);
  const random = seeded(seed);
  const trees: Tree[] = [];
  for (let round = 0; round < settings.rounds; round += 1) {
    const tree = growTree(columns, left, all, settings, random);
    for (const [at, row] of binnedRows.entries()) left[at] = (left[at] ?? 0) - settings.rate * treeValue(tree, row);
    trees.push(tree);
  }
  return (row) => {
    const own = binned(bins, features(row));
    return { seconds: Math.exp(trees.reduce((sum, tree) => sum + settings.rate * treeValue(tree, own), start)) };
  };
}

export const boostedTrees: Method = {
  id: "gbt",
  label: "gradient-boosted trees",
  note:
    "Own implementation: 200 trees of depth 6 by histograms, rate 0.1, on log T; features: amounts of the graph, hardware, " +
    "runtime, precision, mean log(T / FLOPs) of the configuration.",
  version: 2,
  fit,
};
