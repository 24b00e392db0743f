/**
 * The other head: z of the graph network, c of the regressions and h of the hardware, the state among it, into three dense
 * layers that give the latency itself, where what ships lets the network correct the regression and the state act by law.
 * And what each of the three is worth to it.
 */
import { formatCoreSet } from "../../device/core-set.ts";
import {
  type GraphInput,
  limit,
  type LogRatio,
  type Member,
  plainEngine,
  type Scale,
  standardize,
} from "../../learn/gcn.ts";
import { convVector, graphInput, regressionTimes } from "../../learn/model-input.ts";
import { hardwareVector } from "../../predict/features.ts";
import { joinFloats } from "../../base/floats.ts";
import type { GraphRecord } from "../atlas/graphs.ts";
import type { AtlasRow } from "../atlas/row.ts";
import { grouped } from "../evaluate/cases.ts";
import { startTraining } from "../train/backend.ts";
import { isGpuGroup, learnedSources, type Sample, sampleOf } from "../train/groups.ts";
import { type Learned, learnGroups } from "../train/learn-groups.ts";
import { type Batch, type Settings, trainNetwork } from "../train/network.ts";
import { seeded } from "../train/random.ts";
import type { GroupFit } from "../train/regression.ts";
import { scaleOf } from "../train/trunk.ts";
import { flagshipOptions, targetOf, trainingGroups } from "./flagship.ts";
import { hardwareOf } from "./hardware.ts";
import type { Method, Predict } from "./method.ts";

/** What the head is given. */
interface Inputs {
  readonly graph: boolean;
  readonly conv: boolean;
  readonly hardware: boolean;
}

/**
 * Widths as the flagship's; it starts from nothing, where the flagship starts from the regression, and needs far more steps:
 * on a part of the project's own rows 200 leave an error of 18 %, 1000 of 12 %, 2000 of 8 %.
 */
const defaultSteps = 1500;
const settings: Omit<Settings, "checkpoints"> = {
  graphWidths: [32, 32],
  headWidths: [32, 16],
  rate: 5e-3,
  decay: 1e-5,
};

/** Graphs of the source, and of the phones beside it, at most: time grows with them. */
const mostGraphs = { own: 60, beside: 10 };

/** h, and what the flagship's laws know beside it: who goes first, and the traffic of other cores. */
function stateVector(row: AtlasRow): Float32Array | undefined {
  const target = targetOf(row);
  if (target === undefined) return undefined;
  const { utilization, priority, streamBytesPerSecond = 0 } = target.state;
  const first = priority === "higher" ? utilization : 0;
  return Float32Array.from([...hardwareVector(target), first, streamBytesPerSecond / 1e9]);
}

/** What the regressions know of a row: those of its group, its model as they see it, and c. */
interface Seen {
  readonly fit: GroupFit;
  readonly sample: Sample;
  readonly conv: Float32Array;
}

/** Undefined where no group answers for the row's source, runtime and precision. `held`: as if its network were not known. */
function seenBy(learned: readonly Learned[], row: AtlasRow, held: boolean): Seen | undefined {
  const hardware = hardwareOf(row);
  if (hardware === undefined) return undefined;
  const cores = formatCoreSet(hardware.cores);
  const alike = learned.filter(
    ({ group }) => group.source === row.source && group.runtime === row.runtime && group.precision === row.precision,
  );
  const placeIn = ({ group }: Learned): number =>
    group.configurations.findIndex((one) => one.device.id === hardware.device.id && one.cores === cores);
  // A GPU that was never measured is not answered by another one's regressions.
  const one = alike.find((other) => placeIn(other) >= 0) ?? alike.find(({ group }) => !isGpuGroup(group));
  if (one === undefined || isGpuGroup(one.group) !== (hardware.device.kind === "gpu")) return undefined;
  const sample = sampleOf(row, one.group.kernels);
  const fit = (held ? one.crossed.fitFor.get(sample) : undefined) ?? one.fit;
  const coefficients = fit.configurations[placeIn(one)]?.coefficients ?? fit.pooled;
  return { fit, sample, conv: convVector(sample.sums, coefficients) };
}

const graphOf = ({ fit, sample: { model } }: Seen): GraphInput =>
  graphInput(model, regressionTimes(model, fit.pooled, fit.shapes));

