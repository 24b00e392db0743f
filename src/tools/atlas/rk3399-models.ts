/**
 * The networks as each of the two repositories built them; their programs say so. LW-GA timed Ehsan-aghapour/ARMCL-pipe-all
 * (examples/LW@7b92a31d), which fuses nodes, halves the image of a ResNet stage in the first 1x1 convolution of the stage, and
 * leaves out GoogLeNet's second LRN. CO-UP timed Ehsan-aghapour/ComputeLibrary (examples/Pipeline@e82df4ef), where fusing is
 * switched off (src/graph/Utils.cpp@566ade07) and, as in TensorFlow's slim models, the 3x3 convolution of a stage's last block
 * halves the image.
 */
import { Builder, type ConvOptions, type Value } from "../../generate/builder.ts";
import { addConstant, addNode } from "../../generate/draft.ts";
import { mobilenetV1 } from "../../generate/families/mobilenet-v1.ts";
import type { Model } from "../../onnx/model.ts";
import { paramModel } from "./ncnn-param.ts";

/** A model; `paramOf` gives the text of ncnn's description of a network, of the same groups and kernels. */
type Recipe = (paramOf: (network: string) => string) => Model;

export interface Build {
  /** Every node is a kernel. */
  readonly unfused: boolean;
  readonly networks: Readonly<Record<string, Recipe>>;
}

const alexnet: Recipe = (paramOf) => paramModel("alexnet", paramOf("alexnet"));

/** By the atlas' names of the repositories. */
export const builds: Readonly<Record<string, Build>> = {
  "LW-GA": {
    unfused: false,
    networks: {
      alexnet,
      googlenet: (paramOf) =>
        paramModel("googlenet", paramOf("googlenet").replace(/^LRN(?=\s+conv2\/norm2\s)/m, "Noop")),
      mobilenet: () => mobilenetV1("mobilenet"),
      resnet50: () => resnet50("first"),
    },
  },
  "CO-UP": {
    unfused: true,
    networks: {
      alexnet,
      googlenet: (paramOf) => paramModel("googlenet", paramOf("googlenet")),
      mobilenet,
      resnet50: () => resnet50("last"),
      yolov3,
    },
  },
};

interface Layer extends ConvOptions {
  readonly act?: "Relu" | "Relu6" | "LeakyRelu";
}

/** Convolution, batch normalization, activation. */
function normalized(net: Builder, name: string, x: Value, { act, ...options }: Layer): Value {
  const y = net.batchNorm(`${name}.bn`, net.conv(name, x, { ...options, bias: false }));
  if (act === undefined) return y;
  if (act === "Relu") return net.relu(`${name}.act`, y);
  return act === "Relu6" ? net.relu6(`${name}.act`, y) : leakyRelu(net, `${name}.act`, y);
}

const leakyRelu = (net: Builder, name: string, x: Value): Value =>
  addNode(net.draft, "LeakyRelu", name, [x.name], [x.shape])[0] ?? x;

/** As the generator's, whose convolutions have their normalization folded in, but with it. */
function mobilenet(): Model {
  const net = new Builder({ name: "mobilenet" });
  const act = "Relu6";
  let x = normalized(net, "conv1", net.input("input", [3, 224, 224]), { channels: 32, kernel: 3, stride: 2, act });
  const widths = [64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024];
  for (const [at, channels] of widths.entries()) {
    const groups = x.shape[1] ?? 1;
    const stride = channels > groups && at > 0 ? 2 : 1;
    x = normalized(net, `conv_dw_${at + 1}`, x, { channels: groups, groups, kernel: 3, stride, act });
    x = normalized(net, `conv_pw_${at + 1}`, x, { channels, act });
  }
  return classified(net, net.globalAveragePool("pool", x));
}

const classified = (net: Builder, pooled: Value): Model =>
  net.finish(net.softmax("softmax", net.gemm("fc", net.flatten("flatten", pooled), 1000)));

/** ResNet-50 with the stride of a stage in the first block's first convolution and shortcut, or in the last block. */
function resnet50(halves: "first" | "last"): Model {
  const net = new Builder({ name: "resnet50" });
  const act = "Relu";
  let x = normalized(net, "conv1", net.input("input", [3, 224, 224]), { channels: 64, kernel: 7, stride: 2, act });
  x = net.maxPool("pool1", x, { kernel: 3, stride: 2, pad: 1 });
  for (const [index, depth] of [3, 4, 6, 3].entries()) {
    const channels = 64 * 2 ** index;
    for (let block = 0; block < depth; block += 1) {
      const at = `layer${index + 1}.${block}.`;
      const first = halves === "first" && block === 0 && index > 0 ? 2 : 1;
      const last = halves === "last" && block === depth - 1 && index < 3 ? 2 : 1;
      let y = normalized(net, `${at}conv1`, x, { channels, stride: first, act });
      y = normalized(net, `${at}conv2`, y, { channels, kernel: 3, stride: last, act });
      y = normalized(net, `${at}conv3`, y, { channels: 4 * channels });
      if (block === 0) x = normalized(net, `${at}shortcut`, x, { channels: 4 * channels, stride: first });
      else if (last > 1) x = net.maxPool(`${at}shortcut`, x, { kernel: 1, stride: 2 });
      x = net.relu(`${at}act`, net.add(`${at}add`, y, x));
    }
  }
  return classified(net, net.globalAveragePool("avgpool", x));
}

/**
 * YOLOv3 on Darknet-53. Redmon and Farhadi 2018, arXiv:1804.02767, table 1 and section 2.3; at 608x608. Its 75 convolutions
 * are numbered in order; each of its three outputs goes through a logistic function.
 */
function yolov3(): Model {
  const net = new Builder({ name: "yolov3" });
  let count = 0;
  const conv = (x: Value, channels: number, kernel: number, stride = 1): Value => {
    const y = normalized(net, `conv${count}`, x, { channels, kernel, stride, act: "LeakyRelu" });
    count += 1;
    return y;
  };
  const stages: readonly (readonly [channels: number, depth: number])[] = [
    [64, 1],
    [128, 2],
    [256, 8],
    [512, 8],
    [1024, 4],
  ];
  let x = conv(net.input("input", [3, 608, 608]), 32, 3);
  const kept: Value[] = [];
  for (const [channels, depth] of stages) {
    x = conv(x, channels, 3, 2);
    for (let at = 0; at < depth; at += 1) x = net.add("add", x, conv(conv(x, channels / 2, 1), channels, 3));
    kept.push(x);
  }
  const outputs: Value[] = [];
  for (const [at, channels] of [512, 256, 128].entries()) {
    if (at > 0) x = net.concat("concat", [twice(net, conv(x, channels, 1)), kept[4 - at] ?? x], 1);
    for (const [step, kernel] of [1, 3, 1, 3, 1].entries())
      x = conv(x, step % 2 === 0 ? channels : 2 * channels, kernel);
    const wide = conv(x, 2 * channels, 3);
    outputs.push(net.sigmoid(`yolo${at}`, net.conv(`conv${count}`, wide, { channels: 255 })));
    count += 1;
  }
  return net.finish(...outputs);
}

function twice(net: Builder, x: Value): Value {
  const [batch = 1, channels = 1, height = 1, width = 1] = x.shape;
  const scales = addConstant(net.draft, "float32", [1, 1, 2, 2]);
  const shape = [batch, channels, 2 * height, 2 * width];
  return addNode(net.draft, "Resize", "upsample", [x.name, "", scales], [shape])[0] ?? x;
}
