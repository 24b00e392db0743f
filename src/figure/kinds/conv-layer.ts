/** One convolution and what it would take with other parameters, by its counts and the roofline. */
import { bitsOf } from "../../base/dtype.ts";
import type { Bytes, Flops, Seconds } from "../../base/units.ts";
import type { NodeCost, Window } from "../../cost/node-cost.ts";
import { loadFactor, loadWeight } from "../../device/load.ts";
import { type Roof, roofOf } from "../../device/roofline.ts";
import type { Target } from "../../predict/predictor.ts";
import { nameOf, type Source } from "../source.ts";

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

export interface ConvLayer {
  readonly name: string;
  readonly kernel: number;
  readonly inputChannels: number;
  readonly outputChannels: number;
  /** Batch times input and output positions of a channel; they stay as the kernel grows, as if padding grew with it. */
  readonly inputPositions: number;
  readonly outputPositions: number;
  readonly elementBytes: number;
}

const isDense = ({ kind, groups, kernel }: Window): boolean =>
  kind === "conv" && groups === 1 && kernel.length > 0 && kernel.every((size) => size === kernel[0]);

function layerOf(node: NodeCost): ConvLayer | undefined {
  const { window } = node;
  const dtype = node.outputs[0]?.dtype;
  if (window === undefined || dtype === undefined || !isDense(window)) return undefined;
  return {
    name: nameOf(node),
    kernel: window.kernel[0] ?? 1,
    inputChannels: window.inputChannels,
    outputChannels: window.outputChannels,
    inputPositions: window.batch * product(window.input),
    outputPositions: window.batch * product(window.output),
    elementBytes: bitsOf(dtype) / 8,
  };
}

/** The selected convolution where it is dense and square, else the one of the most FLOPs; undefined where there is none. */
export function chosenLayer({ analysis, selected }: Source): ConvLayer | undefined {
  const own = selected === undefined ? undefined : analysis.nodes[selected];
  const found = own === undefined ? undefined : layerOf(own);
  if (found !== undefined) return found;
  let most: NodeCost | undefined;
  for (const node of analysis.nodes) {
    if (layerOf(node) !== undefined && (most === undefined || (node.flops ?? 0) > (most.flops ?? 0))) most = node;
  }
  return most && layerOf(most);
}

/** 2 · k² · Cin · Cout · output positions: without bias, which adds less than a thousandth. */
export const flopsOf = ({ kernel, inputChannels, outputChannels, outputPositions }: ConvLayer): Flops =>
  2 * kernel ** 2 * inputChannels * outputChannels * outputPositions;

/** Input, weights and output once each. */
export const trafficOfLayer = (layer: ConvLayer): Bytes =>
  layer.elementBytes *
  (layer.inputChannels * layer.inputPositions +
    layer.kernel ** 2 * layer.inputChannels * layer.outputChannels +
    layer.outputChannels * layer.outputPositions);

export interface LayerTime {
  /** (max(compute, memory) + launch) · load factor: what the roofline predictor says. */
  readonly total: Seconds;
  readonly compute: Seconds;
  readonly memory: Seconds;
}

/** Times of layers on a target; undefined where its roofs are not known. */
export function layerClock(target: Target): ((layer: ConvLayer) => LayerTime) | undefined {
  const { device, cores, precision, state } = target;
  const { peak, bandwidth }: Roof = roofOf(device, cores, precision, state);
  if (peak === undefined || bandwidth === undefined) return undefined;
  const factor = loadFactor(state.utilization, loadWeight(state.priority));
  const launch = device.dispatchSeconds?.value ?? 0;
  return (layer) => {
    const compute = (flopsOf(layer) / peak) * factor;
    const memory = (trafficOfLayer(layer) / bandwidth) * factor;
    return { total: Math.max(compute, memory) + launch * factor, compute, memory };
  };
}

/** "3×3, 64 → 128 channels, 3136 outputs each" */
export const layerText = ({ kernel, inputChannels, outputChannels, outputPositions }: ConvLayer): string =>
  `${kernel}×${kernel}, ${inputChannels} to ${outputChannels} channels, ${outputPositions} outputs a channel`;
