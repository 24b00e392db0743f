/** What figures are drawn from, for tests: a small network on a phone, predicted by the roofline. */
import { pixel4 } from "../device/catalog/pixel4.ts";
import { defaultCores } from "../device/core-set.ts";
import { nominalState } from "../device/roofline.ts";
import type { Evaluation } from "../figure/evaluation.ts";
import type { Groups, Source, Sweep } from "../figure/source.ts";
import type { Prediction, Target } from "../predict/predictor.ts";
import { roofline } from "../predict/roofline.ts";
import { analysisOf } from "./analyze-text.ts";

const network = `
  x: float32[1,3,32,32]
  const w: float32[16,3,3,3]
  const v: float32[32,16,3,3]
  const u: float32[10,32]
  a = Conv(x, w) pads=[1,1,1,1]
  b = Relu(a)
  c = Conv(b, v) pads=[1,1,1,1] strides=[2,2]
  d = Relu(c)
  e = GlobalAveragePool(d)
  f = Flatten(e)
  y = Gemm(f, u) transB=1
`;

const cores = defaultCores(pixel4);
const state = nominalState(pixel4, cores);
if (state === undefined) throw new Error("the device has no state");

export const target: Target = { device: pixel4, cores, runtime: "tflite", precision: "fp32", state };

const groups: Groups = {
  names: ["Conv", "Activation", "Other"],
  of: ({ kind }) => (kind === "conv" ? 0 : kind === "activation" ? 1 : 2),
};

const evaluation: Evaluation = {
  lines: [
    { method: "FLOPs proxy", within10: 0.2, cases: 100, rows: 100 },
    { method: "Trees", within10: 0.65, cases: 100, rows: 100 },
    { method: "Kernel sum", within10: 0.4, cases: 60, rows: 100 },
  ].map((line) => ({ ...line, source: "qed", split: "unseen networks", samples: undefined, extent: "network" })),
  origins: new Map([["qed", "somewhere"]]),
  missing: [
    { source: "qed", split: "unseen networks", method: "Graph network" },
    { source: "qed", split: "unseen device", method: "Another" },
  ],
};

/** Everything that any figure asks for. */
export async function figureSource(text = network): Promise<Source & { readonly prediction: Prediction }> {
  const analysis = analysisOf(text);
  const prepared = await roofline.prepare(analysis);
  const prediction = prepared.predict(target);
  const sweep = (knob: Sweep["knob"], values: readonly number[], field: keyof Target["state"]): Sweep => ({
    knob,
    points: values.map((value) => [
      value,
      prepared.predict({ ...target, state: { ...target.state, [field]: value } }).latencySeconds,
    ]),
  });
  return {
    model: "Small_net & co",
    analysis,
    target,
    prediction,
    predictor: roofline.label,
    groups,
    selected: undefined,
    memory: { inPlace: false, bestOrder: false, activations: undefined },
    sweeps: [
      sweep("frequency", [0.5e9, 1e9, 1.5e9, 2e9, 2.84e9], "frequencyHz"),
      sweep("utilization", [0, 0.25, 0.5, 0.75, 1], "utilization"),
      sweep("bandwidth", [2e9, 6e9, 10e9, 14e9], "bandwidthBytesPerSecond"),
    ],
    models: [
      { name: "Small net", nodes: analysis.nodes, prediction },
      { name: "Another", nodes: analysis.nodes, prediction },
    ],
    evaluation,
  };
}
