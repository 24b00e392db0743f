import { attentionOf, gelu, layerNorm, silu } from "./decompositions.ts";
import type { RuleSet } from "./rules.ts";

const projected = "transpose(bias(projection(x)))";

/**
 * ONNX Runtime's graph optimizations at its default level, all, as its CPU provider applies them on x86-64, where blocked
 * layouts (nchwc_transformer) let a convolution take in sums and more activations than the level below.
 */
export const ort: RuleSet = {
  id: "ort",
  label: "ONNX Runtime",
  about:
    "What ONNX Runtime joins on a CPU at its default optimization level. Moves between memory layouts are not counted, and " +
    "fusions that need offline tools or a GPU are not in it.",
  source:
    "Models as onnxruntime-node 1.30.0 saves them after optimization; microsoft/onnxruntime, core/optimizer: " +
    "conv_add_act_fusion at 07d59c0, conv_activation_fusion, gemm_activation_fusion at 03c7d0a, attention_fusion, " +
    "qdq_selector_action_transformer at 008eeb9; onnxruntime.ai, Graph Optimizations",
  groups: {
    convolution: ["conv", "dwconv"],
    padded: ["conv", "dwconv", "maxpool", "avgpool"],
    sum: ["add", "sum"],
    // conv_add_act_fusion: Relu, Clip, Sigmoid, Tanh, LeakyRelu, HardSigmoid; HardSwish in blocked layouts.
    behindConv: ["relu", "sigmoid", "tanh", "leakyrelu", "hardsigmoid", "hswish"],
    // gemm_activation_fusion.
    behindGemm: ["relu", "sigmoid", "tanh", "leakyrelu", "hardsigmoid", "elu", "selu", "softplus", "softsign"],
  },
  blocks: [
    { name: "layernorm", terms: layerNorm },
    { name: "gelu", terms: gelu },
    { name: "silu", terms: silu },
    // One Attention node takes in the projections of its three operands, but not those of a packed or sliced one.
    { name: "attention", terms: attentionOf(projected, projected, projected).map((core) => `transpose(${core})`) },
  ],
  chains: [
    { from: ["convolution"], takes: ["bn", "bias", "sum", "behindConv"] },
    { from: ["pad"], takes: ["padded", "bn", "bias", "sum", "behindConv"] },
    // A normalization by itself becomes a depthwise convolution of 1×1.
    { from: ["bn"], takes: ["relu"] },
    { from: ["fc"], takes: ["bias", "behindGemm"] },
    // Gemm between reshapes, so the activation behind it stays apart.
    { from: ["projection"], takes: ["bias"] },
    { from: ["bias"], takes: ["gelu"] },
    { from: ["add"], takes: ["layernorm"] },
    // FusedMatMul has a factor.
    { from: ["scale"], takes: ["matmul"] },
    { from: ["matmul"], takes: ["scale"] },
  ],
  integer: [
    "conv",
    "dwconv",
    "fc",
    "projection",
    "matmul",
    "add",
    "mul",
    "scale",
    "avgpool",
    "gap",
    "maxpool",
    "leakyrelu",
    "sigmoid",
    "softmax",
    "concat",
    "resize",
    "gather",
    "slice",
    "transpose",
  ],
};
