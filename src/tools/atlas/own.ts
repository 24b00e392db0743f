/** The project's own measurements (`npm run measure`): generated networks beside loads and streams of set strength. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { networks } from "../../generate/index.ts";
import { buildVariant } from "../../generate/variants.ts";
import { projectRoot } from "../project.ts";
import type { PredictorInput } from "../../predict/predictor.ts";
import { GraphStore } from "./graphs.ts";
import type { AtlasRow, Profile } from "./row.ts";
import { type Rule, sift } from "./sift.ts";
import { costsOfModel, type Source } from "./source.ts";
import { amount, cell, type Line, readTable } from "./table.ts";

const file = join(projectRoot, "public/measurements/states.csv");
const profileFile = join(projectRoot, "public/measurements/nodes.csv");

/** The shares of a round that other programs may take; it was repeated while they took more. */
const quiet = { core: 0.03, other: 0.25 };

const rules: readonly Rule<Line>[] = [
  {
    reason: "other programs took more than 3 % of the core, or 25 % of the other one, in every repetition",
    drops: (line) =>
      (amount(line, "foreign_share") ?? 1) > quiet.core || (amount(line, "other_core_share") ?? 1) > quiet.other,
  },
];

export const own: Source = {
  id: "own",
  origin: "public/measurements/states.csv of this repository, written by `npm run measure`",
  note: "Mean of 30 runs by ONNX Runtime on one core of a server: alone, beside a load of 10 ms period on the same core, beside a copying program on the other.",
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
  return { read: lines.length, rows: kept.flatMap((line) => rowOf(line, store, profiles) ?? []), dropped };
}

/** What the runtime's optimizer adds to a node's name: a blocked layout, a fused activation, a number. */
const plainName = (name: string): string =>
  name
    .replace(/^fused /, "")
    .replace(/_token_\d+$/, "")
    .replace(/_nchwc$/, "");

function profileOf(lines: readonly Line[], { nodes }: PredictorInput): Profile {
  const places = new Map(nodes.map(({ name }, at) => [name, at]));
  const seconds: (number | undefined)[] = nodes.map(() => undefined);
  let elsewhere = 0;
  for (const line of lines) {
    const time = (amount(line, "median_us") ?? 0) / 1e6;
    const at = places.get(plainName(cell(line, "node")));
    if (at === undefined) elsewhere += time;
    else seconds[at] = (seconds[at] ?? 0) + time;
  }
  return { nodes: seconds, elsewhere };
}

const familyOf = (network: string): string => {
  const [id = network] = network.split("~");
  return networks.find((one) => one.id === id)?.family ?? id;
};

function rowOf(line: Line, store: GraphStore, profiles: ReadonlyMap<string, Profile>): AtlasRow | undefined {
  const network = cell(line, "network");
  const graph = store.get(network);
  const seconds = (amount(line, "mean_us") ?? Number.NaN) / 1e6;
  if (graph === undefined || !(seconds > 0)) return undefined;
  const [load = 0, stream = 0, spread = 0] = ["load", "stream_bytes_per_second", "std_us"].map(
    (column) => amount(line, column) ?? 0,
  );
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
    spreadSeconds: spread / 1e6,
    ...(profile === undefined ? {} : { profile }),
  };
}
