/** Where each layer of the networks of the RK3399 sweeps, as the source cuts them, begins. */
import type { PredictorInput } from "../../predict/predictor.ts";

/** Prefixes of the names of nodes with which each layer begins; what follows belongs to it until the next. */
export type Cuts = readonly string[];

const inceptions = ["3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b"];
const blocksOfResnet50 = [3, 4, 6, 3].flatMap((depth, stage) =>
  Array.from({ length: depth }, (_, at) => `layer${stage + 1}.${at}.`),
);

/** As utils/main_layer_checker.h of Ehsan-aghapour/ComputeLibrary@7dd421f5 has them. */
export const cuts: Readonly<Record<string, Cuts>> = {
  alexnet: ["conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8"],
  googlenet: ["conv1/", "conv2/3x3_reduce", ...inceptions.map((name) => `inception_${name}/`)],
  mobilenet: ["conv1", ...Array.from({ length: 13 }, (_, at) => `conv_dw_${at + 1}`)],
  resnet50: ["conv1", ...blocksOfResnet50, "fc"],
  yolov3: Array.from({ length: 75 }, (_, at) => `conv${at}`),
};

/** The parts of a network, one per cut. @throws Error where a cut is not found in order. */
export function layersOf(
  { nodes, edges, unfused = false }: PredictorInput & { readonly nodes: readonly { readonly name: string }[] },
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
      unfused,
    };
  });
}