const nothing = new Float32Array(1);
const noGraph: GraphInput = {
  propagation: { starts: Int32Array.of(0, 1), columns: Int32Array.of(0), values: Float32Array.of(1) },
  features: nothing,
  shares: Float32Array.of(1),
};

const placeOf = ({ descriptor, cores, runtime, precision, state }: AtlasRow): string =>
  JSON.stringify([descriptor, cores, runtime, precision, state]);

/** The rows of one source: graphs by configurations. */
interface Table {
  readonly graphs: readonly { readonly graph: GraphInput; readonly conv: readonly Float32Array[] }[];
  readonly hardware: readonly Float32Array[];
  /** ln(seconds); NaN where nothing was measured. */
  readonly logs: Float32Array;
}

function tableOf(rows: readonly AtlasRow[], learned: readonly Learned[], most: number): Table | undefined {
  const known = rows.filter((row) => row.extent === "network" && stateVector(row) !== undefined);
  const places = [...grouped(known, placeOf).values()].flatMap(([row]) => row ?? []);
  const all = [...grouped(known, ({ graph }) => graph.key).values()];
  const step = Math.max(1, all.length / most);
  const chosen = Array.from({ length: Math.min(all.length, most) }, (_, at) => all[Math.floor(at * step)] ?? []);
  const graphs = chosen.flatMap((own) => {
    const [first] = own;
    const seen = first === undefined ? undefined : seenBy(learned, first, true);
    if (first === undefined || seen === undefined) return [];
    const { graph, network, family } = first;
    const conv = places.map((place) => seenBy(learned, { ...place, graph, network, family }, true)?.conv ?? seen.conv);
    const byPlace = grouped(own, placeOf);
    const logs = places.map((place) => meanLog(byPlace.get(placeOf(place)) ?? []));
    return [{ graph: graphOf(seen), conv, logs }];
  });
  if (graphs.length === 0) return undefined;
  return {
    graphs,
    hardware: places.flatMap((place) => stateVector(place) ?? []),
    logs: Float32Array.from(graphs.flatMap(({ logs }) => logs)),
  };
}

/** NaN of none. */
const meanLog = (rows: readonly AtlasRow[]): number =>
  rows.reduce((sum, { seconds }) => sum + Math.log(seconds), 0) / rows.length;

interface Scales {
  readonly node: Scale;
  readonly conv: Scale;
  readonly hardware: Scale;
  /** Mean of ln(seconds), and what the network's answer is multiplied by. */
  readonly mean: number;
  readonly factor: number;
}

function scalesOf(tables: readonly Table[]): Scales {
  const [features, conv, hardware] = [
    tables.flatMap(({ graphs }) => graphs.map(({ graph }) => graph.features)),
    tables.flatMap(({ graphs }) => graphs.flatMap((one) => one.conv)),
    tables.flatMap((one) => one.hardware),
  ];
  const [first] = tables.flatMap(({ graphs }) => graphs.map(({ graph }) => graph));
  const logs = tables.flatMap((one) => [...one.logs].filter((log) => !Number.isNaN(log)));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const farthest = logs.reduce((most, log) => Math.max(most, Math.abs(log - mean)), 1e-6);
  return {
    node: scaleOf(features, (first?.features.length ?? 0) / (first?.shares.length ?? 1)),
    conv: scaleOf(conv, conv[0]?.length ?? 0),
    hardware: scaleOf(hardware, hardware[0]?.length ?? 0),
    mean,
    // The network answers within ±limit: logarithms are scaled into the steep part of its tanh.
    factor: farthest / (0.7 * limit),
  };
}

const standardGraph = (graph: GraphInput, { node }: Scales, { graph: wanted }: Inputs): GraphInput =>
  wanted ? { ...graph, features: standardize(graph.features, node) } : noGraph;
const standardConv = (conv: Float32Array, scales: Scales, inputs: Inputs): Float32Array =>
  inputs.conv ? standardize(conv, scales.conv) : nothing;
const standardHardware = (hardware: Float32Array, scales: Scales, inputs: Inputs): Float32Array =>
  inputs.hardware ? standardize(hardware, scales.hardware) : nothing;

