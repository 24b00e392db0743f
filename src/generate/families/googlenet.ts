/**
 * GoogLeNet. Szegedy et al. 2014, arXiv:1409.4842, table 1; layers as in torchvision's googlenet, where the paper's 5x5
 * branch has 3x3 kernels. The auxiliary classifiers serve training only and are left out.
 */
import type { Model } from "../../onnx/model.ts";
import type { Builder, Value } from "../builder.ts";
import { channelsOf, classesOf, imageNetwork, kernelOf, type NetworkParams } from "../params.ts";

/** Channels: 1x1; reduction and 3x3; reduction and second 3x3; after the pool. */
type Inception = readonly [number, number, number, number, number, number];

const stages: Readonly<Record<string, Readonly<Record<string, Inception>>>> = {
  "3": { a: [64, 96, 128, 16, 32, 32], b: [128, 128, 192, 32, 96, 64] },
  "4": {
    a: [192, 96, 208, 16, 48, 64],
    b: [160, 112, 224, 24, 64, 64],
    c: [128, 128, 256, 24, 64, 64],
    d: [112, 144, 288, 32, 64, 64],
    e: [256, 160, 320, 32, 128, 128],
  },
  "5": { a: [256, 160, 320, 32, 128, 128], b: [384, 192, 384, 48, 128, 128] },
};

export function googlenet(name: string, params: NetworkParams = {}): Model {
  const { net, image } = imageNetwork(name, params);
  let x = conv(net, "conv1", image, { channels: channelsOf(params, 0, 64), kernel: 7, stride: 2 });
  x = net.maxPool("maxpool1", x, { kernel: 3, stride: 2, ceil: true });
  x = conv(net, "conv2", x, { channels: channelsOf(params, 1, 64) });
  x = conv(net, "conv3", x, { channels: channelsOf(params, 1, 192), kernel: kernelOf(params, 1, 3) });
  for (const [index, [stage, modules]] of Object.entries(stages).entries()) {
    x = net.maxPool(`maxpool${index + 2}`, x, { kernel: index === 2 ? 2 : 3, stride: 2, ceil: true });
    for (const [letter, channels] of Object.entries(modules)) {
      x = inception(net, `inception${stage}${letter}`, x, {
        channels: channels.map((count) => channelsOf(params, index + 2, count)),
        kernel: kernelOf(params, index + 2, 3),
      });
    }
  }
  x = net.flatten("flatten", net.globalAveragePool("avgpool", x));
  return net.finish(net.gemm("fc", x, classesOf(params)));
}

function conv(
  net: Builder,
  at: string,
  x: Value,
  options: { readonly channels: number; readonly kernel?: number; readonly stride?: number },
): Value {
  return net.relu(`${at}.relu`, net.conv(`${at}.conv`, x, options));
}

function inception(
  net: Builder,
  at: string,
  x: Value,
  sizes: { readonly channels: readonly number[]; readonly kernel: number },
): Value {
  const { kernel } = sizes;
  const [one = 1, threeReduced = 1, three = 1, fiveReduced = 1, five = 1, pooled = 1] = sizes.channels;
  const branch1 = conv(net, `${at}.branch1`, x, { channels: one });
  const reduced2 = conv(net, `${at}.branch2.0`, x, { channels: threeReduced });
  const branch2 = conv(net, `${at}.branch2.1`, reduced2, { channels: three, kernel });
  const reduced3 = conv(net, `${at}.branch3.0`, x, { channels: fiveReduced });
  const branch3 = conv(net, `${at}.branch3.1`, reduced3, { channels: five, kernel });
  const pool = net.maxPool(`${at}.branch4.0`, x, { kernel: 3, stride: 1, pad: 1, ceil: true });
  const branch4 = conv(net, `${at}.branch4.1`, pool, { channels: pooled });
  return net.concat(`${at}.cat`, [branch1, branch2, branch3, branch4], 1);
}
