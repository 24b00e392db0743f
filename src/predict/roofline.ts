/** The roofline bound: what the device's peak and bandwidth allow, plus a fixed cost per launched kernel. */
import type { Seconds } from "../base/units.ts";
import { type NodeCost, trafficOf } from "../cost/node-cost.ts";
import type { Precision } from "../device/device.ts";
import { loadWeight } from "../device/load.ts";
import { loadFactor, roofOf, type Roof, rooflineTime } from "../device/roofline.ts";
import { noTotal, type Prediction, type Predictor, type PredictorInput, type Target, type Total } from "./predictor.ts";

/** Bytes of an element at a precision, over the four of fp32: what a converted model's tensors shrink to. */
const bytesRatio: Readonly<Record<Precision, number>> = { fp32: 1, fp16: 0.5, int8: 0.25 };

/** Does a node do anything at run time? Folded nodes, views and holders of bodies do not. */
export const doesWork = (node: NodeCost): boolean =>
  !node.folded && node.times !== 0 && !(node.flops === 0 && trafficOf(node) === 0);

/**
 * Least time of one node on an idle device: max(FLOPs / peak, traffic / bandwidth) in seconds, times its executions.
 * Traffic of float32 models shrinks with the precision. Undefined when cost or roof is unknown.
 */
export function nodeBound(node: NodeCost, roof: Roof, precision: Precision): Seconds | undefined {
  if (!doesWork(node)) return 0;
  const traffic = trafficOf(node);
  const ratio = node.outputs[0]?.dtype === "float32" ? bytesRatio[precision] : 1;
  const once = rooflineTime(node.flops, traffic === undefined ? undefined : traffic * ratio, roof);
  return once === undefined || node.times === undefined ? undefined : once * node.times;
}

export const roofline: Predictor = {
  id: "roofline",
  label: "Roofline bound",
  caveat:
    "A bound, not a measurement: every node at full peak or full bandwidth, whichever takes longer, one launch cost per " +
    "node, nothing fused. Real runtimes are slower on small and odd layers, and faster where they fuse or use Winograd.",
  provenance: undefined,
  prepare: (input) => {
    let work: Work | undefined;
    return {
      predict: (target) => predict(input, target),
      total: (target) => totalOf((work ??= workOf(input)), target),
    };
  },
};

/** The nodes that do work, as lists of numbers: reading ten thousand objects anew for every state takes seconds. NaN is unknown. */
interface Work {
  readonly flops: Float64Array;
  /** Bytes moved by the file's own types. */
  readonly traffic: Float64Array;
  readonly times: Float64Array;
  /** Does its traffic shrink with the precision? */
  readonly shrinks: readonly boolean[];
}

function workOf({ nodes }: PredictorInput): Work {
  const working = nodes.filter(doesWork);
  return {
    flops: Float64Array.from(working, ({ flops = Number.NaN }) => flops),
    traffic: Float64Array.from(working, (node) => trafficOf(node) ?? Number.NaN),
    times: Float64Array.from(working, ({ times = Number.NaN }) => times),
    shrinks: working.map(({ outputs }) => outputs[0]?.dtype === "float32"),
  };
}

/** The sum of `predict`, node by node in the same order. */
function totalOf({ flops, traffic, times, shrinks }: Work, { device, cores, precision, state }: Target): Total {
  const { peak = Number.NaN, bandwidth = Number.NaN } = roofOf(device, cores, precision, state);
  const dispatch = device.dispatchSeconds?.value ?? 0;
  const factor = loadFactor(state.utilization, loadWeight(state.priority));
  const ratio = bytesRatio[precision];
  let latencySeconds = 0;
  let known = 0;
  for (let at = 0; at < times.length; at += 1) {
    const count = times[at] ?? Number.NaN;
    const compute = timeAt(peak, flops[at]);
    const memory = timeAt(bandwidth, (traffic[at] ?? Number.NaN) * (shrinks[at] === true ? ratio : 1));
    // Where one of the two is unknown, so is the greater.
    const time = (Math.max(compute, memory) * count + dispatch * count) * factor;
    if (Number.isNaN(time)) continue;
    latencySeconds += time;
    known += 1;
  }
  const isRefused = (times.length > 0 && known === 0) || !Number.isFinite(latencySeconds);
  return isRefused ? noTotal : { ...noTotal, latencySeconds };
}

/** count / rate; no work takes no time, whatever the rate. */
const timeAt = (rate: number, count = Number.NaN): Seconds => (count === 0 ? 0 : count / rate);

function predict({ nodes }: PredictorInput, target: Target): Prediction {
  const { device, cores, precision, state } = target;
  const roof = roofOf(device, cores, precision, state);
  const dispatch = device.dispatchSeconds?.value ?? 0;
  const factor = loadFactor(state.utilization, loadWeight(state.priority));
  const times = nodes.map((node) => {
    const bound = nodeBound(node, roof, precision);
    if (bound === undefined) return undefined;
    return doesWork(node) ? (bound + dispatch * (node.times ?? 1)) * factor : 0;
  });
  const working = nodes.filter(doesWork).length;
  const unknown = times.filter((time) => time === undefined).length;
  const latency = times.reduce<number>((total, time) => total + (time ?? 0), 0);
  return {
    latencySeconds: (working > 0 && unknown === working) || !Number.isFinite(latency) ? undefined : latency,
    lowSeconds: undefined,
    highSeconds: undefined,
    coverage: working === 0 ? 1 : (working - unknown) / working,
    warnings: warningsOf(target, roof, unknown, working),
    // Of an endless time nothing can be shared out.
    nodes: Number.isFinite(factor) ? times : times.map(() => undefined),
  };
}

/** Why there is no latency beside a load that goes first and never rests. */
export const starved = "A load that goes first leaves nothing of the core.";

function warningsOf(target: Target, roof: Roof, unknown: number, working: number): readonly string[] {
  const { device, precision, state } = target;
  const { utilization, priority, streamBytesPerSecond = 0 } = state;
  const warnings: string[] = [];
  if (utilization >= 1 && priority === "higher") warnings.push(starved);
  else if (utilization > 0 && priority === "higher") {
    warnings.push("What a load that goes first leaves is a law here, 1 − utilization of the core, and not measured.");
  }
  if (streamBytesPerSecond > 0) {
    warnings.push("The traffic of other cores is left out of this bound; set the memory bandwidth that it leaves.");
  }
  if (roof.peak === undefined) warnings.push(`The ${precision} peak of ${device.name} with these cores is not known.`);
  if (roof.bandwidth === undefined) warnings.push(`The memory bandwidth of ${device.name} is not known.`);
  if (roof.peak !== undefined && roof.bandwidth !== undefined && unknown > 0) {
    warnings.push(`The cost of ${unknown} of ${working} nodes is not known; they are left out.`);
  }
  if (device.dispatchSeconds === undefined) {
    warnings.push(`The launch cost of a kernel on ${device.name} is not known and is left out.`);
  }
  return warnings;
}
