/** AlexNet in one column. Krizhevsky 2014, arXiv:1404.5997; layers as in torchvision's alexnet. */
import type { Model } from "../../onnx/model.ts";
import { channelsOf, classesOf, imageNetwork, kernelOf, type NetworkParams } from "../params.ts";

export function alexnet(name: string, params: NetworkParams = {}): Model {
  const { net, image } = imageNetwork(name, params);
  const conv = (at: number, x: typeof image, stage: number, channels: number, kernel: number) => {
    const y = net.conv(`features.${at}`, x, {
      channels: channelsOf(params, stage, channels),
      kernel: kernelOf(params, stage, kernel),
    });
    return net.relu(`features.${at + 1}`, y);
  };
  const pool = (at: number, x: typeof image) => net.maxPool(`features.${at}`, x, { kernel: 3, stride: 2 });
  const stem = { channels: channelsOf(params, 0, 64), kernel: 11, stride: 4, pad: 2 };
  let x = net.relu("features.1", net.conv("features.0", image, stem));
  x = conv(3, pool(2, x), 1, 192, 5);
  x = conv(6, pool(5, x), 2, 384, 3);
  x = conv(8, x, 3, 256, 3);
  x = conv(10, x, 4, 256, 3);
  x = net.flatten("flatten", net.averageTo("avgpool", pool(12, x), 6));
  x = net.relu("classifier.2", net.gemm("classifier.1", x, channelsOf(params, 5, 4096)));
  x = net.relu("classifier.5", net.gemm("classifier.4", x, channelsOf(params, 5, 4096)));
  return net.finish(net.gemm("classifier.6", x, classesOf(params)));
}
