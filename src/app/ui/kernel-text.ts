/** A kernel in few words. */

/** Parts of labels as people write them; the others only get a capital letter. */
const parts: Readonly<Record<string, string>> = {
  dwconv: "DWConv",
  convtrans: "ConvTranspose",
  bn: "BN",
  relu: "ReLU",
  leakyrelu: "LeakyReLU",
  prelu: "PReLU",
  silu: "SiLU",
  gelu: "GELU",
  hswish: "HardSwish",
  hardsigmoid: "HardSigmoid",
  maxpool: "MaxPool",
  avgpool: "AvgPool",
  gap: "GlobalAvgPool",
  gmp: "GlobalMaxPool",
  fc: "FC",
  matmul: "MatMul",
  se: "SE",
  layernorm: "LayerNorm",
  rmsnorm: "RMSNorm",
  channelshuffle: "ChannelShuffle",
  q: "Q",
  dq: "DQ",
};

/** "Conv+BN+ReLU" of "conv-bn-relu". */
export const kernelTitle = (label: string): string =>
  label
    .split("-")
    .map((part) => parts[part] ?? part.charAt(0).toUpperCase() + part.slice(1))
    .join("+");
