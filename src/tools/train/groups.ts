/** Measured rows as what the flagship learns from: groups of configurations that ran the same networks. */
import { formatCoreSet } from "../../device/core-set.ts";
import type { Device, Precision } from "../../device/device.ts";
import { type ModelInput, modelInput } from "../../learn/model-input.ts";
import { contentionSlowdown } from "../../learn/state-law.ts";
import { kernelSchemes, type KernelScheme, termSums } from "../../predict/conv-regression.ts";
import type { Target } from "../../predict/predictor.ts";
import { runtimeById, type RuntimeId } from "../../runtime/runtime.ts";
import { type GraphRecord, inputOf } from "../atlas/graphs.ts";
import type { AtlasRow, SourceId } from "../atlas/row.ts";
import { hardwareOf } from "../baselines/hardware.ts";
import { grouped } from "../evaluate/cases.ts";
import { type Contention, contentionOf, isIdle, slowdownsOf } from "./contention.ts";
import { operatorParts } from "./operator-parts.ts";
import { partsOf } from "./parts.ts";

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
  /** How much a fit counts it; 1 where nothing is said. */
  readonly weight?: number;
  /** One kernel of a network that is there as a whole: to learn from, not to be judged by. */
  readonly isPart?: boolean;
}

export interface ConfigurationData {
  readonly device: Device;
  /** As `formatCoreSet` writes it. */
  readonly cores: string;
  readonly target: Target;
  /** Idle runs; where competitors were measured, those runs as well, as if idle, and a network's rows count as one. */
  readonly observations: readonly Observation[];
  /** Slowdowns that were measured beside something that competes. */
  readonly contention: Contention;
}

export interface GroupData {
  readonly id: string;
  readonly source: SourceId;
  readonly runtime: RuntimeId;
  readonly precision: Precision;
  readonly kernels: KernelScheme;
  readonly samples: readonly Sample[];
  readonly configurations: readonly ConfigurationData[];
}

/** Sources that time whole networks, or all their layers, on known cores; the first group is what the others lean on. */
export const learnedSources: readonly SourceId[] = ["qed", "nb201-pi5", "rk3399", "own"];

const known = new WeakMap<GraphRecord, Map<string, Sample>>();

/** A graph is made ready once, however often groups are formed. */
export function sampleOf({ graph, network, family, extent }: AtlasRow, kernels: KernelScheme): Sample {
  const samples = known.get(graph) ?? new Map<string, Sample>();
  known.set(graph, samples);
  const key = `${kernels} ${network}`;
  const before = samples.get(key);
  if (before !== undefined) return before;
  const model = modelInput(inputOf(graph), kernels);
  const missing = model.amounts.findIndex((one) => one === undefined);
  if (missing >= 0) throw new Error(`${graph.key}: the cost of a ${model.graph.nodes[missing]?.op} is not known`);
  const sample: Sample = { network, family, whole: extent === "network", model, sums: termSums(model.amounts) };
  samples.set(key, sample);
  return sample;
}

export const runtimeOf = (row: AtlasRow): RuntimeId | undefined => runtimeById(row.runtime);

/** Does a row tell of a GPU? */
const isOnGpu = (row: AtlasRow): boolean => hardwareOf(row)?.device.kind === "gpu";

export const isGpuGroup = ({ configurations }: GroupData): boolean => configurations[0]?.device.kind === "gpu";

/**
 * Rows by group, in the order of `learnedSources`, each GPU a group of its own behind all processors; rows of other sources
 * and unknown hardware are left out.
 */
