/** TopHub: the best program that TVM's tuner found for each convolution, by device and algorithm. */
import { join } from "node:path";
import type { GraphStore } from "./graphs.ts";
import type { AtlasRow } from "./row.ts";
import { joinDropped, leastOf, type Rule, sift } from "./sift.ts";
import { convKey, convModel, convProbes, type ConvShape, isConv } from "./single-node.ts";
import { cachedGraphs, costsOfModel, scaled, type Source } from "./source.ts";
import { amount, cell, type Line, readTable } from "./table.ts";

const table = "tophub_convs.csv.gz";

/** Catalogue entries by backend and device of a log's name. */
export const descriptors: Readonly<Record<string, string>> = {
  "arm_cpu rk3399": "rk3399",
  "arm_cpu bcm2837": "rpi3",
  "arm_cpu kirin970": "kirin_970",
  "arm_cpu snapdragon835": "sd835",
  "cuda 1080ti": "gtx_1080ti",
  "cuda v100": "v100",
};

function shapeOf(line: Line): ConvShape | undefined {
  const number = (column: string): number => amount(line, column) ?? Number.NaN;
  const [height, width, kh, kw] = [number("hin"), number("win"), number("kh"), number("kw")];
  const [stride, pad, channels] = [number("stride"), number("pad"), number("cin")];
  const out = (size: number, kernel: number): number => Math.floor((size + 2 * pad - kernel) / stride) + 1;
  const shape: ConvShape = {
    inputChannels: channels,
    input: [height, width],
    outputChannels: number("cout"),
    output: [out(height, kh), out(width, kw)],
    kernel: [kh, kw],
    stride,
    groups: cell(line, "type") === "dw" ? channels : 1,
  };
  return Object.values(shape)
    .flat()
    .every((value) => Number.isInteger(value) && value > 0)
    ? shape
    : undefined;
}

const rules: readonly Rule<Line>[] = [
  {
    reason: "the device is not named (opencl, llvm, unknown)",
    drops: (line) => ["opencl", "llvm", "unknown"].includes(cell(line, "device")),
  },
  { reason: "host of an FPGA accelerator, not of a network", drops: (line) => cell(line, "device") === "vtacpu" },
  {
    reason: "the published sizes are no convolution",
    drops: (line) => {
      const shape = shapeOf(line);
      return shape === undefined || !isConv(shape);
    },
  },
  { reason: "no latency was published", drops: (line) => !((amount(line, "best_tuned_ms") ?? 0) > 0) },
];

const deviceOf = (line: Line): string => {
  const [backend, device] = [cell(line, "backend"), cell(line, "device")];
  return backend === "arm_cpu" ? device : backend === "mali" ? `${device}-mali` : `${device}-${backend}`;
};

export const tophub: Source = {
  id: "tophub",
  origin: "tlc-pack/tophub@f05376ec (no licence stated), AutoTVM logs.",
  note: "Best tuned time of one convolution; threads and clocks not recorded.",
  files: [table],
  read: async (atlas) => {
    const lines = await readTable(join(atlas, table));
    const sifted = sift(lines, rules);
    const best = leastOf(
      sifted.kept,
      (line) => [deviceOf(line), cell(line, "dtype"), convKeyOf(line)].join(" "),
      (line) => amount(line, "best_tuned_ms") ?? 0,
      "another algorithm is faster for the same convolution: a tuned library would not run this one",
    );
    const graphs = await cachedGraphs(
      "tophub",
      [join(atlas, table)],
      (store) => {
        for (const shape of sifted.kept.flatMap((line) => shapeOf(line) ?? [])) {
          const key = convKey(shape);
          if (store.get(key) === undefined) store.add(key, costsOfModel(convModel(shape)));
        }
      },
      convProbes,
    );
    const rows = best.kept.flatMap((line) => rowOf(line, graphs) ?? []);
    return { read: lines.length, rows, dropped: joinDropped([sifted.dropped, best.dropped]) };
  },
};

function convKeyOf(line: Line): string {
  const shape = shapeOf(line);
  return shape === undefined ? "" : convKey(shape);
}

function rowOf(line: Line, graphs: GraphStore): AtlasRow | undefined {
  const key = convKeyOf(line);
  const graph = graphs.get(key);
  const seconds = scaled(amount(line, "best_tuned_ms"), 1e-3);
  if (graph === undefined || seconds === undefined) return undefined;
  const descriptor = descriptors[`${cell(line, "backend")} ${cell(line, "device")}`];
  const dtype = cell(line, "dtype");
  return {
    source: "tophub",
    // A convolution belongs to no network here: its shape is what a split leaves out.
    network: key,
    family: cell(line, "type"),
    extent: "operator",
    graph,
    device: deviceOf(line),
    ...(descriptor === undefined ? {} : { descriptor }),
    cores: cell(line, "backend") === "arm_cpu" ? "unknown" : "gpu",
    runtime: "tvm",
    precision: dtype === "float16" ? "fp16" : dtype === "int8" ? "int8" : "fp32",
    state: {},
    seconds,
  };
}
