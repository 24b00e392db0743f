import { attentionOf, gelu, layerNorm, silu } from "./decompositions.ts";
import type { RuleSet } from "./rules.ts";

const projected = "transpose(bias(projection(x)))";

/** ONNX Runtime's graph optimizations of the levels basic and extended, as its CPU provider applies them. */
export const ort: RuleSet = {
  id: "ort",
  label: "ONNX Runtime",
  about:
    "What ONNX Runtime's basic and extended optimizations join on the CPU. Fusions that need offline tools or a GPU are not in it.",
  source:
    "onnxruntime.ai, Graph Optimizations; microsoft/onnxruntime, core/optimizer: conv_bn_fusion, conv_add_act_fusion at " +
    "07d59c0, conv_activation_fusion, gemm_activation_fusion at 03c7d0a, gelu, bias_gelu, quick_gelu, layer_norm, " +
    "skip_layer_norm, attention and qdq_selector_action_transformer at 008eeb9",
  groups: {
    convolution: ["conv", "dwconv"],
    // conv_add_act_fusion: Relu, Clip, Sigmoid, Tanh, LeakyRelu, HardSigmoid.
    behindConv: ["relu", "sigmoid", "tanh", "leakyrelu", "hardsigmoid"],
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
    { from: ["convolution"], takes: ["bn", "bias", "add", "behindConv"] },
    // MatMul and Add become Gemm for matrices only; in sequences the bias joins what follows.
    { from: ["fc"], takes: ["bias", "behindGemm"] },
    { from: ["bias"], takes: ["gelu"] },
    { from: ["bias"], takes: ["add", "layernorm"] },
    { from: ["add"], takes: ["layernorm"], keeps: true },
  ],
  integer: [
    "conv",
    "dwconv",
    "fc",
    "projection",
    "matmul",
    "add",
    "bias",
    "mul",
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
