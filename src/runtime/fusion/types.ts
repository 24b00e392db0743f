/** What a node is called in fusion rules: nn-Meter's short names where it has one, else the operator's in lower case. */
import type { NodeCost } from "../../cost/node-cost.ts";
import type { Work } from "./work.ts";

const names: Readonly<Record<string, string>> = {
  Conv: "conv",
  FusedConv: "conv",
  NhwcFusedConv: "conv",
  QLinearConv: "conv",
  ConvInteger: "conv",
  ConvTranspose: "convtrans",
  BatchNormalization: "bn",
  Relu: "relu",
  Clip: "relu",
  HardSwish: "hswish",
  FastGelu: "gelu",
  Swish: "silu",
  QuickGelu: "silu",
  Gemm: "fc",
  FusedGemm: "fc",
  QGemm: "fc",
  FusedMatMul: "matmul",
  QLinearMatMul: "matmul",
  MatMulInteger: "matmul",
  AveragePool: "avgpool",
  GlobalAveragePool: "gap",
  GlobalMaxPool: "gmp",
  ReduceMean: "mean",
  LayerNormalization: "layernorm",
  SimplifiedLayerNormalization: "rmsnorm",
  RMSNormalization: "rmsnorm",
  InstanceNormalization: "instancenorm",
  QuantizeLinear: "q",
  DequantizeLinear: "dq",
};

/** The type of each working node, by position; "" for the others. */
export const typesOf = (work: Work): readonly string[] =>
  work.nodes.map((node, at) => (work.works[at] ? typeOf(node, at, work) : ""));

function typeOf(node: NodeCost, at: number, work: Work): string {
  const type = names[node.op] ?? node.op.toLowerCase();
  const links = work.incoming[at] ?? [];
  switch (type) {
    case "conv":
      return node.window !== undefined && node.window.groups > 1 && node.window.groups === node.window.inputChannels
        ? "dwconv"
        : "conv";
    case "matmul":
      // A product with weights is a fully connected layer, of vectors or at every position of a sequence.
      if ((node.weightBytes ?? 0) === 0) return "matmul";
      return (node.outputs[0]?.shape?.length ?? 2) > 2 ? "projection" : "fc";
    case "add":
      // Nothing but constants is added to the one value.
      return links.length === 1 && (node.weightBytes ?? 0) > 0 ? "bias" : "add";
    case "mul":
    case "div":
      return links.length === 1 && (node.weightBytes ?? 0) > 0 ? "scale" : type;
    case "mean":
      return isGlobal(node, at, work) ? "gap" : "mean";
    case "transpose":
      // 1 × groups × channels × height × width with the second and third axis exchanged.
      return node.attributes["perm"] === "[0, 2, 1, 3, 4]" ? "channelshuffle" : "transpose";
    default:
      return type;
  }
}

/** Is a mean taken over all of height and width? */
function isGlobal(node: NodeCost, at: number, work: Work): boolean {
  const [link] = work.incoming[at] ?? [];
  const before = work.nodes[link?.from ?? -1]?.outputs.find(({ name }) => name === link?.value)?.shape;
  const after = node.outputs[0]?.shape;
  if (before?.length !== 4 || after === undefined || !link?.direct) return false;
  const [batch, channels, height, width] = before;
  const isOne = after.slice(2).every((size) => size === 1);
  return after[0] === batch && after[1] === channels && isOne && (height !== 1 || width !== 1);
}
