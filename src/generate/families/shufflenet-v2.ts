/** ShuffleNetV2. Ma et al. 2018, arXiv:1807.11164, table 5; layers as in torchvision's shufflenetv2. */
import type { Model } from "../../onnx/model.ts";
import type { Builder, Value } from "../builder.ts";
import { channelsOf, classesOf, imageNetwork, kernelOf, type NetworkParams } from "../params.ts";

export interface ShufflenetV2Params extends NetworkParams {
  /** Channels of the stem, the three stages and the last convolution. */
  readonly channels: readonly [number, number, number, number, number];
  /** Units of each stage. Default 4, 8, 4. */
  readonly depths?: readonly number[];
}

const defaultDepths: readonly number[] = [4, 8, 4];

export function shufflenetV2(name: string, params: ShufflenetV2Params): Model {
  const { net, image } = imageNetwork(name, params);
  const [stem, ...rest] = params.channels;
  const last = rest.pop() ?? 1024;
  let x = net.conv("conv1.0", image, { channels: channelsOf(params, 0, stem), kernel: 3, stride: 2 });
  x = net.maxPool("maxpool", net.relu("conv1.2", x), { kernel: 3, stride: 2, pad: 1 });
  for (const [index, published] of rest.entries()) {
    const channels = channelsOf(params, index + 1, published, 2);
    const kernel = kernelOf(params, index + 1, 3);
    const depth = params.depths?.[index] ?? defaultDepths[index] ?? 0;
    for (let unit = 0; unit < depth; unit += 1) {
      x = shuffleUnit(net, `stage${index + 2}.${unit}`, x, { half: channels / 2, kernel, stride: unit === 0 ? 2 : 1 });
    }
  }
  x = net.relu("conv5.2", net.conv("conv5.0", x, { channels: channelsOf(params, 4, last) }));
  return net.finish(net.gemm("fc", net.spatialMean("mean", x), classesOf(params)));
}

interface Unit {
  /** Channels of each of the two branches. */
  readonly half: number;
  readonly kernel: number;
  readonly stride: number;
}

function shuffleUnit(net: Builder, at: string, x: Value, unit: Unit): Value {
  const [kept = x, worked = x] =
    unit.stride === 1 ? net.split(`${at}.chunk`, x, 2, 1) : [shortcut(net, at, x, unit), x];
  const { half, kernel, stride } = unit;
  let y = net.relu(`${at}.branch2.2`, net.conv(`${at}.branch2.0`, worked, { channels: half }));
  y = net.conv(`${at}.branch2.3`, y, { channels: half, groups: half, kernel, stride });
  y = net.relu(`${at}.branch2.7`, net.conv(`${at}.branch2.5`, y, { channels: half }));
  return shuffle(net, at, net.concat(`${at}.cat`, [kept, y], 1));
}

function shortcut(net: Builder, at: string, x: Value, { half, kernel, stride }: Unit): Value {
  const groups = x.shape[1] ?? 1;
  const y = net.conv(`${at}.branch1.0`, x, { channels: groups, groups, kernel, stride });
  return net.relu(`${at}.branch1.4`, net.conv(`${at}.branch1.2`, y, { channels: half }));
}

/** Interleaves the two halves of the channels: 0 1 2 | 3 4 5 becomes 0 3 1 4 2 5. */
function shuffle(net: Builder, at: string, x: Value): Value {
  const [, channels = 2, height = 1, width = 1] = x.shape;
  const grouped = net.reshape(`${at}.shuffle.view`, x, [2, channels / 2, height, width]);
  const swapped = net.transpose(`${at}.shuffle.transpose`, grouped, [0, 2, 1, 3, 4]);
  return net.reshape(`${at}.shuffle.merge`, swapped, [channels, height, width]);
}
