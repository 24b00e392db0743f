/**
 * DenseNet. Huang et al. 2016, arXiv:1608.06993, table 1; layers as in torchvision's densenet. Normalization stands
 * before each convolution, so only the stem's and the bottlenecks' second one can be folded; the others stay nodes.
 */
import type { Model } from "../../onnx/model.ts";
import type { Builder, Value } from "../builder.ts";
import { channelsOf, classesOf, imageNetwork, kernelOf, type NetworkParams } from "../params.ts";

export interface DensenetParams extends NetworkParams {
  /** Layers of each dense block. */
  readonly depths: readonly number[];
  /** Channels each layer adds. Default 32. */
  readonly growth?: number;
}

export function densenet(name: string, params: DensenetParams): Model {
  const { net, image } = imageNetwork(name, params);
  const stem = { channels: channelsOf(params, 0, 64), kernel: 7, stride: 2 };
  let x = net.relu("features.relu0", net.conv("features.conv0", image, stem));
  x = net.maxPool("features.pool0", x, { kernel: 3, stride: 2, pad: 1 });
  for (const [index, depth] of params.depths.entries()) {
    const stage = index + 1;
    const growth = channelsOf(params, stage, params.growth ?? 32);
    const parts = [x];
    for (let layer = 1; layer <= depth; layer += 1) {
      const at = `features.denseblock${stage}.denselayer${layer}`;
      parts.push(denseLayer(net, at, parts, { growth, kernel: kernelOf(params, stage, 3) }));
    }
    x = net.concat(`features.denseblock${stage}.cat`, parts, 1);
    if (stage < params.depths.length) x = transition(net, `features.transition${stage}`, x);
  }
  x = net.relu("features.relu5", net.batchNorm("features.norm5", x));
  x = net.flatten("flatten", net.globalAveragePool("avgpool", x));
  return net.finish(net.gemm("classifier", x, classesOf(params)));
}

function denseLayer(
  net: Builder,
  at: string,
  parts: readonly Value[],
  sizes: { readonly growth: number; readonly kernel: number },
): Value {
  const [first] = parts;
  const x = parts.length === 1 && first !== undefined ? first : net.concat(`${at}.cat`, parts, 1);
  let y = net.relu(`${at}.relu1`, net.batchNorm(`${at}.norm1`, x));
  y = net.relu(`${at}.relu2`, net.conv(`${at}.conv1`, y, { channels: 4 * sizes.growth }));
  return net.conv(`${at}.conv2`, y, { channels: sizes.growth, kernel: sizes.kernel, bias: false });
}

function transition(net: Builder, at: string, x: Value): Value {
  const y = net.relu(`${at}.relu`, net.batchNorm(`${at}.norm`, x));
  const half = Math.floor((x.shape[1] ?? 2) / 2);
  return net.averagePool(`${at}.pool`, net.conv(`${at}.conv`, y, { channels: half, bias: false }), {
    kernel: 2,
    stride: 2,
  });
}
