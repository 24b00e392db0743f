/** VGG. Simonyan and Zisserman 2014, arXiv:1409.1556, table 1; layers as in torchvision's vgg. */
import type { Model } from "../../onnx/model.ts";
import { channelsOf, classesOf, imageNetwork, kernelOf, type NetworkParams } from "../params.ts";

export interface VggParams extends NetworkParams {
  /** Convolutions of each of the five stages (64, 128, 256, 512, 512 channels). */
  readonly depths: readonly number[];
}

const stageChannels: readonly number[] = [64, 128, 256, 512, 512];

export function vgg(name: string, params: VggParams): Model {
  const { net, image } = imageNetwork(name, params);
  let x = image;
  let at = 0;
  for (const [stage, depth] of params.depths.entries()) {
    const channels = channelsOf(params, stage, stageChannels[stage] ?? 512);
    for (let layer = 0; layer < depth; layer += 1) {
      x = net.conv(`features.${at}`, x, { channels, kernel: kernelOf(params, stage, 3) });
      x = net.relu(`features.${at + 1}`, x);
      at += 2;
    }
    x = net.maxPool(`features.${at}`, x, { kernel: 2, stride: 2 });
    at += 1;
  }
  x = net.flatten("flatten", net.averageTo("avgpool", x, 7));
  const hidden = channelsOf(params, params.depths.length, 4096);
  x = net.relu("classifier.1", net.gemm("classifier.0", x, hidden));
  x = net.relu("classifier.4", net.gemm("classifier.3", x, hidden));
  return net.finish(net.gemm("classifier.6", x, classesOf(params)));
}
