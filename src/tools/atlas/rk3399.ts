/** RK3399: layers of five networks by ARM Compute Library at every clock of both clusters and of the GPU. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { GraphStore } from "./graphs.ts";
import { builds } from "./rk3399-models.ts";
import { cuts, layersOf } from "./rk3399-networks.ts";
import type { AtlasRow } from "./row.ts";
import { joinDropped, type Rule, sift } from "./sift.ts";
import { cachedGraphs, costsOfModel, type Source } from "./source.ts";
import { amount, cell, type Line, readTable } from "./table.ts";
import { untar } from "./tar.ts";

const table = "rk3399_layers.csv.gz";
const params = "ncnn_params.tar.gz";

/** The source's names of networks, in its two repositories. */
const networks: Readonly<Record<string, string>> = {
  alex: "alexnet",
  google: "googlenet",
  mobile: "mobilenet",
  mobilev1: "mobilenet",
  res50: "resnet50",
  resv1_50: "resnet50",
  yolov3: "yolov3",
};

const graphKey = (build: string, network: string): string => `${build} ${network}`;
const layerKey = (build: string, network: string, layer: number): string =>
  `${graphKey(build, network)} layer ${layer}`;

const rules: readonly Rule<Line>[] = [
  {
    reason: "run on the NPU, of which no architecture is public",
    drops: (line) => cell(line, "unit").startsWith("NPU"),
  },
  {
    reason: "time of handing data in or out between pipeline stages, not of a layer",
    drops: (line) => cell(line, "metric") !== "task",
  },
  {
    reason: "GPU with its host core below the highest clock: a second clock that a state here does not have",
    drops: (line) => cell(line, "unit").startsWith("GPU") && amount(line, "host_big_mhz") !== 1800,
  },
  {
    reason: "the network or the layer's place in it is not known",
    drops: (line) => {
      const network = networks[cell(line, "graph")] ?? "";
      return (amount(line, "layer") ?? Number.POSITIVE_INFINITY) >= (cuts[network]?.length ?? 0);
    },
  },
  { reason: "no latency was published", drops: (line) => !((amount(line, "time_ms") ?? 0) > 0) },
];

export const rk3399: Source = {
  id: "rk3399",
  origin: "Ehsan-aghapour/LW-GA@c67700ae and CO-UP-Profiling@22005a9d (no licence stated).",
  note:
    "Two big or four little threads, or the GPU; power by an external meter. Whole networks are sums of their layers. " +
    "The repositories ran different builds of ARM Compute Library on different graphs (rk3399-models.ts): only LW-GA's fuses nodes.",
  files: [table, params],
  read: async (atlas) => {
    const graphs = await cachedGraphs(
      "rk3399",
      [join(atlas, params), ...["networks", "models"].map((part) => join(import.meta.dirname, `rk3399-${part}.ts`))],
      async (store) => {
        const archive = untar(gunzipSync(await readFile(join(atlas, params))));
        for (const [build, { unfused, networks: recipes }] of Object.entries(builds)) {
          for (const [name, recipe] of Object.entries(recipes)) {
            const model = recipe((network) => archive.get(`${network}.param`) ?? "");
            const costs = { ...costsOfModel(model), unfused };
            store.add(graphKey(build, name), costs);
            for (const [layer, part] of layersOf(costs, cuts[name] ?? []).entries())
              store.add(layerKey(build, name, layer), part);
          }
        }
      },
    );
    const lines = await readTable(join(atlas, table));
    const { kept, dropped } = sift(lines, rules);
    const layers = kept.flatMap((line) => rowOf(line, graphs) ?? []);
    const { rows, incomplete } = withNetworks(kept, layers, graphs);
    const apart =
      incomplete === 0 ? [] : [{ reason: "sums of a network of which a layer is missing", count: incomplete }];
    return { read: lines.length, rows, dropped: joinDropped([dropped, apart]) };
  },
};

function rowOf(line: Line, graphs: GraphStore): AtlasRow | undefined {
  const network = networks[cell(line, "graph")] ?? "";
  const graph = graphs.get(layerKey(cell(line, "source"), network, amount(line, "layer") ?? -1));
  const [time, clock] = [amount(line, "time_ms"), amount(line, "freq_mhz")];
  if (graph === undefined || time === undefined || clock === undefined) return undefined;
  const unit = cell(line, "unit").split(" ")[0];
  const [power, gpu] = [amount(line, "power_mw"), unit === "GPU"];
  return {
    source: "rk3399",
    network,
    family: network,
    extent: "layers",
    graph,
    device: gpu ? "rk3399-gpu" : "rk3399",
    descriptor: gpu ? "rk3399-gpu" : "rk3399",
    cores: gpu ? "gpu" : unit === "big" ? "large:2" : "small:4",
    runtime: "armcl",
    precision: "fp32",
    state: { frequencyHz: clock * 1e6 },
    seconds: time / 1e3,
    ...(power === undefined ? {} : { energyJoules: (power * time) / 1e6 }),
  };
}

/** Layers, and networks: a network's time is the sum of its layers, where all were timed at one state by one repository. */
function withNetworks(
  lines: readonly Line[],
  layers: readonly AtlasRow[],
  graphs: GraphStore,
): { readonly rows: readonly AtlasRow[]; readonly incomplete: number } {
  const groups = new Map<string, { readonly build: string; readonly group: AtlasRow[] }>();
  for (const [at, line] of lines.entries()) {
    const row = layers[at];
    const key = ["source", "graph", "unit", "freq_mhz"].map((column) => cell(line, column)).join(" ");
    const before = groups.get(key)?.group ?? [];
    if (row !== undefined) groups.set(key, { build: cell(line, "source"), group: [...before, row] });
  }
  let incomplete = 0;
  const rows = [...groups.values()].flatMap(({ build, group }): readonly AtlasRow[] => {
    const [first] = group;
    const graph = first === undefined ? undefined : graphs.get(graphKey(build, first.network));
    if (first === undefined || graph === undefined) return [];
    if (
      new Set(group.map((row) => row.graph.key)).size !== group.length ||
      group.length !== cuts[first.network]?.length
    ) {
      incomplete += 1;
      return group;
    }
    const seconds = group.reduce((sum, row) => sum + row.seconds, 0);
    const energy = group.reduce((sum, row) => sum + (row.energyJoules ?? Number.NaN), 0);
    const { energyJoules: _, ...rest } = first;
    return [
      ...group.map((row) => ({ ...row, share: row.seconds / seconds })),
      { ...rest, extent: "network", graph, seconds, ...(Number.isNaN(energy) ? {} : { energyJoules: energy }) },
    ];
  });
  return { rows, incomplete };
}
