/** From a model to what the network takes: the same path for training and for predicting. */
import type { NodeCost } from "../cost/node-cost.ts";
import type { Precision } from "../device/device.ts";
import { bandwidthOf } from "../device/roofline.ts";
import { kernelTerms, type KernelScheme, type KernelTerms, kernelTimes, terms } from "../predict/conv-regression.ts";
import { nodeFeatures, propagation } from "../predict/features.ts";
import { gpuPlans, isGpuScheme } from "../predict/gpu-terms.ts";
import { type WorkGraph, workGraph } from "../predict/kernels.ts";
import type { PredictorInput, Target } from "../predict/predictor.ts";
import { shapeCells, shapeFactors } from "../predict/shape-cells.ts";
import type { GraphInput } from "./gcn.ts";

export interface ModelInput {
  readonly graph: WorkGraph;
  /** Per node of the work graph; undefined where its cost is unknown. */
  readonly amounts: readonly (KernelTerms | undefined)[];
  /** Per node, the cells of per-shape corrections it belongs to. */
  readonly cells: readonly (readonly string[])[];
  /** Per node, bytes of float32 weights that every inference must fetch from memory; 0 where a cache may hold them. */
  readonly streamed: Float64Array;
}

/** `plain` is the work graph of the same input, where it is there already. */
export function modelInput(
  input: PredictorInput,
  scheme: KernelScheme = "common",
  plain: WorkGraph = workGraph(input),
): ModelInput {
  const graph = isGpuScheme(scheme) ? { ...plain, fusing: gpuPlans[scheme].fusing } : plain;
  const streamed = Float64Array.from(graph.nodes, streamedBytes);
  return { graph, amounts: kernelTerms(graph, scheme), cells: shapeCells(graph, isGpuScheme(scheme)), streamed };
}

/** Some of a model's nodes by themselves, as they cost in its midst. */
export const partOf = ({ graph, amounts, cells, streamed }: ModelInput, nodes: readonly number[]): ModelInput => ({
  graph: {
    nodes: nodes.flatMap((at) => graph.nodes[at] ?? []),
    positions: nodes.map((at) => graph.positions[at] ?? at),
    producers: nodes.map(() => []),
  },
  amounts: nodes.map((at) => amounts[at]),
  cells: nodes.map((at) => cells[at] ?? []),
  streamed: Float64Array.from(nodes, (at) => streamed[at] ?? 0),
});

/** Weights of fully connected layers larger than the last caches of phones are used once and fetched anew. */
const cached = 4 * 2 ** 20;
const streamedBytes = ({ kind, weightBytes = 0, times = 1 }: NodeCost): number =>
  kind === "matmul" && weightBytes > cached ? weightBytes * times : 0;

const bytesRatio: Readonly<Record<Precision, number>> = { fp32: 1, fp16: 0.5, int8: 0.25 };

/** Least seconds for each streamed byte of float32 weights; 0 where the bandwidth is not known. */
export function secondsPerByte({ device, cores, precision }: Pick<Target, "device" | "cores" | "precision">): number {
  const bandwidth = bandwidthOf(device, cores);
  return bandwidth === undefined ? 0 : bytesRatio[precision] / bandwidth;
}

/**
 * The regression's time of every node with the corrections of its shape, in seconds, and no less than fetching its weights
 * takes; undefined where unknown.
 */
export function regressionTimes(
  { amounts, cells, streamed }: Pick<ModelInput, "amounts" | "cells" | "streamed">,
  coefficients: Readonly<ArrayLike<number>>,
  shapes: Readonly<Record<string, number>>,
  perByte = 0,
): readonly (number | undefined)[] {
  const factors = shapeFactors(cells, shapes);
  return kernelTimes(amounts, coefficients).map((time, at) =>
    time === undefined ? undefined : Math.max(time * (factors[at] ?? 1), (streamed[at] ?? 0) * perByte),
  );
}

export const totalOf = (times: readonly (number | undefined)[]): number =>
  times.reduce<number>((sum, time) => sum + (time ?? 0), 0);

/** The network's input, not yet standardised; `times` are the regression's on the group's mean device. */
export function graphInput({ graph }: ModelInput, times: readonly (number | undefined)[]): GraphInput {
  const total = totalOf(times);
  return {
    propagation: propagation(graph),
    features: nodeFeatures(graph),
    shares: Float32Array.from(times, (time) => (time ?? 0) / (total || 1)),
  };
}

/** Classes of kernels, in the order of the vector c. */
export const convColumns: readonly string[] = [...new Set(terms.map((name) => name.split(".")[0] ?? ""))];

const columnOfTerm = terms.map((name) => convColumns.indexOf(name.split(".")[0] ?? ""));

/** The vector c of a model on one configuration: each class's share of the regression's time, and the log of that time. */
export function convVector(sums: Readonly<ArrayLike<number>>, coefficients: Readonly<ArrayLike<number>>): Float32Array {
  const parts = new Float32Array(convColumns.length + 1);
  let total = 0;
  for (const [term, column] of columnOfTerm.entries()) {
    const time = (coefficients[term] ?? 0) * (sums[term] ?? 0);
    parts[column] = (parts[column] ?? 0) + time;
    total += time;
  }
  const shares = parts.map((part) => part / (total || 1));
  shares[convColumns.length] = Math.log(total || 1);
  return shares;
}

/** The classes' shares alone: what models are compared by. */
export const classShares = (
  sums: Readonly<ArrayLike<number>>,
  coefficients: Readonly<ArrayLike<number>>,
): Float32Array => convVector(sums, coefficients).subarray(0, convColumns.length);
