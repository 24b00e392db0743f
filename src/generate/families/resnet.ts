/** ResNet. He et al. 2015, arXiv:1512.03385, table 1; the stride sits in the 3x3 convolution, as in torchvision. */
import type { Model } from "../../onnx/model.ts";
import type { Builder, Value } from "../builder.ts";
import { channelsOf, classesOf, imageNetwork, kernelOf, type NetworkParams } from "../params.ts";

export interface ResnetParams extends NetworkParams {
  readonly block: "basic" | "bottleneck";
  /** Blocks of each stage. */
  readonly depths: readonly number[];
}

interface Block {
  readonly channels: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
}

export function resnet(name: string, params: ResnetParams): Model {
  const { net, image } = imageNetwork(name, params);
  const stem = net.conv("conv1", image, { channels: channelsOf(params, 0, 64), kernel: 7, stride: 2 });
  let x = net.maxPool("maxpool", net.relu("relu", stem), { kernel: 3, stride: 2, pad: 1 });
  for (const [index, depth] of params.depths.entries()) {
    const stage = index + 1;
    const channels = channelsOf(params, stage, 64 * 2 ** index);
    const kernel = kernelOf(params, stage, 3);
    for (let layer = 0; layer < depth; layer += 1) {
      const stride = index > 0 && layer === 0 ? 2 : 1;
      const at = `layer${stage}.${layer}`;
      x =
        params.block === "basic"
          ? basic(net, at, x, { channels, outputs: channels, kernel, stride })
          : bottleneck(net, at, x, { channels, outputs: 4 * channels, kernel, stride });
    }
  }
  x = net.flatten("flatten", net.globalAveragePool("avgpool", x));
  return net.finish(net.gemm("fc", x, classesOf(params)));
}

function basic(net: Builder, at: string, x: Value, block: Block): Value {
  const { channels, kernel, stride } = block;
  const y = net.relu(`${at}.relu`, net.conv(`${at}.conv1`, x, { channels, kernel, stride }));
  return merge(net, at, { x, y: net.conv(`${at}.conv2`, y, { channels, kernel }), block });
}

function bottleneck(net: Builder, at: string, x: Value, block: Block): Value {
  const { channels, kernel, stride } = block;
  let y = net.relu(`${at}.relu`, net.conv(`${at}.conv1`, x, { channels }));
  y = net.relu(`${at}.relu`, net.conv(`${at}.conv2`, y, { channels, kernel, stride }));
  return merge(net, at, { x, y: net.conv(`${at}.conv3`, y, { channels: block.outputs }), block });
}

/** The shortcut: the input itself, or a 1x1 convolution where the block changes its size. */
function merge(
  net: Builder,
  at: string,
  parts: { readonly x: Value; readonly y: Value; readonly block: Block },
): Value {
  const { x, y, block } = parts;
  const same = block.stride === 1 && x.shape[1] === block.outputs;
  const shortcut = same ? x : net.conv(`${at}.downsample.0`, x, { channels: block.outputs, stride: block.stride });
  return net.relu(`${at}.relu`, net.add(`${at}.add`, y, shortcut));
}
