/** Vision Transformer. Dosovitskiy et al. 2020, arXiv:2010.11929, table 1; layers as in torchvision's vit. */
import type { Model } from "../../onnx/model.ts";
import type { Builder, Value } from "../builder.ts";
import { channelsOf, classesOf, imageNetwork, type NetworkParams } from "../params.ts";

export interface VitParams extends NetworkParams {
  /** Side of a patch in pixels. */
  readonly patch: number;
  readonly layers: number;
  readonly heads: number;
  /** Size of a token; a multiple of `heads`. `width` scales it head by head. */
  readonly hidden: number;
  readonly mlp: number;
}

export function vit(name: string, params: VitParams): Model {
  const { net, image } = imageNetwork(name, params);
  const hidden = channelsOf(params, 0, params.hidden, params.heads);
  const mlp = channelsOf(params, 0, params.mlp);
  const { patch, heads } = params;
  const patches = net.conv("conv_proj", image, { channels: hidden, kernel: patch, stride: patch, pad: 0 });
  const count = (patches.shape[2] ?? 1) * (patches.shape[3] ?? 1);
  let x = net.transpose("tokens", net.reshape("patches", patches, [hidden, count]), [0, 2, 1]);
  x = net.concat("with_class", [net.token("class_token", hidden, x), x], 1);
  x = net.addWeight("encoder.add", x, "encoder.pos_embedding", [1, count + 1, hidden]);
  for (let layer = 0; layer < params.layers; layer += 1) {
    const at = `encoder.layers.encoder_layer_${layer}`;
    x = net.add(`${at}.add`, attention(net, at, net.layerNorm(`${at}.ln_1`, x), heads), x);
    const y = net.gelu(`${at}.mlp.1`, net.linear(`${at}.mlp.0`, net.layerNorm(`${at}.ln_2`, x), mlp));
    x = net.add(`${at}.add`, x, net.linear(`${at}.mlp.3`, y, hidden));
  }
  x = net.pick("class", net.layerNorm("encoder.ln", x), 0, 1);
  return net.finish(net.gemm("heads.head", x, classesOf(params)));
}

/** softmax(q · kᵀ / √d) · v in each head, d = hidden / heads. */
function attention(net: Builder, layer: string, x: Value, heads: number): Value {
  const at = `${layer}.self_attention`;
  const [, tokens = 1, hidden = 1] = x.shape;
  const size = hidden / heads;
  const parts = net.split(`${at}.split`, net.linear(`${at}.in_proj`, x, 3 * hidden), 3, 2);
  const [q, k, v] = ["q", "k", "v"].map((part, index) =>
    net.reshape(`${at}.${part}`, parts[index] ?? x, [tokens, heads, size]),
  );
  if (q === undefined || k === undefined || v === undefined) throw new Error(`${at}: no heads`);
  const queries = net.scale(`${at}.scale`, net.transpose(`${at}.q_heads`, q, [0, 2, 1, 3]), 1 / Math.sqrt(size));
  const scores = net.matMul(`${at}.qk`, queries, net.transpose(`${at}.k_heads`, k, [0, 2, 3, 1]));
  const mixed = net.matMul(
    `${at}.av`,
    net.softmax(`${at}.softmax`, scores),
    net.transpose(`${at}.v_heads`, v, [0, 2, 1, 3]),
  );
  const merged = net.reshape(`${at}.merge`, net.transpose(`${at}.merge_heads`, mixed, [0, 2, 1, 3]), [tokens, hidden]);
  return net.linear(`${at}.out_proj`, merged, hidden);
}
