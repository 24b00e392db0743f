/** The flagship predictor: regression c, GCN z and hardware h give the latency at nominal state; the state acts by law. */
import type { Seconds } from "../base/units.ts";
import { trafficOf, type NodeCost } from "../cost/node-cost.ts";
import { formatCoreSet } from "../device/core-set.ts";
import { bandwidthOf, loadFactor, nominalState, peakOf } from "../device/roofline.ts";
import { kernelTimes, terms, termSums } from "../predict/conv-regression.ts";
import { hardwareVector, nodeColumns } from "../predict/features.ts";
import type { Prediction, Predictor, PredictorInput, Prepared, Target } from "../predict/predictor.ts";
import { doesWork } from "../predict/roofline.ts";
import { type Engine, type LogRatio, standardize } from "./gcn.ts";
import { convVector, graphInput, type ModelInput, modelInput } from "./model-input.ts";
import { type Configuration, configurationOf, type GcnWeights, parseWeights } from "./weights.ts";

/** Where the weights lie below the site's root. */
export const weightsFile = "predictors/gcn.json";

/** The predictor from the text of its weights file. @throws WeightsError if the file is not for this program. */
export const gcnPredictor = (text: string, engine: Engine): Predictor =>
  createGcnPredictor(parseWeights(text, { terms, nodeColumns }), engine);

export const createGcnPredictor = (weights: GcnWeights, engine: Engine): Predictor => ({
  id: "gcn",
  label: "GCN on measured phones",
  caveat:
    "Learned from TFLite latencies of convolutional networks, float32, on the CPU cores of five phones at their top clock, " +
    "idle. Clock, load and bandwidth were not varied in those measurements: the sliders act by law (work at 1/clock, " +
    "traffic at 1/bandwidth, load as one equal competitor). Other runtimes, precisions, devices and sets of cores are refused.",
  provenance: weights.provenance,
  prepare: (input) => prepare(weights, engine, input),
});

/** What is known of a model before any target is. */
interface Ready {
  readonly input: PredictorInput;
  readonly model: ModelInput;
  readonly sums: Float64Array;
  readonly logRatio: LogRatio;
  readonly coverage: number;
  readonly warnings: readonly string[];
}

function prepare(weights: GcnWeights, engine: Engine, input: PredictorInput): Prepared {
  const model = modelInput(input);
  const graph = graphInput(model, weights.pooled);
  const known = model.amounts.filter((one) => one !== undefined).length;
  const ready: Ready = {
    input,
    model,
    sums: termSums(model.amounts),
    logRatio: engine.prepare(weights.members, { ...graph, features: standardize(graph.features, weights.nodeScale) }),
    coverage: model.amounts.length === 0 ? 1 : known / model.amounts.length,
    warnings: modelWarnings(weights, model),
  };
  // A target's idle prediction does not change with the sliders, so it is kept.
  let last: { readonly key: string; readonly idle: Idle | string } | undefined;
  return {
    predict(target) {
      const key = [target.device.id, formatCoreSet(target.cores), target.runtime, target.precision].join();
      if (last?.key !== key) last = { key, idle: idleOf(weights, ready, target) };
      return typeof last.idle === "string" ? refused(ready, last.idle) : inState(ready, last.idle, target);
    },
  };
}

/** The prediction at the state of the measurements: top clock, no load, the device's own bandwidth. */
interface Idle {
  readonly configuration: Configuration;
  /** Per node of the input; they sum to the latency. */
  readonly nodes: readonly (Seconds | undefined)[];
  /** Per node, the part of its time that moving data takes. */
  readonly memoryShares: readonly number[];
  readonly frequencyHz: number;
  readonly bandwidth: number | undefined;
}

/** The idle prediction, or the sentence of a refusal. */
function idleOf(weights: GcnWeights, { model, sums, logRatio, input, coverage }: Ready, target: Target): Idle | string {
  const { device, cores, runtime, precision } = target;
  if (runtime !== weights.runtime) return `Trained on ${weights.runtime} only, not on ${runtime}.`;
  if (precision !== weights.precision) return `Trained on ${weights.precision} only, not on ${precision}.`;
  const configuration = configurationOf(weights, device.id, cores);
  if (configuration === undefined) return untrained(weights, target);
  const strange = strangeModel(weights, model);
  if (strange !== undefined) return strange;
  const nominal = nominalState(device, cores);
  const times = kernelTimes(model.amounts, configuration.coefficients);
  const total = times.reduce<number>((sum, time) => sum + (time ?? 0), 0);
  if (nominal === undefined || total === 0 || coverage === 0) return "No node of this model has a known cost.";
  const conv = standardize(convVector(sums, configuration.coefficients), weights.convScale);
  const hardware = standardize(hardwareVector({ ...target, state: nominal }), weights.hardwareScale);
  const factor = Math.exp(weights.strength * logRatio(conv, hardware));
  const nodes: (Seconds | undefined)[] = input.nodes.map((node) => (doesWork(node) ? undefined : 0));
  for (const [at, position] of model.graph.positions.entries()) {
    const time = times[at];
    nodes[position] = time === undefined ? undefined : time * factor;
  }
  const peak = peakOf(device, cores, precision, nominal.frequencyHz);
  const bandwidth = bandwidthOf(device, cores, nominal);
  const macs = model.graph.nodes.reduce((sum, node) => sum + (node.macs ?? 0) * (node.times ?? 1), 0);
  if (peak !== undefined && total * factor * peakDoubt < (2 * macs) / peak) {
    return "The learned time is less than the device's peak allows: this model is too unlike those of the training.";
  }
  return {
    configuration,
    nodes,
    memoryShares: input.nodes.map((node) => memoryShare(node, peak, bandwidth)),
    frequencyHz: nominal.frequencyHz,
    bandwidth,
  };
}

