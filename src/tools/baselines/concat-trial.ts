/** The concat head on made-up rows, run by its test in a process of its own; prints what came out as JSON. */
import { GraphStore } from "../atlas/graphs.ts";
import type { AtlasRow } from "../atlas/row.ts";
import { convModel } from "../atlas/single-node.ts";
import { costsOfModel } from "../atlas/source.ts";
import { mape } from "../train/metrics.ts";
import { concatMethods } from "./concat.ts";
import type { Predict } from "./method.ts";

const store = new GraphStore();

/** 30 networks of one convolution, on two phones of which one takes three times as long; time is FLOPs / speed. */
const rows: readonly AtlasRow[] = Array.from({ length: 30 }, (_, network) => {
  const sizes = { inputChannels: 8 + 8 * (network % 5), input: [14, 14], output: [14, 14] } as const;
  const model = convModel({ ...sizes, outputChannels: 8 * (network + 1), kernel: [3, 3], stride: 1, groups: 1 });
  const graph = store.add(`n${network}`, costsOfModel(model));
  const flops = store.inputOf(graph).nodes.reduce((sum, node) => sum + (node.flops ?? 0), 0);
  return ["pixel4", "a03s"].map((device, at): AtlasRow => ({
    source: "qed",
    network: `n${network}`,
    family: `f${network % 5}`,
    extent: "network",
    graph,
    device,
    descriptor: device,
    cores: "large:1",
    runtime: "tflite",
    precision: "fp32",
    state: {},
    seconds: (flops * 3 ** at) / 1e9,
  }));
}).flat();

const isTest = ({ network }: AtlasRow): boolean => ["n7", "n12", "n18", "n23"].includes(network);
const learned = rows.filter((row) => !isTest(row));
const judged = rows.filter(isTest);

const errorOf = (predict: Predict): number =>
  mape(judged.map((row) => ({ measured: row.seconds, predicted: predict(row)?.seconds ?? Number.NaN })));

/** Fewer steps than where it counts: these rows are easy. */
const steps = 200;
const fitted = async (id: string): Promise<Predict> => {
  const method = concatMethods(steps).find((one) => one.id === id);
  if (method === undefined) throw new Error(`there is no ${id}`);
  return method.fit(learned, 1);
};
const predict = await fitted("concat");
const strangers = judged.flatMap((row): readonly AtlasRow[] => [
  { ...row, runtime: "ncnn" },
  { ...row, extent: "layers" },
  { ...row, descriptor: "pixel4-gpu", cores: "gpu" },
]);
console.log(
  JSON.stringify({
    error: errorOf(predict),
    withoutHardware: errorOf(await fitted("concat-no-hardware")),
    strangers: strangers.length,
    answered: strangers.filter((one) => predict(one) !== undefined).length,
  }),
);
