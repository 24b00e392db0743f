/**
 * BRP-NAS' latency predictor: a graph convolution network over one-hot operators, for each device alone. Dudziak et al.,
 * NeurIPS 2020. Cells of NAS-Bench-201 are its graphs, as there; other networks are taken node by node.
 */
import { type GraphInput, limit, type Member, plainEngine } from "../../learn/gcn.ts";
import { propagation } from "../../predict/features.ts";
import { workGraph } from "../../predict/kernels.ts";
import { cellOperations, livingEdges } from "../../generate/families/nasbench201.ts";
import { cellOfKey } from "../atlas/cells.ts";
import { type GraphRecord, inputOf } from "../atlas/graphs.ts";
import { type AtlasRow, configurationOf } from "../atlas/row.ts";
import { startTraining } from "../train/backend.ts";
import { type Settings, trainNetwork } from "../train/network.ts";
import { seeded, shuffled } from "../train/random.ts";
import type { Method, Predict } from "./method.ts";

/** BRP-NAS has four layers of 600; four of 32 are what a shared processor trains in minutes. */
const settings: Settings = {
  graphWidths: [32, 32, 32, 32],
  headWidths: [32],
  rate: 3e-3,
  decay: 1e-5,
  checkpoints: [300],
};

/** Networks in BRP-NAS' training sets. */
const mostNetworks = 900;

interface Operators {
  readonly names: readonly string[];
  readonly producers: readonly (readonly number[])[];
}

/** Input, output, and the operations between the values of a cell. */
function cellOperators(cell: string): Operators {
  const edges = livingEdges(cell);
  const names = ["input", ...edges.map(({ operation }) => operation), "output"];
  const feeding = (value: number): readonly number[] =>
    value === 0 ? [0] : edges.flatMap(({ to }, at) => (to === value ? [at + 1] : []));
  return { names, producers: [[], ...edges.map(({ from }) => feeding(from)), feeding(3)] };
}

const known = new WeakMap<GraphRecord, Operators>();

function operatorsOf(graph: GraphRecord): Operators {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const cell = cellOfKey(graph.key);
  const work = cell === undefined ? workGraph(inputOf(graph)) : undefined;
  const operators =
    work === undefined
      ? cellOperators(cell ?? "")
      : { names: work.nodes.map((node) => node.op), producers: work.producers };
  known.set(graph, operators);
  return operators;
}

/** One-hot rows; an operator that training did not have is a row of zeros. */
function inputFor({ names, producers }: Operators, columns: readonly string[]): GraphInput {
  const features = new Float32Array(names.length * columns.length);
  for (const [at, name] of names.entries()) {
    const column = columns.indexOf(name);
    if (column >= 0) features[at * columns.length + column] = 1;
  }
  return {
    propagation: propagation({ producers }),
    features,
    shares: new Float32Array(names.length).fill(1 / names.length),
  };
}

const operations: readonly string[] = cellOperations;

/** Rows that share a network: device, runtime, precision and, where inputs differ, the input. */
const groupOf = ({ source, device, runtime, precision, graph }: AtlasRow): string =>
  [source, device, runtime, precision, cellOfKey(graph.key) === undefined ? "" : (graph.key.split("@")[1] ?? "")].join(
    " ",
  );