/** Part of a node's time spent on traffic: its time at full bandwidth over that plus its time at full peak. */
function memoryShare(node: NodeCost, peak: number | undefined, bandwidth: number | undefined): number {
  const traffic = trafficOf(node);
  if (peak === undefined || bandwidth === undefined || node.flops === undefined || traffic === undefined) return 0;
  const [compute, memory] = [node.flops / peak, traffic / bandwidth];
  return compute + memory === 0 ? 0 : memory / (compute + memory);
}

/** T = (T_cpu · f0/f + T_mem · B0/B) / (1 - u/2), node by node. */
function inState({ coverage, warnings }: Ready, idle: Idle, { state }: Target): Prediction {
  const slower = idle.frequencyHz / state.frequencyHz;
  const free = state.bandwidthBytesPerSecond;
  const narrower = idle.bandwidth === undefined || free === undefined ? 1 : idle.bandwidth / free;
  const load = loadFactor(state.utilization);
  let latency = 0;
  const nodes = idle.nodes.map((time, at) => {
    if (time === undefined) return undefined;
    const memory = idle.memoryShares[at] ?? 0;
    const now = time * ((1 - memory) * slower + memory * narrower) * load;
    latency += now;
    return now;
  });
  const nominal = slower === 1 && narrower === 1 && state.utilization === 0;
  const { low, high } = idle.configuration;
  return {
    latencySeconds: latency,
    lowSeconds: nominal ? latency * low : undefined,
    highSeconds: nominal ? latency * high : undefined,
    coverage,
    warnings: nominal ? warnings : [...warnings, ...stateWarnings(idle)],
    nodes,
  };
}

const stateWarnings = ({ bandwidth }: Idle): readonly string[] => [
  "Measured at top clock on an idle device: the effect of this state is a law, not learned, so no interval is given.",
  ...(bandwidth === undefined ? ["The device's bandwidth is not known, so the bandwidth has no effect."] : []),
];

function refused({ coverage, input, warnings }: Ready, reason: string): Prediction {
  return {
    latencySeconds: undefined,
    lowSeconds: undefined,
    highSeconds: undefined,
    coverage,
    warnings: [reason, ...warnings],
    nodes: input.nodes.map(() => undefined),
  };
}

function untrained({ configurations }: GcnWeights, { device, cores }: Target): string {
  const sets = configurations.filter((one) => one.device === device.id).map((one) => one.cores);
  if (sets.length > 0) return `Not trained on ${formatCoreSet(cores)} of ${device.name}, only on ${sets.join(" | ")}.`;
  const ids = [...new Set(configurations.map((one) => one.device))];
  return `Not trained on ${device.name}, only on ${ids.join(", ")}.`;
}

/** Above these parts of a model's FLOPs or traffic, operators no network of the training had make its time a guess. */
const strangeFlops = 0.05;
const strangeTraffic = 0.3;

/** Why a model is outside of what was learned, or undefined. */
function strangeModel({ operators }: GcnWeights, { graph }: ModelInput): string | undefined {
  const strange = graph.nodes.filter(({ op }) => !operators.includes(op));
  const share = (amount: (node: NodeCost) => number | undefined): number => {
    const sum = (nodes: readonly NodeCost[]): number =>
      nodes.reduce((total, node) => total + (amount(node) ?? 0) * (node.times ?? 1), 0);
    return sum(strange) / (sum(graph.nodes) || 1);
  };
  const flops = share((node) => node.flops);
  if (flops <= strangeFlops && share(trafficOf) <= strangeTraffic) return undefined;
  const names = [...new Set(strange.map(({ op }) => op))].toSorted().join(", ");
  return `Trained on convolutional networks only: ${(flops * 100).toFixed(0)} % of this model's FLOPs are in operators no network of the training had (${names}).`;
}

/** No kernel of the measured runtime beats the peak; a prediction that does, by more than the peak's doubt, is nonsense. */
const peakDoubt = 1.5;

function modelWarnings({ operators, macs }: GcnWeights, { graph, amounts }: ModelInput): readonly string[] {
  const warnings: string[] = [];
  const unknown = amounts.filter((one) => one === undefined).length;
  if (unknown > 0) warnings.push(`The cost of ${unknown} of ${amounts.length} nodes is not known; they are left out.`);
  const strange = new Set(graph.nodes.map((node) => node.op).filter((op) => !operators.includes(op)));
  if (strange.size > 0) warnings.push(`No network of the training had ${[...strange].toSorted().join(", ")}.`);
  const dilated = graph.nodes.some(
    ({ window }) => window?.kind === "conv" && window.dilations.some((step) => step > 1),
  );
  if (dilated) warnings.push("No network of the training had dilated convolutions.");
  const total = graph.nodes.reduce((sum, node) => sum + (node.macs ?? 0) * (node.times ?? 0), 0);
  const [least, most] = macs;
  if (total < least || total > most) {
    warnings.push(
      `${(total / 1e6).toPrecision(3)} M MACs are outside of what was trained on (${(least / 1e6).toPrecision(3)} to ${(most / 1e6).toPrecision(3)} M).`,
    );
  }
  return warnings;
}
