/** The flagship predictor: regression c, GCN z and hardware h give the latency at nominal state; the state acts by law. */
import type { Seconds } from "../base/units.ts";
import type { NodeCost } from "../cost/node-cost.ts";
import { formatCoreSet } from "../device/core-set.ts";
import type { State } from "../device/device.ts";
import { bandwidthOf, nominalState, peakOf } from "../device/roofline.ts";
import { multipliesOf, terms, termSums } from "../predict/conv-regression.ts";
import { hardwareVector, nodeColumns } from "../predict/features.ts";
import {
  type Measured,
  noTotal,
  type Prediction,
  type Predictor,
  type PredictorInput,
  type Prepared,
  type Target,
  type Total,
} from "../predict/predictor.ts";
import { rolesOf } from "../predict/kernels.ts";
import type { Role } from "../predict/role.ts";
import { doesWork, nodeBound, starved } from "../predict/roofline.ts";
import { withMeasurements } from "./adapt.ts";
import { attributed } from "./attribution.ts";
import { type Choice, chooseConfiguration, lineFor } from "./choose.ts";
import { type Engine, type LogRatio, standardize } from "./gcn.ts";
import {
  classShares,
  convVector,
  graphInput,
  type ModelInput,
  modelInput,
  regressionTimes,
  secondsPerByte,
  totalOf,
} from "./model-input.ts";
import { lentShare, modelWarnings } from "./model-limits.ts";
import { distanceTo, intervalAt } from "./novelty.ts";
import { inState, memoryShare, type Reference, type Scaling, scalingOf } from "./state-law.ts";
import { type Band, mobile } from "./transfer.ts";
import type { GcnWeights, Group } from "./weights.ts";
import { parseWeights } from "./weights-file.ts";

/** Where the weights lie below the site's root. */
export const weightsFile = "predictors/gcn.json";

/** The predictor from the text of its weights file. @throws WeightsError if the file is not for this program. */
export const gcnPredictor = (text: string, engine: Engine): Predictor =>
  createGcnPredictor(parseWeights(text, { terms, nodeColumns }), engine);

export const createGcnPredictor = (weights: GcnWeights, engine: Engine): Predictor => ({
  id: "gcn",
  label: "GCN on measured devices",
  caveat:
    "Learned from measured latencies of convolutional networks on phones and boards, idle. What moves with the clock was " +
    "measured on an RK3399 and what a load does on a server; elsewhere the sliders act by law (work at 1/clock, traffic at " +
    "1/bandwidth, load as one competitor). Cores and devices that were never measured are scaled from the most similar ones, with a warning.",
  provenance: weights.provenance,
  measured: measuredOf(weights),
  prepare: (input) => prepare(weights, engine, input),
  withMeasurements: (measurements) => createGcnPredictor(withMeasurements(weights, measurements), engine),
});

/** Each device of a group once, whatever its cores. */
const measuredOf = ({ groups }: GcnWeights): readonly Measured[] =>
  groups.flatMap(({ runtime, precision, configurations, transfer }) => {
    const scalesTo = transfer === undefined ? [] : mobile;
    const devices = [...new Set(configurations.map(({ device }) => device))];
    return devices.map((device) => ({ device, runtime, precision, scalesTo }));
  });

/** What is known of a model before any target is. */
interface Ready {
  readonly input: PredictorInput;
  readonly model: ModelInput;
  readonly coverage: number;
  /** What depends on the group of configurations that answers, kept from its first use. */
  readonly byGroup: Map<Group, OfGroup>;
}

interface OfGroup {
  /** With its kernels counted as this group does. */
  readonly model: ModelInput;
  readonly sums: Float64Array;
  readonly roles: readonly Role[];
  /** Per node of the model's graph, the multiplications that its algorithm leaves. */
  readonly multiplies: readonly (number | undefined)[];
  readonly logRatio: LogRatio | undefined;
  readonly distance: number;
}

function prepare(weights: GcnWeights, engine: Engine, input: PredictorInput): Prepared {
  const model = modelInput(input);
  const known = model.amounts.filter((one) => one !== undefined).length;
  const ready: Ready = {
    input,
    model,
    coverage: model.amounts.length === 0 ? 1 : known / model.amounts.length,
    byGroup: new Map(),
  };
  // A target's idle prediction does not change with the sliders, so it is kept.
  let last: { readonly key: string; readonly idle: Idle | string } | undefined;
  const idleFor = (target: Target): Idle | string => {
    const key = [target.device.id, formatCoreSet(target.cores), target.runtime, target.precision].join();
    if (last?.key !== key) last = { key, idle: idleOf(weights, engine, ready, target) };
    return last.idle;
  };
  return {
    predict(target) {
      const idle = idleFor(target);
      return typeof idle === "string" ? refused(ready, idle) : answer(ready, idle, target);
    },
    total(target) {
      const idle = idleFor(target);
      return typeof idle === "string" ? noTotal : totalIn(idle, target.state);
    },
  };
}

