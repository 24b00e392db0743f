import { attentionOf, gelu, hardSwish, layerNorm, rmsNorm, silu, softmax, squeezeExcite } from "./decompositions.ts";
import type { RuleSet } from "./rules.ts";

/** What most of today's engines manage: everything elementwise rides along with what makes its operand. */
export const general: RuleSet = {
  id: "general",
  label: "General",
  about:
    "What a good engine joins, whichever it is: normalization, addition and activation behind convolutions and products, " +
    "operators that were exported in pieces, attention, quantization.",
  source:
    "Union of the rules of nn-Meter and ONNX Runtime (see theirs), and the epilogues common to oneDNN post-ops, XNNPACK " +
    "clamps and TensorRT layer fusion",
  groups: {
    convolution: ["conv", "dwconv", "convtrans"],
    product: ["fc", "projection", "matmul"],
    activation: [
      "relu",
      "leakyrelu",
      "prelu",
      "elu",
      "selu",
      "sigmoid",
      "hardsigmoid",
      "tanh",
      "hswish",
      "silu",
      "gelu",
      "mish",
      "softplus",
    ],
    sum: ["add", "sum"],
    norm: ["layernorm", "rmsnorm"],
  },
  blocks: [
    { name: "se", terms: squeezeExcite },
    { name: "attention", terms: attentionOf("q", "k", "v") },
    { name: "layernorm", terms: layerNorm },
    { name: "rmsnorm", terms: rmsNorm },
    { name: "softmax", terms: softmax },
    { name: "gelu", terms: gelu },
    { name: "silu", terms: silu },
    { name: "hswish", terms: hardSwish },
  ],
  chains: [
    { from: ["convolution"], takes: ["bn", "bias", "sum", "activation"] },
    { from: ["product"], takes: ["bias", "sum", "activation"] },
    { from: ["sum", "bias", "bn", "mul"], takes: ["activation"] },
    { from: ["sum", "bias"], takes: ["norm"], keeps: true },
    { from: ["se"], takes: ["sum", "activation"] },
  ],
  integer: [
    "conv",
    "dwconv",
    "convtrans",
    "fc",
    "projection",
    "matmul",
    "add",
    "bias",
    "mul",
    "avgpool",
    "maxpool",
    "gap",
    "relu",
    "leakyrelu",
    "sigmoid",
    "tanh",
    "softmax",
    "concat",
    "resize",
    "gather",
    "slice",
    "transpose",
  ],
};
