/**
 * What if a float32 model were converted? Its costs with the bytes that predictors and the levels of memory count
 * (`precisionRatio`), so that a table, a chart and a predicted time speak of the same traffic. FLOPs stay.
 */
import type { DType } from "../base/dtype.ts";
import type { Bytes } from "../base/units.ts";
import type { Costs } from "../cost/analyze.ts";
import { withActivations } from "../cost/memory/memory-graph.ts";
import { timelineOf } from "../cost/memory/timeline.ts";
import { weightTable } from "../cost/memory/weights.ts";
import type { Edge, NodeCost, TensorInfo, Totals } from "../cost/node-cost.ts";
import type { Precision } from "./device.ts";
import { precisionRatio } from "./levels.ts";

const dtypes: Readonly<Record<Precision, DType>> = { fp32: "float32", fp16: "float16", int8: "int8" };

/**
 * The costs at a precision. Nodes whose first output is float32 move bytes in proportion to the width of an element,
 * all others what the file says: a model that is half precision or quantized already stays as it is, and at fp32 every
 * model does. Scales of int8 are not counted; `withPrecision` has them for weights.
 */
export function atPrecision<C extends Costs>(costs: C, precision: Precision): C {
  if (precision === "fp32") return costs;
  const ratios = costs.nodes.map((node) => precisionRatio(node, precision));
  if (ratios.every((ratio) => ratio === 1)) return costs;
  const dtype = dtypes[precision];
  const nodes = costs.nodes.map((node, index) => scaledNode(node, ratios[index] ?? 1, dtype));
  const edges = costs.edges.map((edge): Edge => ({ ...edge, bytes: times(edge.bytes, ratios[edge.from] ?? 1) }));
  return { ...costs, nodes, edges, totals: totalsOf(costs, nodes, dtype) };
}

const times = (bytes: Bytes | undefined, ratio: number): Bytes | undefined =>
  bytes === undefined ? undefined : bytes * ratio;

/** The element types go along, so that what is converted once is not converted again. */
function scaledNode(node: NodeCost, ratio: number, dtype: DType): NodeCost {
  if (ratio === 1) return node;
  const { operands, intensity } = node;
  return {
    ...node,
    outputs: node.outputs.map((output) => converted(output, dtype)),
    weightBytes: times(node.weightBytes, ratio),
    readBytes: times(node.readBytes, ratio),
    writeBytes: times(node.writeBytes, ratio),
    intensity: intensity === undefined ? undefined : intensity / ratio,
    ...(operands && {
      operands: operands.map((operand) => ({
        ...operand,
        dtype: operand.dtype === "float32" ? dtype : operand.dtype,
        bytes: times(operand.bytes, ratio),
      })),
    }),
  };
}

const converted = (output: TensorInfo, dtype: DType): TensorInfo =>
  output.dtype === "float32" ? { ...output, dtype, type: output.type.replace("float32", dtype) } : output;

function totalsOf({ totals, memory }: Costs, nodes: readonly NodeCost[], dtype: DType): Totals {
  const sum = (bytesOf: (node: NodeCost) => Bytes | undefined): Bytes =>
    nodes.reduce((total, node) => total + (bytesOf(node) ?? 0) * (node.times ?? 1), 0);
  const stored = withActivations(memory, dtype, (from) => from === "float32");
  return {
    ...totals,
    weightBytes: weightTable(nodes)[0]?.bytes ?? totals.weightBytes,
    readBytes: sum((node) => node.readBytes),
    writeBytes: sum((node) => node.writeBytes),
    peakActivationBytes: timelineOf(stored).peakBytes,
    inPlacePeakBytes: timelineOf(stored, { inPlace: true }).peakBytes,
  };
}
