/** tract: matrix products on one core, by kernel and sizes; a convolution as a product has m = Cout, k = Cin·R·S, n = P·Q. */
import { join } from "node:path";
import type { GraphStore } from "./graphs.ts";
import type { AtlasRow } from "./row.ts";
import { joinDropped, leastOf, type Rule, sift } from "./sift.ts";
import { productModel, productProbes } from "./single-node.ts";
import { cachedGraphs, costsOfModel, type Source } from "./source.ts";
import { amount, cell, type Line, readTable } from "./table.ts";

const table = "tract_gemm.csv.gz";

const keyOf = (line: Line): string => `product ${["m", "k", "n"].map((size) => cell(line, size)).join("x")}`;
/** Files "..._mmv" hold products with a vector, on the same core. */
const coreOf = (line: Line): string => cell(line, "cpu_file").replace(/_mmv$/, "");

const rules: readonly Rule<Line>[] = [
  { reason: "no time was published", drops: (line) => !((amount(line, "time_s") ?? 0) > 0) },
  {
    reason: "sizes of zero",
    drops: (line) => ["m", "k", "n"].some((size) => !((amount(line, size) ?? 0) > 0)),
  },
];

export const tract: Source = {
  id: "tract",
  origin: "sonos/tract@38b383fb (MIT/Apache-2.0), linalg/src/**/*.txt.",
  note: "One core; boards and clocks not stated.",
  files: [table],
  read: async (atlas) => {
    const lines = await readTable(join(atlas, table));
    const sifted = sift(lines, rules);
    const best = leastOf(
      sifted.kept,
      (line) => `${coreOf(line)} ${keyOf(line)}`,
      (line) => amount(line, "time_s") ?? 0,
      "another kernel is faster for the same product: the library would not run this one",
    );
    const graphs = await cachedGraphs(
      "tract",
      [join(atlas, table)],
      (store) => {
        for (const line of best.kept) {
          const [m = 1, k = 1, n = 1] = ["m", "k", "n"].map((size) => amount(line, size));
          if (store.get(keyOf(line)) === undefined) store.add(keyOf(line), costsOfModel(productModel(m, k, n)));
        }
      },
      productProbes,
    );
    const rows = best.kept.flatMap((line) => rowOf(line, graphs) ?? []);
    return { read: lines.length, rows, dropped: joinDropped([sifted.dropped, best.dropped]) };
  },
};

function rowOf(line: Line, graphs: GraphStore): AtlasRow | undefined {
  const graph = graphs.get(keyOf(line));
  const seconds = amount(line, "time_s");
  if (graph === undefined || seconds === undefined) return undefined;
  return {
    source: "tract",
    network: keyOf(line),
    family: cell(line, "n") === "1" ? "vector" : "matrix",
    extent: "operator",
    graph,
    device: coreOf(line),
    cores: "one core",
    runtime: "tract",
    precision: "fp32",
    state: {},
    seconds,
  };
}
