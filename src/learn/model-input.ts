/** From a model to what the network takes: the same path for training and for predicting. */
import { kernelTerms, kernelTimes, type KernelTerms, terms } from "../predict/conv-regression.ts";
import { nodeFeatures, propagation } from "../predict/features.ts";
import { type WorkGraph, workGraph } from "../predict/kernels.ts";
import type { PredictorInput } from "../predict/predictor.ts";
import type { GraphInput } from "./gcn.ts";

export interface ModelInput {
  readonly graph: WorkGraph;
  /** Per node of the work graph; undefined where its cost is unknown. */
  readonly amounts: readonly (KernelTerms | undefined)[];
}

export function modelInput(input: PredictorInput): ModelInput {
  const graph = workGraph(input);
  return { graph, amounts: kernelTerms(graph) };
}

/** The network's input, not yet standardised; `pooled` are the coefficients of the mean device. */
export function graphInput({ graph, amounts }: ModelInput, pooled: readonly number[]): GraphInput {
  const times = kernelTimes(amounts, pooled);
  const total = times.reduce<number>((sum, time) => sum + (time ?? 0), 0);
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
export function convVector(sums: Readonly<ArrayLike<number>>, coefficients: readonly number[]): Float32Array {
  const parts = new Float32Array(convColumns.length + 1);
  let total = 0;
  for (const [term, coefficient] of coefficients.entries()) {
    const time = coefficient * (sums[term] ?? 0);
    const column = columnOfTerm[term] ?? 0;
    parts[column] = (parts[column] ?? 0) + time;
    total += time;
  }
  const shares = parts.map((part) => part / (total || 1));
  shares[convColumns.length] = Math.log(total || 1);
  return shares;
}
