/** Which operators a width goes through, and how. All others keep what they read as it is. */
import type { TypedNode } from "../infer.ts";
import {
  batchAndChannels,
  channelParameters,
  conv,
  convTranspose,
  gemm,
  groupNormalization,
  matmul,
  scales,
  trailingParameters,
} from "./conv-rules.ts";
import {
  broadcast,
  concat,
  depthToSpace,
  flatten,
  reduce,
  reshape,
  resizing,
  same,
  sizesOnly,
  slice,
  spaceToDepth,
  split,
  squeeze,
  transpose,
  unsqueeze,
} from "./shape-rules.ts";
import { type Rule, weightForms } from "./trace.ts";

const like = (rule: Rule, names: string): Readonly<Record<string, Rule>> =>
  Object.fromEntries(names.split(" ").map((name) => [name, rule]));

/** Its value is written in the node; withWidth writes it anew. */
const constant: Rule = (site) => {
  const value = site.typed.node.attributes["value"];
  const shape = site.outputShape(0);
  return value?.kind !== "tensor" || shape === undefined ? [] : [weightForms(value.value.dtype, shape)];
};

/** Models without stored weights make them of one number and a shape that is written in the file. */
const filled: Rule = ({
  typed: {
    outputs: [made],
    constantInputs,
    work,
  },
  trace,
  id,
}) => {
  const shape = work.numbers(0);
  if (shape === undefined || made?.kind !== "tensor" || constantInputs[0] !== true) return [];
  const forms = weightForms(made.dtype, shape);
  trace.rewrites.push({ node: id, lists: [{ input: 0, attribute: "shape", entries: forms }] });
  return [forms];
};

const rules: Readonly<Record<string, Rule>> = {
  ConstantOfShape: filled,
  Conv: conv,
  FusedConv: conv,
  ConvTranspose: convTranspose,
  MatMul: matmul,
  Gemm: gemm,
  BatchNormalization: channelParameters,
  InstanceNormalization: channelParameters,
  GroupNormalization: groupNormalization,
  LayerNormalization: trailingParameters,
  RMSNormalization: trailingParameters,
  QuantizeLinear: scales,
  DequantizeLinear: scales,
  Concat: concat,
  Split: split,
  Slice: slice,
  Transpose: transpose,
  Flatten: flatten,
  Reshape: reshape,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  SpaceToDepth: spaceToDepth,
  DepthToSpace: depthToSpace,
  Constant: constant,
  ...like(resizing, "Pad Resize Upsample"),
  ...like(sizesOnly, "Shape Size"),
  ...like(batchAndChannels, "MaxPool AveragePool LpPool GlobalMaxPool GlobalAveragePool GlobalLpPool"),
  ...like(
    reduce,
    "ReduceMean ReduceSum ReduceMax ReduceMin ReduceL1 ReduceL2 ReduceProd ReduceSumSquare ReduceLogSum ReduceLogSumExp",
  ),
  ...like(
    broadcast,
    "Add Sub Mul Div Mod Pow Max Min Sum Mean Where PRelu Equal Greater GreaterOrEqual Less LessOrEqual And Or Xor",
  ),
  ...like(
    same,
    "Relu LeakyRelu ThresholdedRelu Sigmoid HardSigmoid HardSwish Elu Celu Selu Gelu FastGelu QuickGelu Mish Swish " +
      "Tanh Softplus Softsign Shrink Clip Softmax LogSoftmax Hardmax LRN LpNormalization MeanVarianceNormalization " +
      "Dropout Identity Cast Abs Neg Sign Ceil Floor Round Reciprocal Sqrt Exp Log Erf Sin Cos Not IsNaN IsInf",
  ),
};

/** Of the operators of ONNX itself, and of those that ONNX Runtime fuses. */
export const ruleOf = ({ node, bodies }: TypedNode): Rule | undefined =>
  bodies.length > 0 || (node.domain !== "ai.onnx" && node.domain !== "com.microsoft") || !Object.hasOwn(rules, node.op)
    ? undefined
    : rules[node.op];