/** The prediction at the state of the measurements: top clock, no load, the device's own bandwidth. */
interface Idle extends Reference {
  readonly choice: Choice;
  /** Per node of the input; they sum to the latency. */
  readonly nodes: readonly (Seconds | undefined)[];
  /** Per node, the part of its time that moving data takes. */
  readonly memoryShares: readonly number[];
  /** Factors on the latency between which 80 % of such cases lay. */
  readonly low: number;
  readonly high: number;
  readonly warnings: readonly string[];
}

/** z of the model and its distance to the training, for the group that answers. */
function ofGroup(weights: GcnWeights, engine: Engine, { input, model: common, byGroup }: Ready, group: Group): OfGroup {
  const before = byGroup.get(group);
  if (before !== undefined) return before;
  const model = group.kernels === undefined ? common : modelInput(input, group.kernels, common.graph);
  const sums = termSums(model.amounts);
  const own: OfGroup = {
    model,
    sums,
    roles: rolesOf(model.graph),
    multiplies: model.graph.nodes.map((node, at) => multipliesOf(node, model.amounts[at])),
    logRatio: group.strength === 0 ? undefined : network(weights, engine, model, group),
    distance: distanceTo(group.seen, classShares(sums, group.pooled)),
  };
  byGroup.set(group, own);
  return own;
}

function network({ members, nodeScale }: GcnWeights, engine: Engine, model: ModelInput, group: Group): LogRatio {
  const graph = graphInput(model, regressionTimes(model, group.pooled, group.shapes));
  return engine.prepare(members, { ...graph, features: standardize(graph.features, nodeScale) });
}

/** The idle prediction, or the sentence of a refusal. */
function idleOf(weights: GcnWeights, engine: Engine, ready: Ready, target: Target): Idle | string {
  const { device, cores, precision } = target;
  const { input, coverage } = ready;
  const choice = chooseConfiguration(weights, ready.model, target);
  if (typeof choice === "string") return choice;
  const { group, configuration } = choice;
  const { model, sums, roles, multiplies, logRatio, distance } = ofGroup(weights, engine, ready, group);
  const nominal = nominalState(device, cores);
  const perByte = secondsPerByte(target);
  const times = regressionTimes(model, configuration.coefficients, group.shapes, perByte);
  const regression = totalOf(times);
  if (nominal === undefined || regression === 0 || coverage === 0) return "No node of this model has a known cost.";
  const conv = standardize(convVector(sums, configuration.coefficients), weights.convScale);
  const hardware = standardize(hardwareVector({ ...target, state: nominal }), weights.hardwareScale);
  const factor = logRatio === undefined ? 1 : Math.exp(group.strength * logRatio(conv, hardware));
  const total = regression * factor;
  const frequencyHz = configuration.clocks?.[1] ?? nominal.frequencyHz;
  const peak = peakOf(device, cores, precision, frequencyHz);
  const bandwidth = bandwidthOf(device, cores, nominal);
  const lent = lentShare(group, model, times);
  if (peak !== undefined && total * peakDoubt < (2 * totalOf(multiplies)) / peak) {
    return "The learned time is less than the device's peak allows: this model is too unlike those of the training.";
  }
  const bounds = times.map((time, at) => {
    const node = model.graph.nodes[at];
    // What is fused into another kernel has no bound of its own.
    if (time === undefined || time === 0 || node === undefined || roles[at] === "fused") return 0;
    return nodeBound(asComputed(node, multiplies[at]), { peak, bandwidth }, precision) ?? 0;
  });
  const shares = attributed(times, bounds, total);
  const nodes: (Seconds | undefined)[] = input.nodes.map((node) => (doesWork(node) ? undefined : 0));
  const memoryShares: number[] = input.nodes.map((node) => memoryShare(node, peak, bandwidth));
  const unclocked =
    configuration.unclocked === undefined
      ? undefined
      : regressionTimes(model, configuration.unclocked, group.shapes, perByte);
  for (const [at, position] of model.graph.positions.entries()) {
    nodes[position] = shares[at];
    if (unclocked !== undefined) memoryShares[position] = (unclocked[at] ?? 0) / (times[at] || 1);
  }
  const memorySeconds =
    unclocked === undefined
      ? nodes.reduce<number>((sum, time, at) => sum + (time ?? 0) * (memoryShares[at] ?? 0), 0)
      : totalOf(unclocked) * factor;
  return {
    choice,
    nodes,
    memoryShares,
    cpuSeconds: total - memorySeconds,
    memorySeconds,
    frequencyHz,
    bandwidth,
    ...bandOf(choice, distance, lent > muchLent ? lineFor(weights, target) : undefined),
    warnings: [...choice.warnings, ...modelWarnings(group, model), ...lentWarning(lent)],
  };
}

