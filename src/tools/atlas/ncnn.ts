/** The benchmark table of ncnn: whole networks on a hundred boards, phones, computers and GPUs. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { deviceById } from "../../device/catalog/index.ts";
import { formatCoreSet } from "../../device/core-set.ts";
import type { ClusterId, CoreSet } from "../../device/device.ts";
import type { GraphStore } from "./graphs.ts";
import { paramModel } from "./ncnn-param.ts";
import type { AtlasRow } from "./row.ts";
import { type Rule, sift } from "./sift.ts";
import { cachedGraphs, costsOfModel, type Source } from "./source.ts";
import { amount, cell, type Line, readTable } from "./table.ts";
import { untar } from "./tar.ts";

const table = "ncnn_bench.csv";
const params = "ncnn_params.tar.gz";

/** Headings of devices whose hardware the catalogue has: part of the heading, and the catalogue's id. */
export const known: readonly (readonly [part: string, descriptor: string])[] = [
  ["SM8550", "sd8gen2"],
  ["Snapdragon 888", "sd888"],
  ["MSM8998", "sd835"],
  ["Kirin 970", "kirin_970"],
  ["RK3399", "rk3399"],
  ["RK3588", "rk3588"],
  ["Raspberry Pi 3", "rpi3"],
  ["Raspberry Pi 4", "pi4"],
  ["Cortex-A76 (ARMv8) (2.4GHz x 4)", "pi5"],
  ["Jetson AGX Orin", "orin"],
  ["Jetson AGX Xavier", "xavier"],
  ["Jetson Orin Nano", "orin_nano"],
  ["Jetson Nano", "jetson_nano"],
];

/** The file of a network: names of older runs have hyphens for underscores. */
const fileOf = (model: string): string =>
  model.startsWith("yolo") ? `${model}.param` : `${model.replaceAll("-", "_")}.param`;

const rules = (graphs: GraphStore, reasons: ReadonlyMap<string, string>): readonly Rule<Line>[] => [
  {
    reason: "the network's graph is not among the files (mobilenet_yolov3)",
    drops: (line) => !reasons.has(networkOf(line)) && graphs.get(networkOf(line)) === undefined,
  },
  ...[...new Set(reasons.values())].map((why): Rule<Line> => ({
    reason: `the network's graph is not read: ${why}`,
    drops: (line) => reasons.get(networkOf(line)) === why,
  })),
  { reason: "no latency was published", drops: (line) => !((amount(line, "avg_ms") ?? 0) > 0) },
  {
    reason: "least, mean and greatest are out of order: a slip in the table",
    drops: (line) => {
      const [least = 0, mean = 0, most = 0] = ["min_ms", "avg_ms", "max_ms"].map((column) => amount(line, column));
      return least > mean * 1.001 || mean > most * 1.001;
    },
  },
  {
    reason: "the greatest repeat is over three times the least: the run was disturbed",
    drops: (line) => (amount(line, "max_ms") ?? 0) > 3 * (amount(line, "min_ms") ?? 0),
  },
];

const networkOf = (line: Line): string => fileOf(cell(line, "model")).replace(/\.param$/, "");

export const ncnn: Source = {
  id: "ncnn",
  origin: "Tencent/ncnn@a4d2ea1d (BSD-3), benchmark/README.md and benchmark/*.param.",
  note: "Mean of the loop; versions of ncnn differ by row; clocks are nominal, from the headings.",
  files: [table, params],
  read: async (atlas) => {
    const archive = untar(gunzipSync(await readFile(join(atlas, params))));
    const lines = await readTable(join(atlas, table));
    const wanted = [...new Set(lines.map(networkOf))].toSorted();
    const reasons = new Map<string, string>();
    const build = (store: GraphStore | undefined): void => {
      for (const name of wanted) {
        const text = archive.get(`${name}.param`);
        if (text === undefined) continue;
        try {
          const model = paramModel(name, text);
          store?.add(name, costsOfModel(model));
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          reasons.set(name, error.message);
        }
      }
    };
    const graphs = await cachedGraphs("ncnn", [join(atlas, params), join(import.meta.dirname, "ncnn-param.ts")], build);
    build(undefined);
    const { kept, dropped } = sift(lines, rules(graphs, reasons));
    return { read: lines.length, rows: kept.flatMap((line) => rowOf(line, graphs) ?? []), dropped };
  },
};

function rowOf(line: Line, graphs: GraphStore): AtlasRow | undefined {
  const network = networkOf(line);
  const graph = graphs.get(network);
  const mean = amount(line, "avg_ms");
  if (graph === undefined || mean === undefined) return undefined;
  const heading = cell(line, "device_heading");
  const gpu = (amount(line, "gpu_device") ?? -1) >= 0;
  const overclocked = heading.includes("Overclock");
  const descriptor = gpu || overclocked ? undefined : known.find(([part]) => heading.includes(part))?.[1];
  const threads = amount(line, "num_threads") ?? 1;
  const saving = amount(line, "powersave") ?? 0;
  const device = `ncnn:${slug(heading)}${gpu ? `-gpu${cell(line, "gpu_device")}` : ""}`;
  return {
    source: "ncnn",
    network,
    family: familyOfNcnn(network),
    extent: "network",
    graph,
    device,
    ...(descriptor === undefined ? {} : { descriptor }),
    cores: gpu ? "gpu" : coresOf(descriptor, threads, saving),
    runtime: "ncnn",
    precision: network.endsWith("_int8") ? "int8" : "fp32",
    state: {},
    seconds: mean / 1e3,
  };
}

const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .split(/[(,@]|overclock to 2/)[0]
    ?.replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "") ?? "";

const families = [
  "mobilenetv2",
  "mobilenet_v2",
  "mobilenet_v3",
  "mobilenet",
  "squeezenet",
  "shufflenet",
  "resnet",
  "yolo-fastest",
];

/** Detectors belong to the family of their backbone, and int8 networks to that of their float ones. */
const familyOfNcnn = (network: string): string =>
  (families.find((family) => network.startsWith(family)) ?? network.replace(/_int8$/, "")).replace(
    "mobilenet_v2",
    "mobilenetv2",
  );

/**
 * ncnn binds threads to all cores (0), the little ones (1) or the big ones (2). All: fastest first, as the scheduler of
 * a loaded phone does. Where the catalogue lacks the device, the words of the table.
 */
function coresOf(descriptor: string | undefined, threads: number, saving: number): string {
  const device = descriptor === undefined ? undefined : deviceById(descriptor);
  if (device === undefined) return `${["all", "little", "big"][saving] ?? "all"}, ${threads} threads`;
  const order = saving === 1 ? device.clusters.slice(-1) : saving === 2 ? device.clusters.slice(0, 1) : device.clusters;
  const cores: { [C in ClusterId]?: number } = {};
  let left = threads;
  for (const cluster of order) {
    const taken = Math.min(left, cluster.count.value);
    if (taken > 0) cores[cluster.id] = taken;
    left -= taken;
  }
  const set: CoreSet = cores;
  return left > 0 ? `${threads} threads on ${formatCoreSet(set)}` : formatCoreSet(set);
}
