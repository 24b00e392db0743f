/** MnasNet-B1. Tan et al. 2018, arXiv:1807.11626, figure 7; layers as in torchvision's mnasnet. */
import type { Model } from "../../onnx/model.ts";
import type { Builder, Value } from "../builder.ts";
import { channelsInEights, classesOf, imageNetwork, kernelOf, type NetworkParams } from "../params.ts";

export interface MnasnetParams extends NetworkParams {
  /** The published network's own factor on all channels but the last convolution's: 0.5, 1, 1.3. Default 1. */
  readonly multiplier?: number;
  /** Blocks of each of the six stacks. Default 3, 3, 3, 2, 4, 1. */
  readonly depths?: readonly number[];
}

const stacks = [
  { channels: 24, kernel: 3, stride: 2, expand: 3, depth: 3 },
  { channels: 40, kernel: 5, stride: 2, expand: 3, depth: 3 },
  { channels: 80, kernel: 5, stride: 2, expand: 6, depth: 3 },
  { channels: 96, kernel: 3, stride: 1, expand: 6, depth: 2 },
  { channels: 192, kernel: 5, stride: 2, expand: 6, depth: 4 },
  { channels: 320, kernel: 3, stride: 1, expand: 6, depth: 1 },
] as const;

export function mnasnet(name: string, params: MnasnetParams = {}): Model {
  const { net, image } = imageNetwork(name, params);
  const { multiplier = 1 } = params;
  let x = stem(net, image, params);
  for (const [index, stack] of stacks.entries()) {
    const channels = channelsInEights(params, index + 1, multiplier * stack.channels);
    const kernel = kernelOf(params, index + 1, stack.kernel);
    const depth = params.depths?.[index] ?? stack.depth;
    for (let layer = 0; layer < depth; layer += 1) {
      const stride = layer === 0 ? stack.stride : 1;
      const at = `layers.${index + 8}.${layer}.layers`;
      x = invertedResidual(net, at, x, { channels, kernel, stride, expand: stack.expand });
    }
  }
  x = net.relu("layers.16", net.conv("layers.14", x, { channels: 1280 }));
  return net.finish(net.gemm("classifier.1", net.spatialMean("mean", x), classesOf(params)));
}

function stem(net: Builder, image: Value, params: MnasnetParams): Value {
  const { multiplier = 1 } = params;
  const channels = channelsInEights(params, 0, multiplier * 32);
  let x = net.relu("layers.2", net.conv("layers.0", image, { channels, kernel: 3, stride: 2 }));
  x = net.relu("layers.5", net.conv("layers.3", x, { channels, groups: channels, kernel: 3 }));
  return net.conv("layers.6", x, { channels: channelsInEights(params, 0, multiplier * 16) });
}

function invertedResidual(
  net: Builder,
  at: string,
  x: Value,
  block: { readonly channels: number; readonly kernel: number; readonly stride: number; readonly expand: number },
): Value {
  const { channels, kernel, stride } = block;
  const inputs = x.shape[1] ?? 1;
  const groups = inputs * block.expand;
  let y = net.relu(`${at}.2`, net.conv(`${at}.0`, x, { channels: groups }));
  y = net.relu(`${at}.5`, net.conv(`${at}.3`, y, { channels: groups, groups, kernel, stride }));
  y = net.conv(`${at}.6`, y, { channels });
  return stride === 1 && inputs === channels ? net.add(`${at}.add`, y, x) : y;
}
