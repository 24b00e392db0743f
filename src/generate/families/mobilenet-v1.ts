/** MobileNet: depthwise, then 1x1. Howard et al. 2017, arXiv:1704.04861, table 1; names as in Keras' mobilenet. */
import type { Model } from "../../onnx/model.ts";
import { channelsInEights, classesOf, imageNetwork, kernelOf, type NetworkParams } from "../params.ts";

export interface MobilenetV1Params extends NetworkParams {
  /** Blocks of each stage; every stage but the first begins with stride 2. Default 1, 2, 2, 6, 2. */
  readonly depths?: readonly number[];
}

export function mobilenetV1(name: string, params: MobilenetV1Params = {}): Model {
  const { net, image } = imageNetwork(name, params);
  let x = net.conv("conv1", image, { channels: channelsInEights(params, 0, 32), kernel: 3, stride: 2 });
  x = net.relu6("conv1_relu", x);
  let block = 1;
  for (const [stage, depth] of (params.depths ?? [1, 2, 2, 6, 2]).entries()) {
    const channels = channelsInEights(params, stage + 1, 64 * 2 ** stage);
    for (let layer = 0; layer < depth; layer += 1) {
      const groups = x.shape[1] ?? 1;
      const stride = stage > 0 && layer === 0 ? 2 : 1;
      const kernel = kernelOf(params, stage + 1, 3);
      x = net.conv(`conv_dw_${block}`, x, { channels: groups, groups, kernel, stride });
      x = net.conv(`conv_pw_${block}`, net.relu6(`conv_dw_${block}_relu`, x), { channels });
      x = net.relu6(`conv_pw_${block}_relu`, x);
      block += 1;
    }
  }
  x = net.flatten("flatten", net.globalAveragePool("global_average_pooling2d", x));
  return net.finish(net.gemm("predictions", x, classesOf(params)));
}
