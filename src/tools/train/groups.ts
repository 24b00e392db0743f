/** Measured rows as what the flagship learns from: groups of configurations that ran the same networks. */
import type { Device, Precision } from "../../device/device.ts";
import { type ModelInput, modelInput } from "../../learn/model-input.ts";
import { termSums } from "../../predict/conv-regression.ts";
import { type RuntimeId, runtimes, type Target } from "../../predict/predictor.ts";
import { type GraphRecord, inputOf } from "../atlas/graphs.ts";
import type { AtlasRow, SourceId } from "../atlas/row.ts";
import { hardwareOf } from "../baselines/hardware.ts";

/** A graph that was timed: a network, or some layers of one. */
export interface Sample {
  readonly network: string;
  readonly family: string;
  readonly whole: boolean;
  readonly model: ModelInput;
  readonly sums: Float64Array;
}

/** One measured time of a sample. */
export interface Observation {
  readonly sample: Sample;
  readonly seconds: number;
  /** Clock of the run in hertz; undefined: the clock of all runs of the configuration. */
  readonly frequencyHz: number | undefined;
}

export interface ConfigurationData {
  readonly device: Device;
  /** As `formatCoreSet` writes it. */
  readonly cores: string;
  readonly target: Target;
  /** Idle runs. */
  readonly observations: readonly Observation[];
  /** Slowdowns that were measured beside something that competes. */
  readonly contention: Contention;
}

/** [utilization of a load of equal or higher priority, or bytes per second of a stream on another core; T / T idle]. */
export type Contention = Readonly<Record<"equal" | "higher" | "stream", readonly (readonly [number, number])[]>>;

export interface GroupData {
  readonly id: string;
  readonly source: SourceId;
  readonly runtime: RuntimeId;
  readonly precision: Precision;
  readonly samples: readonly Sample[];
  readonly configurations: readonly ConfigurationData[];
}

/** Sources that time whole networks, or all their layers, on known cores; the first group is what the others lean on. */
export const learnedSources: readonly SourceId[] = ["qed", "nb201-pi5", "rk3399", "own"];

const known = new WeakMap<GraphRecord, Map<string, Sample>>();

/** A graph is made ready once, however often groups are formed. */
function sampleOf({ graph, network, family, extent }: AtlasRow): Sample {
  const samples = known.get(graph) ?? new Map<string, Sample>();
  known.set(graph, samples);
  const before = samples.get(network);
  if (before !== undefined) return before;
  const model = modelInput(inputOf(graph));
  const missing = model.amounts.findIndex((one) => one === undefined);
  if (missing >= 0) throw new Error(`${graph.key}: the cost of a ${model.graph.nodes[missing]?.op} is not known`);
  const sample: Sample = { network, family, whole: extent === "network", model, sums: termSums(model.amounts) };
  samples.set(network, sample);
  return sample;
}

export const runtimeOf = (row: AtlasRow): RuntimeId | undefined => runtimes.find((one) => one === row.runtime);

/** Rows by group, in the order of `learnedSources`; rows of other sources, GPUs and unknown hardware are left out. */
export function groupsOf(rows: readonly AtlasRow[]): readonly GroupData[] {
  const byGroup = new Map<string, AtlasRow[]>();
  for (const row of rows) {
    if (!learnedSources.includes(row.source) || runtimeOf(row) === undefined || hardwareOf(row) === undefined) continue;
    const id = `${row.source} ${row.runtime} ${row.precision}`;
    const group = byGroup.get(id);
    if (group === undefined) byGroup.set(id, [row]);
    else group.push(row);
  }
  const rank = (id: string): number => {
    const [source = "", runtime = "", precision = ""] = id.split(" ");
    const order = learnedSources.findIndex((one) => one === source) * 100;
    return order + (runtime === "tflite" ? 0 : 10) + (precision === "fp32" ? 0 : 1);
  };
  return [...byGroup].toSorted(([a], [b]) => rank(a) - rank(b)).flatMap(([id, own]) => groupOf(id, own) ?? []);
}

function groupOf(id: string, rows: readonly AtlasRow[]): GroupData | undefined {
  const [first] = rows;
  const runtime = first === undefined ? undefined : runtimeOf(first);
  if (first === undefined || runtime === undefined) return undefined;
  const byCores = new Map<string, AtlasRow[]>();
  for (const row of rows) {
    const key = `${row.descriptor} ${row.cores}`;
    const own = byCores.get(key);
    if (own === undefined) byCores.set(key, [row]);
    else own.push(row);
  }
  const configurations = [...byCores]
    .toSorted(([a], [b]) => a.localeCompare(b, "en"))
    .flatMap(([, own]) => configurationData(own, runtime) ?? []);
  const samples = new Set(configurations.flatMap(({ observations }) => observations.map(({ sample }) => sample)));
  return { id, source: first.source, runtime, precision: first.precision, samples: [...samples], configurations };
}

const isIdle = ({ state }: AtlasRow): boolean =>
  (state.utilization ?? 0) === 0 && state.streamBytesPerSecond === undefined;

function configurationData(rows: readonly AtlasRow[], runtime: RuntimeId): ConfigurationData | undefined {
  const [first] = rows;
  const hardware = first === undefined ? undefined : hardwareOf(first);
  if (first === undefined || hardware === undefined) return undefined;
  const { device, cores, state } = hardware;
  const idle = rows.filter(isIdle);
  return {
    device,
    cores: first.cores,
    target: { device, cores, runtime, precision: first.precision, state },
    observations: idle.map((row) => ({
      sample: sampleOf(row),
      seconds: row.seconds,
      frequencyHz: row.state.frequencyHz,
    })),
    contention: contentionOf(rows, idle),
  };
}

/** Times beside a load or a stream over the mean of the same network alone; both at once tell neither. */
function contentionOf(rows: readonly AtlasRow[], idle: readonly AtlasRow[]): Contention {
  const alone = new Map<string, number[]>();
  for (const { network, seconds } of idle) alone.set(network, [...(alone.get(network) ?? []), seconds]);
  const found: Record<keyof Contention, [number, number][]> = { equal: [], higher: [], stream: [] };
  for (const { network, seconds, state } of rows) {
    const { utilization = 0, streamBytesPerSecond = 0, priority = "equal" } = state;
    const before = alone.get(network);
    if (before === undefined || utilization > 0 === streamBytesPerSecond > 0) continue;
    const slowdown = (seconds * before.length) / before.reduce((sum, value) => sum + value, 0);
    if (utilization > 0) found[priority].push([utilization, slowdown]);
    else found.stream.push([streamBytesPerSecond, slowdown]);
  }
  return found;
}

/** Only the samples of `keep`. */
export function onlySamples(group: GroupData, keep: (sample: Sample) => boolean): GroupData {
  return {
    ...group,
    samples: group.samples.filter(keep),
    configurations: group.configurations.map((one) => ({
      ...one,
      observations: one.observations.filter(({ sample }) => keep(sample)),
    })),
  };
}