/** A network for a group: outputs are its configurations (sets of cores, clocks), told apart by a one-hot vector. */
function fitGroup(rows: readonly AtlasRow[], seed: number): (row: AtlasRow) => number | undefined {
  const random = seeded(seed);
  const configurations = [...new Set(rows.map(configurationOf))].toSorted();
  const all = [...new Map(rows.map((row) => [row.graph.key, row.graph])).values()];
  const graphs = shuffled(all, random).slice(0, mostNetworks);
  const columns = cellOfKey(all[0]?.key ?? "") === undefined ? namesOf(graphs) : ["input", ...operations, "output"];
  const times = new Map(rows.map((row) => [`${row.graph.key} ${configurationOf(row)}`, Math.log(row.seconds)]));
  const means = configurations.map((one) => {
    const logs = rows.filter((row) => configurationOf(row) === one).map(({ seconds }) => Math.log(seconds));
    return logs.reduce((sum, value) => sum + value, 0) / logs.length;
  });
  const target = graphs.flatMap(({ key }) =>
    configurations.map((one, at) => (times.get(`${key} ${one}`) ?? Number.NaN) - (means[at] ?? 0)),
  );
  // The network answers within ±limit, so that logarithms are scaled into the steep part of its tanh.
  const scale = Math.max(1e-6, ...target.map((value) => (Number.isNaN(value) ? 0 : Math.abs(value)))) / (0.7 * limit);
  const { members } = trainNetwork(
    [
      {
        graphs: graphs.map((graph) => inputFor(operatorsOf(graph), columns)),
        // The network of `train` has a place for c; here it is empty: one column of zeros.
        conv: new Float32Array(graphs.length * configurations.length),
        hardware: Float32Array.from(
          configurations.flatMap((_, at) => configurations.map((__, k) => (k === at ? 1 : 0))),
        ),
        configurations: configurations.length,
        target: Float32Array.from(target, (value) => (Number.isNaN(value) ? 0 : value / scale)),
        weight: Float32Array.from(target, (value) => (Number.isNaN(value) ? 0 : 1)),
      },
    ],
    settings,
    random,
  );
  return predictorOf({ members, columns, configurations, means, scale });
}

const namesOf = (graphs: readonly GraphRecord[]): readonly string[] =>
  [...new Set(graphs.flatMap((graph) => operatorsOf(graph).names))].toSorted();

interface Trained {
  readonly members: readonly Member[];
  readonly columns: readonly string[];
  readonly configurations: readonly string[];
  /** Mean log time of each configuration. */
  readonly means: readonly number[];
  readonly scale: number;
}

function predictorOf({
  members,
  columns,
  configurations,
  means,
  scale,
}: Trained): (row: AtlasRow) => number | undefined {
  const prepared = new Map<string, (conv: Float32Array, hardware: Float32Array) => number>();
  return (row) => {
    const at = configurations.indexOf(configurationOf(row));
    if (at < 0) return undefined;
    const ready =
      prepared.get(row.graph.key) ?? plainEngine.prepare(members, inputFor(operatorsOf(row.graph), columns));
    prepared.set(row.graph.key, ready);
    const logRatio = ready(
      new Float32Array(1),
      Float32Array.from(configurations, (_, k) => (k === at ? 1 : 0)),
    );
    return Math.exp(scale * logRatio + (means[at] ?? 0));
  };
}

/** Of the phones one runtime and precision stands for all: each would be a network per device of its own. */
const isJudged = ({ source, runtime, precision }: AtlasRow): boolean =>
  source !== "qed" || (runtime === "tflite" && precision === "fp32");

async function fit(rows: readonly AtlasRow[], seed: number): Promise<Predict> {
  await startTraining();
  const groups = new Map<string, AtlasRow[]>();
  for (const row of rows) {
    const group = groups.get(groupOf(row));
    if (group === undefined) groups.set(groupOf(row), [row]);
    else group.push(row);
  }
  // A device is trained when it is first asked for: in most splits only one is.
  const fits = new Map<string, (row: AtlasRow) => number | undefined>();
  return (row) => {
    const own = isJudged(row) ? groups.get(groupOf(row)) : undefined;
    if (own === undefined) return undefined;
    const fitted = fits.get(groupOf(row)) ?? fitGroup(own, seed);
    fits.set(groupOf(row), fitted);
    const seconds = fitted(row);
    return seconds === undefined ? undefined : { seconds };
  };
}

export const brpNas: Method = {
  id: "brp-nas",
  label: "BRP-NAS GCN",
  note:
    "Four Kipf layers of 32 (BRP-NAS: 600) over one-hot operators, up to 900 networks, 300 steps of Adam, one network per device, " +
    "runtime, precision and input size; sets of cores by one-hot. It cannot tell widths apart where operators agree. Its many trainings " +
    "take minutes a part: it is judged on unseen networks, and of the phones' rows on TFLite fp32; not on ncnn's boards, each of " +
    "which would train a network of its own on some twenty models.",
  version: 1,
  sources: ["qed", "nb201-pi5", "nb201-phones", "rk3399", "own"],
  splits: ["unseen networks"],
  fit,
};
