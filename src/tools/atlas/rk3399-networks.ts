/** The networks of the RK3399 sweeps, and where each of their layers (as the source cuts them) begins. */
import type { PredictorInput } from "../../predict/predictor.ts";
import { addConstant, addNode } from "../../generate/draft.ts";
import { Builder, type Value } from "../../generate/builder.ts";
import { mobilenetV1 } from "../../generate/families/mobilenet-v1.ts";
import { resnet } from "../../generate/families/resnet.ts";
import type { Model } from "../../onnx/model.ts";

/** Prefixes of the names of nodes with which each layer begins; what follows belongs to it until the next. */
export type Cuts = readonly string[];

const inceptions = ["3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b"];
const blocksOfResnet50 = [3, 4, 6, 3].flatMap((depth, stage) =>
  Array.from({ length: depth }, (_, at) => `layer${stage + 1}.${at}.`),
);

export const cuts: Readonly<Record<string, Cuts>> = {
  alexnet: ["conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8"],
  googlenet: ["conv1/", "conv2/3x3_reduce", ...inceptions.map((name) => `inception_${name}/`)],
  mobilenet: ["conv1", ...Array.from({ length: 13 }, (_, at) => `conv_dw_${at + 1}`)],
  resnet50: ["conv1", ...blocksOfResnet50, "avgpool"],
  yolov3: Array.from({ length: 75 }, (_, at) => `conv${at}`),
};

/** Networks that our generator writes; AlexNet and GoogLeNet come from ncnn's files, which keep groups and 5x5 kernels. */
export const written: Readonly<Record<string, () => Model>> = {
  mobilenet: () => mobilenetV1("mobilenet"),
  resnet50: () => resnet("resnet50", { block: "bottleneck", depths: [3, 4, 6, 3] }),
  yolov3,
};

/** The parts of a network, one per cut. @throws Error where a cut is not found in order. */
export function layersOf(
  { nodes, edges }: PredictorInput & { readonly nodes: readonly { readonly name: string }[] },
  starts: Cuts,
): readonly PredictorInput[] {
  let at = -1;
  const layer = nodes.map(({ name }) => {
    const next = starts[at + 1];
    if (next !== undefined && name.startsWith(next)) at += 1;
    return Math.max(0, at);
  });
  if (at + 1 !== starts.length) throw new Error(`layer ${starts[at + 1]} is not in the network`);
  return starts.map((_, part) => {
    const places = nodes.flatMap((__, node) => (layer[node] === part ? [node] : []));
    const numberOf = new Map(places.map((node, number) => [node, number]));
    return {
      nodes: places.flatMap((node) => nodes[node] ?? []),
      edges: edges.flatMap(({ from, to, bytes }) => {
        const [source, sink] = [numberOf.get(from), numberOf.get(to)];
        return source === undefined || sink === undefined ? [] : [{ from: source, to: sink, bytes }];
      }),
    };
  });
}

/**
 * YOLOv3 on Darknet-53. Redmon and Farhadi 2018, arXiv:1804.02767, table 1 and section 2.3; at 608x608, as ARM Compute
 * Library's example runs it. Its 75 convolutions are numbered in order.
 */
function yolov3(): Model {
  const net = new Builder({ name: "yolov3" });
  let count = 0;
  const conv = (x: Value, channels: number, kernel: number, stride = 1): Value => {
    const y = net.conv(`conv${count}`, x, { channels, kernel, stride });
    count += 1;
    return addNode(net.draft, "LeakyRelu", `act${count}`, [y.name], [y.shape])[0] ?? y;
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
    outputs.push(net.conv(`conv${count}`, wide, { channels: 255 }));
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
