/** SqueezeNet 1.0 and 1.1. Iandola et al. 2016, arXiv:1602.07360, table 1; layers as in torchvision's squeezenet. */
import type { Model } from "../../onnx/model.ts";
import type { Builder, Value } from "../builder.ts";
import { channelsOf, classesOf, imageNetwork, kernelOf, type NetworkParams } from "../params.ts";

export interface SqueezenetParams extends NetworkParams {
  readonly version: "1.0" | "1.1";
}

interface Plan {
  readonly stem: { readonly channels: number; readonly kernel: number };
  /** Fire modules by their squeeze width, grouped by the pooling layers between them; they expand fourfold, twice. */
  readonly fires: readonly (readonly number[])[];
}

const plans: Readonly<Record<SqueezenetParams["version"], Plan>> = {
  "1.0": { stem: { channels: 96, kernel: 7 }, fires: [[16, 16, 32], [32, 48, 48, 64], [64]] },
  "1.1": {
    stem: { channels: 64, kernel: 3 },
    fires: [
      [16, 16],
      [32, 32],
      [48, 48, 64, 64],
    ],
  },
};

export function squeezenet(name: string, params: SqueezenetParams): Model {
  const { stem, fires } = plans[params.version];
  const { net, image } = imageNetwork(name, params);
  const channels = channelsOf(params, 0, stem.channels);
  let x = net.relu("features.1", net.conv("features.0", image, { channels, kernel: stem.kernel, stride: 2, pad: 0 }));
  let at = 2;
  for (const [index, group] of fires.entries()) {
    x = net.maxPool(`features.${at}`, x, { kernel: 3, stride: 2, ceil: true });
    at += 1;
    for (const squeeze of group) {
      x = fire(net, `features.${at}`, x, {
        squeeze: channelsOf(params, index + 1, squeeze),
        expand: channelsOf(params, index + 1, 4 * squeeze),
        kernel: kernelOf(params, index + 1, 3),
      });
      at += 1;
    }
  }
  x = net.relu("classifier.2", net.conv("classifier.1", x, { channels: classesOf(params) }));
  return net.finish(net.flatten("flatten", net.globalAveragePool("classifier.3", x)));
}

function fire(
  net: Builder,
  at: string,
  x: Value,
  sizes: { readonly squeeze: number; readonly expand: number; readonly kernel: number },
): Value {
  const { squeeze, expand, kernel } = sizes;
  const s = net.relu(`${at}.squeeze_activation`, net.conv(`${at}.squeeze`, x, { channels: squeeze }));
  const e1 = net.relu(`${at}.expand1x1_activation`, net.conv(`${at}.expand1x1`, s, { channels: expand }));
  const e3 = net.relu(`${at}.expand3x3_activation`, net.conv(`${at}.expand3x3`, s, { channels: expand, kernel }));
  return net.concat(`${at}.cat`, [e1, e3], 1);
}
