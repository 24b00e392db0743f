/** MobileNetV2. Sandler et al. 2018, arXiv:1801.04381, table 2; layers as in torchvision's mobilenet_v2. */
import type { Model } from "../../onnx/model.ts";
import type { Builder, Value } from "../builder.ts";
import { channelsInEights, classesOf, imageNetwork, kernelOf, type NetworkParams } from "../params.ts";

export interface MobilenetV2Params extends NetworkParams {
  /** Blocks of each of the seven stages. Default 1, 2, 3, 4, 3, 3, 1. */
  readonly depths?: readonly number[];
}

const stages = [
  { expand: 1, channels: 16, depth: 1, stride: 1 },
  { expand: 6, channels: 24, depth: 2, stride: 2 },
  { expand: 6, channels: 32, depth: 3, stride: 2 },
  { expand: 6, channels: 64, depth: 4, stride: 2 },
  { expand: 6, channels: 96, depth: 3, stride: 1 },
  { expand: 6, channels: 160, depth: 3, stride: 2 },
  { expand: 6, channels: 320, depth: 1, stride: 1 },
] as const;

export function mobilenetV2(name: string, params: MobilenetV2Params = {}): Model {
  const { net, image } = imageNetwork(name, params);
  let x = net.conv("features.0.0", image, { channels: channelsInEights(params, 0, 32), kernel: 3, stride: 2 });
  x = net.relu6("features.0.2", x);
  let at = 1;
  for (const [index, stage] of stages.entries()) {
    const channels = channelsInEights(params, index + 1, stage.channels);
    const kernel = kernelOf(params, index + 1, 3);
    const depth = params.depths?.[index] ?? stage.depth;
    for (let layer = 0; layer < depth; layer += 1) {
      const stride = layer === 0 ? stage.stride : 1;
      x = invertedResidual(net, `features.${at}`, x, { channels, kernel, stride, expand: stage.expand });
      at += 1;
    }
  }
  // The paper keeps the last layer's width when the network is made narrower.
  const last = channelsInEights(params, stages.length + 1, 1280);
  x = net.conv(`features.${at}.0`, x, { channels: Math.max(1280, last) });
  x = net.globalAveragePool("avgpool", net.relu6(`features.${at}.2`, x));
  return net.finish(net.gemm("classifier.1", net.flatten("flatten", x), classesOf(params)));
}

function invertedResidual(
  net: Builder,
  at: string,
  x: Value,
  block: { readonly channels: number; readonly kernel: number; readonly stride: number; readonly expand: number },
): Value {
  const inputs = x.shape[1] ?? 1;
  const groups = inputs * block.expand;
  const { kernel, stride, channels } = block;
  const expanded =
    block.expand === 1 ? x : net.relu6(`${at}.conv.0.2`, net.conv(`${at}.conv.0.0`, x, { channels: groups }));
  const depthwise = block.expand === 1 ? 0 : 1;
  let y = net.conv(`${at}.conv.${depthwise}.0`, expanded, { channels: groups, groups, kernel, stride });
  y = net.relu6(`${at}.conv.${depthwise}.2`, y);
  y = net.conv(`${at}.conv.${depthwise + 1}`, y, { channels });
  return stride === 1 && inputs === channels ? net.add(`${at}.add`, x, y) : y;
}
