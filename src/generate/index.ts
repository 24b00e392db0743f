/** The list of networks the generator can write. A network is one line; a family is one file in families/. */
import type { Model } from "../onnx/model.ts";
import { alexnet } from "./families/alexnet.ts";
import { densenet } from "./families/densenet.ts";
import { googlenet } from "./families/googlenet.ts";
import { mnasnet } from "./families/mnasnet.ts";
import { mobilenetV1 } from "./families/mobilenet-v1.ts";
import { mobilenetV2 } from "./families/mobilenet-v2.ts";
import { resnet, type ResnetParams } from "./families/resnet.ts";
import { shufflenetV2, type ShufflenetV2Params } from "./families/shufflenet-v2.ts";
import { squeezenet } from "./families/squeezenet.ts";
import { vgg } from "./families/vgg.ts";
import { vit, type VitParams } from "./families/vit.ts";
import type { NetworkParams } from "./params.ts";

export interface Network {
  readonly id: string;
  /** Networks of one family share a file and differ in depth or width only. */
  readonly family: string;
  readonly title: string;
  readonly build: (params?: NetworkParams) => Model;
}

const vggOf = (layers: number, depths: readonly number[]): Network => ({
  id: `vgg${layers}`,
  family: "vgg",
  title: `VGG-${layers}`,
  build: (params) => vgg(`vgg${layers}`, { depths, ...params }),
});

const resnetOf = (layers: number, block: ResnetParams["block"], depths: readonly number[]): Network => ({
  id: `resnet${layers}`,
  family: "resnet",
  title: `ResNet-${layers}`,
  build: (params) => resnet(`resnet${layers}`, { block, depths, ...params }),
});

const densenetOf = (layers: number, depths: readonly number[]): Network => ({
  id: `densenet${layers}`,
  family: "densenet",
  title: `DenseNet-${layers}`,
  build: (params) => densenet(`densenet${layers}`, { depths, ...params }),
});

const squeezenetOf = (id: string, version: "1.0" | "1.1"): Network => ({
  id,
  family: "squeezenet",
  title: `SqueezeNet ${version}`,
  build: (params) => squeezenet(id, { version, ...params }),
});

const shufflenetOf = (width: string, channels: ShufflenetV2Params["channels"]): Network => ({
  id: `shufflenet_v2_x${width.replace(".", "_")}`,
  family: "shufflenet-v2",
  title: `ShuffleNetV2 x${width}`,
  build: (params) => shufflenetV2(`shufflenet_v2_x${width.replace(".", "_")}`, { channels, ...params }),
});

const mnasnetOf = (multiplier: number): Network => ({
  id: `mnasnet${multiplier.toFixed(1).replace(".", "_")}`,
  family: "mnasnet",
  title: `MnasNet ${multiplier.toFixed(1)}`,
  build: (params) => mnasnet(`mnasnet${multiplier.toFixed(1).replace(".", "_")}`, { multiplier, ...params }),
});

const vitOf = (
  id: string,
  title: string,
  sizes: Pick<VitParams, "patch" | "layers" | "heads" | "hidden" | "mlp">,
): Network => ({
  id,
  family: "vit",
  title,
  build: (params) => vit(id, { ...sizes, ...params }),
});

/** Every network, by its name in torchvision where it has one; `build()` gives the published architecture. */
export const networks: readonly Network[] = [
  { id: "alexnet", family: "alexnet", title: "AlexNet", build: (params) => alexnet("alexnet", params) },
  vggOf(11, [1, 1, 2, 2, 2]),
  vggOf(13, [2, 2, 2, 2, 2]),
  vggOf(16, [2, 2, 3, 3, 3]),
  vggOf(19, [2, 2, 4, 4, 4]),
  { id: "googlenet", family: "googlenet", title: "GoogLeNet", build: (params) => googlenet("googlenet", params) },
  resnetOf(18, "basic", [2, 2, 2, 2]),
  resnetOf(34, "basic", [3, 4, 6, 3]),
  resnetOf(50, "bottleneck", [3, 4, 6, 3]),
  resnetOf(101, "bottleneck", [3, 4, 23, 3]),
  resnetOf(152, "bottleneck", [3, 8, 36, 3]),
  densenetOf(121, [6, 12, 24, 16]),
  squeezenetOf("squeezenet1_0", "1.0"),
  squeezenetOf("squeezenet1_1", "1.1"),
  {
    id: "mobilenet_v1",
    family: "mobilenet-v1",
    title: "MobileNetV1",
    build: (params) => mobilenetV1("mobilenet_v1", params),
  },
  {
    id: "mobilenet_v2",
    family: "mobilenet-v2",
    title: "MobileNetV2",
    build: (params) => mobilenetV2("mobilenet_v2", params),
  },
  shufflenetOf("0.5", [24, 48, 96, 192, 1024]),
  shufflenetOf("1.0", [24, 116, 232, 464, 1024]),
  shufflenetOf("1.5", [24, 176, 352, 704, 1024]),
  shufflenetOf("2.0", [24, 244, 488, 976, 2048]),
  mnasnetOf(0.5),
  mnasnetOf(1),
  mnasnetOf(1.3),
  vitOf("vit_b_16", "ViT-B/16", { patch: 16, layers: 12, heads: 12, hidden: 768, mlp: 3072 }),
  vitOf("vit_b_32", "ViT-B/32", { patch: 32, layers: 12, heads: 12, hidden: 768, mlp: 3072 }),
];

export const networkOf = (id: string): Network | undefined => networks.find((network) => network.id === id);