export function groupsOf(rows: readonly AtlasRow[]): readonly GroupData[] {
  const byGroup = new Map<string, AtlasRow[]>();
  for (const row of rows) {
    if (!learnedSources.includes(row.source) || runtimeOf(row) === undefined || hardwareOf(row) === undefined) continue;
    const common = `${row.source} ${row.runtime} ${row.precision}`;
    // What a kernel costs on one GPU tells little of another: libraries choose otherwise on each.
    const id = isOnGpu(row) ? `${common} ${row.descriptor}` : common;
    const group = byGroup.get(id);
    if (group === undefined) byGroup.set(id, [row]);
    else group.push(row);
  }
  const rank = (id: string): number => {
    const [source = "", runtime = "", precision = "", gpu] = id.split(" ");
    const order = learnedSources.findIndex((one) => one === source) * 100 + (gpu === undefined ? 0 : 1000);
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
  const kernels = schemeOf(first, runtime);
  const configurations = [...byCores]
    .toSorted(([a], [b]) => a.localeCompare(b, "en"))
    .flatMap(([, own]) => configurationData(own, runtime, kernels) ?? []);
  const samples = new Set(configurations.flatMap(({ observations }) => observations.map(({ sample }) => sample)));
  return {
    id,
    source: first.source,
    runtime,
    precision: first.precision,
    kernels,
    samples: [...samples],
    configurations,
  };
}

/** Vectors for which the loops of `mlas-terms.ts` were read and measured, in bits. */
const mlasVectors = 256;

/** ONNX Runtime's kernels differ by instruction set; those of x86 without AVX-512 are counted by their loops. */
function schemeOf(row: AtlasRow, runtime: RuntimeId): KernelScheme {
  if (runtime === "armcl") return "armcl";
  const device = hardwareOf(row)?.device;
  if (device?.kind === "gpu") return gpuSchemeOf(device, runtime);
  const isKnown = device?.kind === "computer" && device.clusters[0]?.simdBits?.value === mlasVectors;
  return runtime === "ort" && isKnown ? "mlas" : "common";
}

/** TensorFlow Lite's delegate by core type, PyTorch Mobile by the interface that it takes. */
function gpuSchemeOf({ clusters }: Device, runtime: RuntimeId): KernelScheme {
  const core = clusters[0]?.core ?? "";
  if (runtime === "pytorch-mobile") return core.startsWith("Apple") ? "metal" : "vulkan";
  return kernelSchemes.find((one) => one === `tflite-${core.toLowerCase().replaceAll(" ", "-")}`) ?? "common";
}

function configurationData(
  rows: readonly AtlasRow[],
  runtime: RuntimeId,
  kernels: KernelScheme,
): ConfigurationData | undefined {
  const [first] = rows;
  const hardware = first === undefined ? undefined : hardwareOf(first);
  if (first === undefined || hardware === undefined) return undefined;
  const { device, cores, state } = hardware;
  const contention = contentionOf(rows);
  return {
    device,
    cores: formatCoreSet(cores),
    target: { device, cores, runtime, precision: first.precision, state },
    observations: rows.every(isIdle)
      ? rows.flatMap((row): readonly Observation[] => {
          const sample = sampleOf(row, kernels);
          // Layers count by their part of their network's time, so that together they count once.
          const part = row.share === undefined ? {} : { weight: row.share, isPart: true };
          const whole = { sample, seconds: row.seconds, frequencyHz: row.state.frequencyHz, ...part };
          return [whole, ...operatorParts(sample, row.operators ?? [])];
        })
      : asIfIdle(rows, contention, kernels),
    contention,
  };
}

/** Every row over the slowdown of its state, and the kernels of networks whose profile is known. */
function asIfIdle(
  rows: readonly AtlasRow[],
  { equal, higher, stream }: Contention,
  kernels: KernelScheme,
): readonly Observation[] {
  const measured = {
    slowdowns: slowdownsOf(equal),
    preempted: slowdownsOf(higher),
    crowded: slowdownsOf(stream),
  };
  return [...grouped(rows, ({ network }) => network).values()].flatMap((own) => {
    const whole = own.map((row): Observation => {
      const { utilization = 0, priority = "equal", streamBytesPerSecond = 0, frequencyHz } = row.state;
      const slowdown = contentionSlowdown(measured, { utilization, priority, streamBytesPerSecond });
      return {
        sample: sampleOf(row, kernels),
        seconds: row.seconds / slowdown,
        frequencyHz,
        weight: 1 / own.length,
      };
    });
    const [first] = own;
    if (first?.profile === undefined) return whole;
    const level = Math.exp(whole.reduce((sum, { seconds }) => sum + Math.log(seconds), 0) / whole.length);
    return [...whole, ...partsOf(sampleOf(first, kernels), first.profile, level)];
  });
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