const batchOf = ({ graphs, hardware, logs }: Table, scales: Scales, inputs: Inputs): Batch => ({
  graphs: graphs.map(({ graph }) => standardGraph(graph, scales, inputs)),
  conv: joinFloats(graphs.flatMap(({ conv }) => conv.map((one) => standardConv(one, scales, inputs)))),
  hardware: joinFloats(hardware.map((one) => standardHardware(one, scales, inputs))),
  configurations: hardware.length,
  target: logs.map((log) => (Number.isNaN(log) ? 0 : (log - scales.mean) / scales.factor)),
  weight: logs.map((log) => (Number.isNaN(log) ? 0 : 1)),
});

interface Prepared {
  readonly learned: readonly Learned[];
  readonly tables: readonly Table[];
}

/** The regressions of the rows that were asked for last: the ablations ask for the same ones. */
let last: { readonly rows: readonly AtlasRow[]; readonly prepared: Promise<Prepared> } | undefined;

function preparedFor(rows: readonly AtlasRow[], seed: number): Promise<Prepared> {
  if (last?.rows === rows) return last.prepared;
  const prepared = prepare(rows, seed);
  last = { rows, prepared };
  return prepared;
}

async function prepare(rows: readonly AtlasRow[], seed: number): Promise<Prepared> {
  await startTraining();
  const { groups, rows: all } = await trainingGroups(rows);
  const learned = learnGroups(groups, { ...flagshipOptions, seed }, seeded(seed));
  const own = rows[0]?.source;
  const tables = [...grouped(all, ({ source }) => source)].flatMap(
    ([source, some]) => tableOf(some, learned, source === own ? mostGraphs.own : mostGraphs.beside) ?? [],
  );
  return { learned, tables };
}

async function fit(rows: readonly AtlasRow[], seed: number, inputs: Inputs, steps: number): Promise<Predict> {
  const { learned, tables } = await preparedFor(rows, seed);
  if (tables.length === 0) return () => undefined;
  const scales = scalesOf(tables);
  const { members } = trainNetwork(
    tables.map((table) => batchOf(table, scales, inputs)),
    { ...settings, ...(inputs.graph ? {} : { graphWidths: [] }), checkpoints: [steps] },
    seeded(seed),
  );
  return predictorOf(learned, members, scales, inputs);
}

function predictorOf(learned: readonly Learned[], members: readonly Member[], scales: Scales, inputs: Inputs): Predict {
  const ready = new Map<GraphRecord, LogRatio>();
  return (row) => {
    const hardware = stateVector(row);
    const seen = hardware === undefined || row.extent !== "network" ? undefined : seenBy(learned, row, false);
    if (hardware === undefined || seen === undefined) return undefined;
    const answer = ready.get(row.graph) ?? plainEngine.prepare(members, standardGraph(graphOf(seen), scales, inputs));
    ready.set(row.graph, answer);
    const log = answer(standardConv(seen.conv, scales, inputs), standardHardware(hardware, scales, inputs));
    return { seconds: Math.exp(log * scales.factor + scales.mean) };
  };
}

const all: Inputs = { graph: true, conv: true, hardware: true };

const variants: readonly (readonly [id: string, label: string, inputs: Inputs, note: string])[] = [
  [
    "concat-no-conv",
    "concat head without the regressions",
    { ...all, conv: false },
    "The same as the next, without c.",
  ],
  ["concat-no-gcn", "concat head without the graph network", { ...all, graph: false }, "The same, without z."],
  ["concat-no-hardware", "concat head without the hardware", { ...all, hardware: false }, "The same, without h."],
  [
    "concat",
    "concat head",
    all,
    "Embedding of the graph, classes' shares and time of the regressions, hardware and state into three dense layers that give log T; " +
      `${defaultSteps} steps of Adam over up to ${mostGraphs.own} networks of the source and ${mostGraphs.beside} of the phones. Whole networks only, ` +
      "unseen networks only: a training takes minutes.",
  ],
];

/** The head and what each of its inputs is worth, trained for as many steps. */
export const concatMethods = (steps: number): readonly Method[] =>
  variants.map(([id, label, inputs, note]) => ({
    id,
    label,
    note,
    version: 1,
    sources: learnedSources,
    splits: ["unseen networks"],
    fit: (rows, seed) => fit(rows, seed, inputs, steps),
  }));

export const concatHeads = concatMethods(defaultSteps);