/** A node with the FLOPs that its algorithm leaves of its MACs. */
function asComputed(node: NodeCost, multiplies: number | undefined): NodeCost {
  const { macs, flops, times = 1 } = node;
  if (macs === undefined || flops === undefined || multiplies === undefined) return node;
  return { ...node, flops: flops - 2 * (macs - multiplies / times) };
}

/** No kernel of the measured runtime beats the peak; a prediction that does, by more than the peak's doubt, is nonsense. */
const peakDoubt = 1.5;

/** Above this part of its time in kernels that other devices lend, a prediction is as sure as one for another device. */
const muchLent = 0.05;

const lentWarning = (lent: number): readonly string[] =>
  lent > muchLent
    ? [`${(lent * 100).toFixed(0)} % of the time is in kernels that were measured on other devices only, and scaled.`]
    : [];

function bandOf({ group, configuration, doubt }: Choice, distance: number, lent: Band | undefined): Band {
  const { low, high } = intervalAt(group.intervals, distance) ?? { low: -1, high: 1 };
  const { spread } = configuration;
  const known = { low: spread * low, high: spread * high };
  const bands = [known, doubt, lent].filter((band) => band !== undefined);
  return {
    low: Math.exp(Math.min(...bands.map((band) => band.low))),
    high: Math.exp(Math.max(...bands.map((band) => band.high))),
  };
}

/** The whole in a state; its interval is of the states that were measured. */
function totalIn(idle: Idle, state: State): Total {
  const scaling = scalingOf(idle, idle.choice.configuration, state);
  if (!Number.isFinite(scaling.load)) return noTotal;
  const latencySeconds = inState(idle, scaling);
  const isLaw = lawOf(idle, state, scaling) !== undefined;
  return {
    latencySeconds,
    lowSeconds: isLaw ? undefined : latencySeconds * idle.low,
    highSeconds: isLaw ? undefined : latencySeconds * idle.high,
  };
}

function answer(ready: Ready, idle: Idle, { device, state }: Target): Prediction {
  const total = totalIn(idle, state);
  const { latencySeconds: latency } = total;
  if (latency === undefined) return refused(ready, starved);
  const scaling = scalingOf(idle, idle.choice.configuration, state);
  const { slower, narrower, load } = scaling;
  const moved = idle.nodes.map((time, at) => {
    const memory = idle.memoryShares[at] ?? 0;
    return time === undefined ? undefined : time * ((1 - memory) * slower + memory * narrower) * load;
  });
  // The parts of the whole are those of the regression; the nodes' own shares are close, and are made to sum to it.
  const sum = totalOf(moved);
  const nodes = moved.map((time) => (time === undefined || sum === 0 ? time : (time * latency) / sum));
  const law = lawOf(idle, state, scaling);
  const { own } = idle.choice.configuration;
  return {
    ...total,
    ...(own !== undefined && { ownLatencies: own }),
    coverage: ready.coverage,
    warnings: [
      ...idle.warnings,
      ...(law === undefined ? [] : [law]),
      ...(device.kind === "gpu" && state.utilization > 0 ? [loadOfGpu] : []),
    ],
    nodes,
  };
}

const loadOfGpu =
  "The load is taken as one on the GPU itself that takes turns with the inference; what keeps the processor busy is not part of it.";

/** Relative change of clock below which a typed value is still the measured one. */
const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * b;

/** What about this state is a law rather than a measurement, in a sentence; undefined for nothing. */
function lawOf({ choice, bandwidth }: Idle, state: State, { slower, narrower }: Scaling): string | undefined {
  const { clocks, slowdowns, preempted, crowded } = choice.configuration;
  const clock =
    clocks === undefined ? same(slower, 1) : state.frequencyHz >= clocks[0] && state.frequencyHz <= clocks[1];
  const load = state.utilization === 0 || (state.priority === "higher" ? preempted : slowdowns) !== undefined;
  const traffic = state.streamBytesPerSecond ?? 0;
  const stream = traffic <= (crowded?.at(-1)?.[0] ?? 0);
  if (clock && load && stream && same(narrower, 1)) return undefined;
  const parts = [
    ...(clock ? [] : [clocks === undefined ? "the clock" : "a clock outside of those measured"]),
    ...(load ? [] : [state.priority === "higher" ? "a load that goes first" : "the load"]),
    ...(same(narrower, 1) ? [] : ["the bandwidth"]),
    ...(stream
      ? []
      : [
          crowded === undefined
            ? "the traffic of other cores (taken to be none)"
            : "traffic of other cores beyond that measured",
        ]),
  ];
  const unknown =
    bandwidth === undefined ? " The device's bandwidth is not known, so the bandwidth has no effect." : "";
  return `The effect of ${parts.join(" and ")} is a law here, not measured on this device, so no interval is given.${unknown}`;
}

function refused({ coverage, input }: Ready, reason: string): Prediction {
  return {
    ...noTotal,
    coverage,
    warnings: [reason],
    nodes: input.nodes.map(() => undefined),
  };
}
