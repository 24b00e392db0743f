/** The project's own measurements (`npm run measure`): generated networks beside loads and streams of set strength. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { networks } from "../../generate/index.ts";
import { buildVariant } from "../../generate/variants.ts";
import type { PredictorInput } from "../../predict/predictor.ts";
import { grouped } from "../evaluate/cases.ts";
import { disturbance } from "../measure/plan.ts";
import { interquartileMean, summaryOf } from "../measure/row.ts";
import { projectRoot } from "../project.ts";
import { GraphStore } from "./graphs.ts";
import type { AtlasRow, Profile } from "./row.ts";
import { type Rule, sift } from "./sift.ts";
import { costsOfModel, type Source } from "./source.ts";
import { amount, cell, type Line, readTable } from "./table.ts";

const file = join(projectRoot, "public/measurements/states.csv");
const profileFile = join(projectRoot, "public/measurements/nodes.csv.gz");

const rules: readonly Rule<Line>[] = [
  {
    reason: "other programs took more than 3 % of the core, or 25 % of the other one, in every repetition",
    drops: (line) =>
      disturbance({
        foreignShare: amount(line, "foreign_share") ?? 1,
        otherCoreShare: amount(line, "other_core_share") ?? 1,
        meanSeconds: meanOf(line),
        runs: amount(line, "runs") ?? 1,
      }) >= 1,
  },
];

const meanOf = (line: Line): number => (amount(line, "mean_us") ?? Number.NaN) / 1e6;

export const own: Source = {
  id: "own",
  origin: "public/measurements/states.csv of this repository, written by `npm run measure`",
  note: "ONNX Runtime on one core of a server: alone, beside a load of 10 ms period on the same core, beside a copying program on the other. A row is the interquartile mean over visits, each in a session of its own, of the mean of a visit's runs.",
  files: [file, profileFile],
  read: () => read(),
};

async function read() {
  if (!existsSync(file)) return { read: 0, rows: [], dropped: [] };
  const lines = await readTable(file);
  const store = new GraphStore();
  const profiles = new Map<string, Profile>();
  const timed = existsSync(profileFile) ? await readTable(profileFile) : [];
  for (const name of new Set(lines.map((line) => cell(line, "network")))) {
    const model = buildVariant(name);
    if (model === undefined) continue;
    const input = costsOfModel(model);
    store.add(name, input);
    const own = timed.filter((line) => cell(line, "network") === name);
    if (own.length > 0) profiles.set(name, profileOf(own, input));
  }
  const { kept, dropped } = sift(lines, rules);
  const rows = [...grouped(kept, stateOf).values()].flatMap((visits) => rowOf(visits, store, profiles) ?? []);
  return { read: lines.length, rows, dropped };
}

/** Rounds of one network in one state, whichever the visit. */
const stateOf = (line: Line): string =>
  ["network", "load", "priority", "stream_bytes_per_second"].map((column) => cell(line, column)).join();

/** What the runtime's optimizer adds to a node's name: a blocked layout, a fused activation, a number. */
const plainName = (name: string): string =>
  name
    .replace(/^fused /, "")
    .replace(/_token_\d+$/, "")
    .replace(/_nchwc$/, "");

/** Each node's time: the interquartile mean over visits of the median of a visit's runs. */
function profileOf(lines: readonly Line[], { nodes }: PredictorInput): Profile {
  const places = new Map(nodes.map(({ name }, at) => [name, at]));
  const seconds: (number | undefined)[] = nodes.map(() => undefined);
  let elsewhere = 0;
  for (const [node, visits] of grouped(lines, (line) => cell(line, "node"))) {
    const time = interquartileMean(visits.map((line) => amount(line, "median_us") ?? 0)) / 1e6;
    const at = places.get(plainName(node));
    if (at === undefined) elsewhere += time;
    else seconds[at] = (seconds[at] ?? 0) + time;
  }
  return { nodes: seconds, elsewhere };
}

const familyOf = (network: string): string => {
  const [id = network] = network.split("~");
  return networks.find((one) => one.id === id)?.family ?? id;
};

function rowOf(
  visits: readonly Line[],
  store: GraphStore,
  profiles: ReadonlyMap<string, Profile>,
): AtlasRow | undefined {
  const [line] = visits;
  if (line === undefined) return undefined;
  const network = cell(line, "network");
  const graph = store.get(network);
  const times = visits.map(meanOf);
  const seconds = interquartileMean(times);
  if (graph === undefined || !(seconds > 0)) return undefined;
  const [load = 0, stream = 0] = ["load", "stream_bytes_per_second"].map((column) => amount(line, column) ?? 0);
  const profile = profiles.get(network);
  return {
    source: "own",
    network,
    family: familyOf(network),
    extent: "network",
    graph,
    device: "epyc_zen3",
    descriptor: "epyc_zen3",
    cores: "large:1",
    runtime: "ort",
    precision: "fp32",
    state: {
      ...(load > 0 ? { utilization: load, priority: cell(line, "priority") === "higher" ? "higher" : "equal" } : {}),
      ...(stream > 0 ? { streamBytesPerSecond: stream } : {}),
    },
    seconds,
    spreadSeconds: summaryOf(times).deviation,
    ...(profile === undefined ? {} : { profile }),
  };
}
