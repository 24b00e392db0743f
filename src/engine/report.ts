/** The headless contract: analyses and predictions as JSON. Field names are stable; unknown is null. */
import { explain } from "../base/explain.ts";
import type { FileProblem } from "../base/problem.ts";
import type { NodeCost, TensorInfo } from "../cost/node-cost.ts";
import type { Prediction, Target } from "../predict/predictor.ts";
import type { Analysis } from "./analysis.ts";

const orNull = <T>(value: T | undefined): T | null => value ?? null;

const tensorJson = ({ name, dtype, shape }: TensorInfo) => ({
  name,
  dtype: orNull(dtype),
  shape: shape === undefined ? null : shape.map(orNull),
});

const nodeJson = (node: NodeCost) => ({
  id: node.id,
  name: node.name,
  op: node.op,
  domain: node.domain,
  inputs: node.inputs,
  outputs: node.outputs.map(tensorJson),
  macs: orNull(node.macs),
  flops: orNull(node.flops),
  params: orNull(node.params),
  weightBytes: orNull(node.weightBytes),
  readBytes: orNull(node.readBytes),
  writeBytes: orNull(node.writeBytes),
  intensity: orNull(node.intensity),
  note: node.note === "" ? null : node.note,
});

/** `ridgepoint.analysis/1` */
export const analysisJson = ({ file, external, model, nodes, totals, width, problems }: Analysis) => ({
  schema: "ridgepoint.analysis/1",
  file,
  external: external.map((other) => ({ ...other, bytes: orNull(other.bytes) })),
  model: {
    irVersion: orNull(model.irVersion),
    opsets: model.opsets,
    producer: model.producer,
    inputs: model.inputs.map(tensorJson),
    outputs: model.outputs.map(tensorJson),
    dims: model.dims,
    assumed: model.assumed,
    open: model.open.map((size) => ({ ...size, atMost: orNull(size.atMost) })),
  },
  width: orNull(width),
  nodes: nodes.map(nodeJson),
  totals: {
    ...totals,
    peakActivationBytes: orNull(totals.peakActivationBytes),
    inPlacePeakBytes: orNull(totals.inPlacePeakBytes),
  },
  problems: problems.map((problem) => ({
    code: problem.code,
    message: explain(problem),
    node: orNull(problem.node),
  })),
});

/** `ridgepoint.problem/1` */
export const problemJson = (
  file: { readonly name: string; readonly bytes: number | undefined },
  problem: FileProblem,
) => ({
  schema: "ridgepoint.problem/1",
  file: { name: file.name, bytes: orNull(file.bytes) },
  problem: {
    code: problem.code,
    message: explain(problem),
    byteOffset: "byteOffset" in problem ? problem.byteOffset : null,
  },
});

/** `ridgepoint.prediction/1` */
export const predictionJson = (
  { file, nodes, width }: Pick<Analysis, "file" | "nodes" | "width">,
  predictor: string,
  target: Target,
  prediction: Prediction,
) => ({
  schema: "ridgepoint.prediction/1",
  file,
  width: width?.factor ?? 1,
  predictor,
  device: target.device.id,
  cores: target.cores,
  runtime: target.runtime,
  precision: target.precision,
  state: { ...target.state, bandwidthBytesPerSecond: orNull(target.state.bandwidthBytesPerSecond) },
  latencySeconds: orNull(prediction.latencySeconds),
  lowSeconds: orNull(prediction.lowSeconds),
  highSeconds: orNull(prediction.highSeconds),
  coverage: prediction.coverage,
  ...(prediction.ownLatencies !== undefined && { ownLatencies: prediction.ownLatencies }),
  warnings: prediction.warnings,
  nodes: nodes.map((node, index) => ({ id: node.id, latencySeconds: orNull(prediction.nodes[index]) })),
});
