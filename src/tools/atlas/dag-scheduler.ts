/** DAG-Scheduler: every convolution of eight networks timed inside MNN, on phones, by cluster and threads. */
import { join } from "node:path";
import type { GraphStore } from "./graphs.ts";
import type { AtlasRow } from "./row.ts";
import { type Rule, sift } from "./sift.ts";
import { convKey, convModel, convProbes, type ConvShape, isConv } from "./single-node.ts";
import { cachedGraphs, costsOfModel, scaled, type Source } from "./source.ts";
import { amount, cell, type Line, readTable } from "./table.ts";

const table = "dagsched_convs.csv.gz";

/** Catalogue entries of the phones' chips; SD625, SD450 are not in it. */
export const descriptors: Readonly<Record<string, string>> = {
  vivo_z3: "snapdragon_710",
  oneplus5t: "sd835",
  snapdragon_855: "snapdragon_855",
  huawei_mate_20: "kirin_980",
};

function shapeOf(line: Line): ConvShape | undefined {
  const number = (column: string): number => amount(line, column) ?? Number.NaN;
  const shape: ConvShape = {
    inputChannels: number("cin"),
    input: [number("hin"), number("win")],
    outputChannels: number("cout"),
    output: [number("hout"), number("wout")],
    kernel: [number("kh"), number("kw")],
    stride: number("stride"),
    groups: number("groups"),
  };
  return Object.values(shape).flat().every(Number.isInteger) ? shape : undefined;
}

const rules: readonly Rule<Line>[] = [
  {
    reason: "the published sizes are no convolution (kernel and stride were derived)",
    drops: (line) => {
      const shape = shapeOf(line);
      return shape === undefined || !isConv(shape);
    },
  },
  {
    reason: "vivo_z3: four threads on two big cores",
    drops: (line) =>
      cell(line, "device") === "vivo_z3" && cell(line, "cluster") === "big" && cell(line, "threads") === "4",
  },
  {
    reason: "huawei_mate_20: depthwise on four threads equals that on two",
    drops: (line) =>
      cell(line, "device") === "huawei_mate_20" && cell(line, "threads") === "4" && cell(line, "type") === "dwconv",
  },
  { reason: "no latency was published", drops: (line) => !((amount(line, "median_us") ?? 0) > 0) },
  { reason: "fewer than five timed iterations", drops: (line) => (amount(line, "n_iter") ?? 0) < 5 },
];

export const dagScheduler: Source = {
  id: "dag-scheduler",
  origin: "summerspringwei/DAG-Scheduler@9acc93f2 (no licence stated), models/*/*.csv.",
  note: "Median per operator over 9 to 19 iterations, every core at its highest clock; single operators only, no whole networks.",
  files: [table],
  read: async (atlas) => {
    const lines = await readTable(join(atlas, table));
    const { kept, dropped } = sift(lines, rules);
    const graphs = await cachedGraphs(
      "dag-scheduler",
      [join(atlas, table)],
      (store) => {
        for (const shape of kept.flatMap((line) => shapeOf(line) ?? [])) {
          const key = convKey(shape);
          if (store.get(key) === undefined) store.add(key, costsOfModel(convModel(shape)));
        }
      },
      convProbes,
    );
    return { read: lines.length, rows: kept.flatMap((line) => rowOf(line, graphs) ?? []), dropped };
  },
};

function rowOf(line: Line, graphs: GraphStore): AtlasRow | undefined {
  const shape = shapeOf(line);
  const graph = shape === undefined ? undefined : graphs.get(convKey(shape));
  const seconds = scaled(amount(line, "median_us"), 1e-6);
  if (graph === undefined || seconds === undefined) return undefined;
  const [device, network] = [cell(line, "device"), cell(line, "model")];
  const [descriptor, spread] = [descriptors[device], amount(line, "std_us")];
  const gpu = cell(line, "unit") === "gpu";
  return {
    source: "dag-scheduler",
    network,
    family: network.split("-")[0] ?? network,
    extent: "operator",
    graph,
    device: gpu ? `${device}-gpu` : device,
    ...(descriptor === undefined || gpu ? {} : { descriptor }),
    cores: gpu ? "gpu" : coresOf(line),
    runtime: "mnn",
    precision: "fp32",
    state: {},
    seconds,
    ...(spread === undefined ? {} : { spreadSeconds: spread / 1e6 }),
  };
}

/** Threads are bound to the big half or to the little cores; a Snapdragon 855's big half is one large and three medium. */
function coresOf(line: Line): string {
  const [device, threads] = [cell(line, "device"), amount(line, "threads") ?? 1];
  if (cell(line, "cluster") === "little") return `small:${threads}`;
  const twoKinds = device === "snapdragon_855" || device === "huawei_mate_20";
  const large = device === "snapdragon_855" ? 1 : 2;
  if (!twoKinds || threads <= large) return `large:${threads}`;
  return `large:${large},medium:${threads - large}`;
}
